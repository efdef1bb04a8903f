import type { Database, Statement } from 'better-sqlite3';
import { UNDO_BIN_TIME } from '#shared/bin.ts';
import type { KnowledgeOwner } from '#shared/knowledge/knowledge.ts';
import { DeletedRows } from '../database/deleted-rows.ts';
import { transact } from '../database/transact.ts';

/** A folder or file of a project or an assistant, as the user added it. */
export interface StoredSource {
  readonly id: string;
  readonly owner: KnowledgeOwner;
  readonly name: string;
  /** Null: uploaded files. */
  readonly path: string | null;
  readonly onlyHere: boolean;
  readonly stopped: boolean;
  readonly readAt: number | null;
  readonly createdAt: number;
}

interface SourceRow {
  readonly id: string;
  readonly project_id: string | null;
  readonly assistant_id: string | null;
  readonly name: string;
  readonly path: string | null;
  readonly only_here: 0 | 1;
  readonly stopped: 0 | 1;
  readonly read_at: number | null;
  readonly created_at: number;
}

/** The folders and files that the user added; what is in them is in the index file. Those in the bin appear only there. */
export class SourceRepository {
  readonly bin: DeletedRows;
  readonly #database: Database;
  readonly #all: Statement<[], SourceRow>;
  readonly #ids: Statement<[], string>;
  readonly #put: Statement<[SourceRow]>;

  constructor(database: Database) {
    this.#database = database;
    // Those of a project or an assistant in the bin come back with it.
    this.#all = database.prepare(
      `SELECT s.id, s.project_id, s.assistant_id, s.name, s.path, s.only_here, s.stopped, s.read_at, s.created_at
       FROM knowledge_sources s WHERE s.deleted_at IS NULL ORDER BY s.created_at, s.id`,
    );
    this.#ids = database.prepare<[], string>('SELECT id FROM knowledge_sources').pluck();
    this.#put = database.prepare(`
      INSERT INTO knowledge_sources (id, project_id, assistant_id, name, path, only_here, stopped, read_at, created_at)
      VALUES (:id, :project_id, :assistant_id, :name, :path, :only_here, :stopped, :read_at, :created_at)
      ON CONFLICT (id) DO UPDATE SET only_here = excluded.only_here, stopped = excluded.stopped, read_at = excluded.read_at`);
    this.bin = new DeletedRows(database, { table: 'knowledge_sources', time: UNDO_BIN_TIME });
  }

  /** In the order in which they were added. */
  list(): StoredSource[] {
    return this.#all.all().map(toSource);
  }

  /** Those in the bin too. */
  ids(): ReadonlySet<string> {
    return new Set(this.#ids.all());
  }

  put(source: StoredSource): void {
    const { owner } = source;
    const row: SourceRow = {
      id: source.id,
      project_id: owner.type === 'project' ? owner.id : null,
      assistant_id: owner.type === 'assistant' ? owner.id : null,
      name: source.name,
      path: source.path,
      only_here: source.onlyHere ? 1 : 0,
      stopped: source.stopped ? 1 : 0,
      read_at: source.readAt,
      created_at: source.createdAt,
    };
    transact(this.#database, () => this.#put.run(row));
  }
}

function toSource(row: SourceRow): StoredSource {
  return {
    id: row.id,
    owner:
      row.project_id === null
        ? { type: 'assistant', id: row.assistant_id ?? '' }
        : { type: 'project', id: row.project_id },
    name: row.name,
    path: row.path,
    onlyHere: row.only_here === 1,
    stopped: row.stopped === 1,
    readAt: row.read_at,
    createdAt: row.created_at,
  };
}
