import type { Database, Statement } from 'better-sqlite3';
import type { MemoryScope } from '#shared/memory.ts';
import type { NamedScope, ScopeName } from '#shared/project.ts';

interface NameRow {
  readonly type: Exclude<MemoryScope['type'], 'everywhere'>;
  readonly id: string;
  readonly name: string;
  readonly state: NamedScope['state'];
}

/** What assistants and projects are called, those included that are deleted or were never here. */
export class ScopeNames {
  readonly #all: Statement<[], NameRow>;
  readonly #ofMemories: Statement<[], NameRow>;
  readonly #learn: Statement<[{ type: string; id: string; name: string }]>;

  constructor(database: Database) {
    this.#all = database.prepare(allSql);
    this.#ofMemories = database.prepare(
      `SELECT * FROM (${allSql}) named WHERE EXISTS (
         SELECT 1 FROM memories m WHERE m.scope_type = named.type AND m.scope_id = named.id)`,
    );
    this.#learn = database.prepare(
      `INSERT INTO scope_names (type, id, name) VALUES (:type, :id, :name)
       ON CONFLICT (type, id) DO UPDATE SET name = excluded.name`,
    );
  }

  /** By name. */
  list(): NamedScope[] {
    return this.#all.all().map(({ type, id, name, state }) => ({ scope: { type, id }, name, state }));
  }

  /** Those that any memory is of. */
  ofMemories(): ScopeName[] {
    return this.#ofMemories.all().map(({ type, id, name }) => ({ scope: { type, id }, name }));
  }

  /** What a file that is read calls them. Names of what is here are its own. Callers give the transaction. */
  learn(names: readonly ScopeName[]): void {
    for (const { scope, name } of names)
      if (scope.type !== 'everywhere') this.#learn.run({ type: scope.type, id: scope.id, name });
  }
}

const allSql = `
  WITH known (type, id, name, state) AS (
    SELECT 'project', id, name, iif(deleted_at IS NULL, 'here', 'deleted') FROM projects
    UNION ALL SELECT 'assistant', id, name, iif(deleted_at IS NULL, 'here', 'deleted') FROM agent_teams
  )
  SELECT * FROM known
  UNION ALL SELECT type, id, name, 'elsewhere' FROM scope_names s
    WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.type = s.type AND known.id = s.id)
  ORDER BY name COLLATE NOCASE, id`;
