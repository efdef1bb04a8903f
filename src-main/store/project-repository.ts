import type { Database, Statement } from 'better-sqlite3';
import type { Project } from '#shared/project.ts';
import { transact } from './transact.ts';

interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly keeps_teachings: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Projects. What is deleted can be brought back until the bin is emptied; its chats and memories are not touched. */
export class ProjectRepository {
  readonly #database: Database;
  readonly #all: Statement<[], ProjectRow>;
  readonly #one: Statement<[string], ProjectRow>;
  readonly #put: Statement<[ProjectRow]>;
  readonly #delete: Statement<[number, string]>;
  readonly #restore: Statement<[string]>;
  readonly #empty: Statement<[number]>;

  constructor(database: Database) {
    this.#database = database;
    const there = `SELECT id, name, keeps_teachings, created_at, updated_at FROM projects WHERE deleted_at IS NULL`;
    this.#all = database.prepare(`${there} ORDER BY name COLLATE NOCASE, id`);
    this.#one = database.prepare(`${there} AND id = ?`);
    this.#put = database.prepare(putSql);
    this.#delete = database.prepare('UPDATE projects SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL');
    this.#restore = database.prepare(
      'UPDATE projects SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL',
    );
    this.#empty = database.prepare(emptySql);
  }

  /** By name. */
  list(): Project[] {
    return this.#all.all().map(toProject);
  }

  get(id: string): Project | undefined {
    const row = this.#one.get(id);
    return row === undefined ? undefined : toProject(row);
  }

  /** Adds it, or takes the place of the one with this id. */
  put({ id, name, keepsTeachings, createdAt, updatedAt }: Project): void {
    const times = { created_at: createdAt, updated_at: updatedAt };
    const row = { id, name, keeps_teachings: keepsTeachings ? 1 : 0, ...times };
    transact(this.#database, () => this.#put.run(row));
  }

  /** False when it is not there. */
  delete(id: string, at: number): boolean {
    return transact(this.#database, () => this.#delete.run(at, id).changes === 1);
  }

  /** False when it was not deleted, or is gone for good. */
  restore(id: string): boolean {
    return transact(this.#database, () => this.#restore.run(id).changes === 1);
  }

  /** What was deleted before this moment is gone for good, but for those that memories still belong to. */
  emptyBin(before: number): void {
    transact(this.#database, () => this.#empty.run(before));
  }
}

function toProject(row: ProjectRow): Project {
  const { id, name, keeps_teachings, created_at, updated_at } = row;
  return { id, name, keepsTeachings: keeps_teachings === 1, createdAt: created_at, updatedAt: updated_at };
}

const putSql = `
  INSERT INTO projects (id, name, keeps_teachings, created_at, updated_at)
  VALUES (:id, :name, :keeps_teachings, :created_at, :updated_at)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, keeps_teachings = excluded.keeps_teachings,
    updated_at = excluded.updated_at`;

const emptySql = `
  DELETE FROM projects WHERE deleted_at < ? AND NOT EXISTS (
    SELECT 1 FROM memories m WHERE m.scope_type = 'project' AND m.scope_id = projects.id)`;
