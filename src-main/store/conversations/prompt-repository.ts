import type { Database, Statement } from 'better-sqlite3';
import { BIN_TIME } from '#shared/bin.ts';
import type { Prompt } from '#shared/prompts/prompt.ts';
import { DeletedRows } from '../database/deleted-rows.ts';
import { transact } from '../database/transact.ts';

interface PromptRow {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly created_at: number;
  readonly updated_at: number;
}

/** The prompts of the user. Those in the bin appear only there. */
export class PromptRepository {
  readonly bin: DeletedRows;
  readonly #database: Database;
  readonly #all: Statement<[], PromptRow>;
  readonly #one: Statement<[string], PromptRow>;
  readonly #put: Statement<[PromptRow]>;

  constructor(database: Database) {
    this.#database = database;
    const notDeleted = 'SELECT id, name, text, created_at, updated_at FROM prompts WHERE deleted_at IS NULL';
    this.#all = database.prepare(`${notDeleted} ORDER BY name COLLATE NOCASE, id`);
    this.#one = database.prepare(`${notDeleted} AND id = ?`);
    this.#put = database.prepare(`
      INSERT INTO prompts (id, name, text, created_at, updated_at) VALUES (:id, :name, :text, :created_at, :updated_at)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, text = excluded.text, updated_at = excluded.updated_at`);
    this.bin = new DeletedRows(database, { table: 'prompts', time: BIN_TIME });
  }

  /** By name. */
  list(): Prompt[] {
    return this.#all.all().map(toPrompt);
  }

  get(id: string): Prompt | undefined {
    const row = this.#one.get(id);
    return row === undefined ? undefined : toPrompt(row);
  }

  /** Inserts or updates the prompt. */
  put({ createdAt, updatedAt, ...prompt }: Prompt): void {
    const row = { ...prompt, created_at: createdAt, updated_at: updatedAt };
    transact(this.#database, () => this.#put.run(row));
  }
}

function toPrompt({ created_at, updated_at, ...prompt }: PromptRow): Prompt {
  return { ...prompt, createdAt: created_at, updatedAt: updated_at };
}
