import type { Database, Statement } from 'better-sqlite3';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { NamedScope, ScopeName } from '#shared/project.ts';
import { transact } from '../database/transact.ts';

interface NameRow {
  readonly type: Exclude<MemoryScope['type'], 'everywhere'>;
  readonly id: string;
  readonly name: string;
  readonly state: NamedScope['state'];
}

/** Names of assistants and projects, including deleted ones and ones known only from imports. */
export class ScopeNames {
  readonly #database: Database;
  readonly #all: Statement<[], NameRow>;
  readonly #ofMemories: Statement<[], NameRow>;
  readonly #keep: Statement<[{ type: string; id: string; name: string; teamId: string }]>;
  readonly #addImported: Statement<[{ type: string; id: string; name: string }]>;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare(allSql);
    this.#ofMemories = database.prepare(
      `SELECT * FROM (${allSql}) named WHERE EXISTS (
         SELECT 1 FROM memories m WHERE m.scope_type = named.type AND m.scope_id = named.id)`,
    );
    this.#keep = database.prepare(
      `INSERT INTO scope_names (type, id, name, team_id) VALUES (:type, :id, :name, :teamId)
       ON CONFLICT (type, id) DO UPDATE SET name = excluded.name, team_id = excluded.team_id`,
    );
    this.#addImported = database.prepare(
      `INSERT INTO scope_names (type, id, name) VALUES (:type, :id, :name)
       ON CONFLICT (type, id) DO UPDATE SET name = excluded.name WHERE team_id IS NULL`,
    );
  }

  /** Sorted by name. */
  list(): NamedScope[] {
    return this.#all.all().map(({ type, id, name, state }) => ({ scope: { type, id }, name, state }));
  }

  /** The scopes that any memory belongs to. */
  ofMemories(): ScopeName[] {
    return this.#ofMemories.all().map(({ type, id, name }) => ({ scope: { type, id }, name }));
  }

  /** Saves the names of agents of a saved team that have their own memory. */
  keep(names: readonly ScopeName[], teamId: string): void {
    transact(this.#database, () => {
      for (const { scope, name } of names)
        if (scope.type !== 'everywhere') this.#keep.run({ type: scope.type, id: scope.id, name, teamId });
    });
  }

  /** Saves names from an imported file; local names win. Call within a transaction. */
  addImported(names: readonly ScopeName[]): void {
    for (const { scope, name } of names)
      if (scope.type !== 'everywhere') this.#addImported.run({ type: scope.type, id: scope.id, name });
  }
}

const allSql = `
  WITH known (type, id, name, state) AS (
    SELECT 'project', id, name, iif(deleted_at IS NULL, 'here', 'deleted') FROM projects
    UNION ALL SELECT 'assistant', id, name, iif(deleted_at IS NULL, 'here', 'deleted') FROM agent_teams
  )
  SELECT * FROM known
  UNION ALL SELECT type, id, name,
    -- Teams of the gallery are always here.
    CASE WHEN s.team_id IS NULL THEN 'elsewhere'
      WHEN s.team_id LIKE 'gallery:%' THEN 'here'
      ELSE coalesce((SELECT iif(t.deleted_at IS NULL, 'here', 'deleted') FROM agent_teams t WHERE t.id = s.team_id),
        'elsewhere') END
    FROM scope_names s
    WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.type = s.type AND known.id = s.id)
  ORDER BY name COLLATE NOCASE, id`;
