/** Folders whose files tools may use, and what the user decided about Tutee's own tools. */
import type { Database, Statement } from 'better-sqlite3';
import type { FolderOwner } from '#shared/tools/allowed-folder.ts';
import type { ToolPermission } from '#shared/tools/tool-server.ts';
import { transact } from '../database/transact.ts';

/** A folder that the user allowed. */
export interface StoredFolder {
  readonly id: string;
  readonly owner: FolderOwner;
  readonly name: string;
  readonly path: string;
  readonly mayWrite: boolean;
  readonly createdAt: number;
}

interface FolderRow {
  readonly id: string;
  readonly project_id: string | null;
  readonly assistant_id: string | null;
  readonly name: string;
  readonly path: string;
  readonly may_write: 0 | 1;
  readonly created_at: number;
}

interface PermissionRow {
  readonly tool: string;
  readonly permission: ToolPermission;
}

export class AllowedFolderRepository {
  readonly #database: Database;
  readonly #all: Statement<[], FolderRow>;
  readonly #put: Statement<[FolderRow]>;
  readonly #delete: Statement<[string]>;
  readonly #permissions: Statement<[], PermissionRow>;
  readonly #permit: Statement<[PermissionRow]>;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare('SELECT * FROM allowed_folders ORDER BY created_at, id');
    this.#put = database.prepare(
      `INSERT INTO allowed_folders (id, project_id, assistant_id, name, path, may_write, created_at)
       VALUES (:id, :project_id, :assistant_id, :name, :path, :may_write, :created_at)
       ON CONFLICT (id) DO UPDATE SET may_write = excluded.may_write`,
    );
    this.#delete = database.prepare('DELETE FROM allowed_folders WHERE id = ?');
    this.#permissions = database.prepare('SELECT tool, permission FROM own_tools');
    this.#permit = database.prepare(
      `INSERT INTO own_tools (tool, permission) VALUES (:tool, :permission)
       ON CONFLICT (tool) DO UPDATE SET permission = excluded.permission`,
    );
  }

  /** In the order in which they were added. */
  list(): StoredFolder[] {
    return this.#all.all().map(toFolder);
  }

  /** Inserts it, or updates whether its files may be changed. */
  put({ id, owner, name, path, mayWrite, createdAt }: StoredFolder): void {
    const row: FolderRow = {
      id,
      project_id: owner.type === 'project' ? owner.id : null,
      assistant_id: owner.type === 'assistant' ? owner.id : null,
      name,
      path,
      may_write: mayWrite ? 1 : 0,
      created_at: createdAt,
    };
    transact(this.#database, () => this.#put.run(row));
  }

  delete(id: string): void {
    transact(this.#database, () => this.#delete.run(id));
  }

  /** What the user decided, by tool. */
  permissions(): Map<string, ToolPermission> {
    return new Map(this.#permissions.all().map(({ tool, permission }) => [tool, permission]));
  }

  permit(tool: string, permission: ToolPermission): void {
    transact(this.#database, () => this.#permit.run({ tool, permission }));
  }
}

function toFolder({
  id,
  project_id,
  assistant_id,
  name,
  path,
  may_write,
  created_at,
}: FolderRow): StoredFolder {
  const owner: FolderOwner =
    project_id !== null
      ? { type: 'project', id: project_id }
      : assistant_id !== null
        ? { type: 'assistant', id: assistant_id }
        : { type: 'everywhere' };
  return { id, owner, name, path, mayWrite: may_write === 1, createdAt: created_at };
}
