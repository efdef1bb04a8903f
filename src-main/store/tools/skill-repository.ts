/** Skills that the user installed, with their files. */
import type { Database, Statement } from 'better-sqlite3';
import { transact } from '../database/transact.ts';

/** A skill without the contents of its files. */
export interface StoredSkill {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** All of SKILL.md. */
  readonly text: string;
  readonly enabled: boolean;
  readonly createdAt: number;
  /** The other files, by path. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

interface SkillRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly text: string;
  readonly enabled: 0 | 1;
  readonly created_at: number;
}

interface FileRow {
  readonly skillId: string;
  readonly path: string;
  readonly bytes: number;
}

export class SkillRepository {
  readonly #database: Database;
  readonly #all: Statement<[], SkillRow>;
  readonly #sizes: Statement<[], FileRow>;
  readonly #put: Statement<[SkillRow]>;
  readonly #enable: Statement<[0 | 1, string]>;
  readonly #delete: Statement<[string]>;
  readonly #files: Statement<[string], { path: string; data: Buffer }>;
  readonly #addFile: Statement<[string, string, Uint8Array]>;
  readonly #dropFiles: Statement<[string]>;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare('SELECT * FROM skills ORDER BY name');
    this.#sizes = database.prepare(
      'SELECT skill_id AS skillId, path, length(data) AS bytes FROM skill_files ORDER BY path',
    );
    this.#put = database.prepare(
      `INSERT INTO skills (id, name, description, text, enabled, created_at)
       VALUES (:id, :name, :description, :text, :enabled, :created_at)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, text = excluded.text,
         enabled = excluded.enabled, created_at = excluded.created_at`,
    );
    this.#enable = database.prepare('UPDATE skills SET enabled = ? WHERE id = ?');
    this.#delete = database.prepare('DELETE FROM skills WHERE id = ?');
    this.#files = database.prepare('SELECT path, data FROM skill_files WHERE skill_id = ? ORDER BY path');
    this.#addFile = database.prepare('INSERT INTO skill_files (skill_id, path, data) VALUES (?, ?, ?)');
    this.#dropFiles = database.prepare('DELETE FROM skill_files WHERE skill_id = ?');
  }

  /** By name. */
  list(): StoredSkill[] {
    const files = Map.groupBy(this.#sizes.all(), ({ skillId }) => skillId);
    return this.#all.all().map(({ id, name, description, text, enabled, created_at }) => ({
      id,
      name,
      description,
      text,
      enabled: enabled === 1,
      createdAt: created_at,
      files: (files.get(id) ?? []).map(({ path, bytes }) => ({ path, bytes })),
    }));
  }

  /** Inserts it, or replaces the one of its id, with its files. */
  put(skill: Omit<StoredSkill, 'files'>, files: ReadonlyMap<string, Uint8Array>): void {
    const { id, name, description, text, enabled, createdAt } = skill;
    transact(this.#database, () => {
      this.#put.run({ id, name, description, text, enabled: enabled ? 1 : 0, created_at: createdAt });
      this.#dropFiles.run(id);
      for (const [path, data] of files) this.#addFile.run(id, path, data);
    });
  }

  enable(id: string, enabled: boolean): void {
    transact(this.#database, () => this.#enable.run(enabled ? 1 : 0, id));
  }

  delete(id: string): void {
    transact(this.#database, () => this.#delete.run(id));
  }

  /** The contents of its files, by path. */
  files(id: string): Map<string, Uint8Array> {
    return new Map(this.#files.all(id).map(({ path, data }) => [path, data]));
  }
}
