import type { Database, Statement } from 'better-sqlite3';
import type { Project } from '#shared/project.ts';
import { BIN_TIME } from '#shared/bin.ts';
import { DeletedRows } from '../database/deleted-rows.ts';
import { choiceText, chosenModel } from './model-choice.ts';
import { transact } from '../database/transact.ts';

interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly keeps_teachings: number;
  readonly model_choice: string | null;
  readonly assistant: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Projects. Those in the bin appear only there; deleting one does not touch its chats and memories. */
export class ProjectRepository {
  readonly bin: DeletedRows;
  readonly #database: Database;
  readonly #all: Statement<[], ProjectRow>;
  readonly #one: Statement<[string], ProjectRow>;
  readonly #put: Statement<[ProjectRow]>;

  constructor(database: Database) {
    this.#database = database;
    const notDeleted = `SELECT id, name, keeps_teachings, model_choice, assistant, created_at, updated_at FROM projects WHERE deleted_at IS NULL`;
    this.#all = database.prepare(`${notDeleted} ORDER BY name COLLATE NOCASE, id`);
    this.#one = database.prepare(`${notDeleted} AND id = ?`);
    this.#put = database.prepare(putSql);
    this.bin = new DeletedRows(database, { table: 'projects', time: BIN_TIME, keepIf: hasMemories });
  }

  /** By name. */
  list(): Project[] {
    return this.#all.all().map(toProject);
  }

  get(id: string): Project | undefined {
    const row = this.#one.get(id);
    return row === undefined ? undefined : toProject(row);
  }

  /** Inserts or updates the project. */
  put({ id, name, keepsTeachings, model, assistantId, createdAt, updatedAt }: Project): void {
    const times = { created_at: createdAt, updated_at: updatedAt };
    const row = {
      id,
      name,
      keeps_teachings: keepsTeachings ? 1 : 0,
      model_choice: choiceText(model ?? null),
      assistant: assistantId ?? null,
      ...times,
    };
    transact(this.#database, () => this.#put.run(row));
  }
}

function toProject(row: ProjectRow): Project {
  const { id, name, keeps_teachings, model_choice, assistant, created_at, updated_at } = row;
  return {
    id,
    name,
    keepsTeachings: keeps_teachings === 1,
    ...chosenModel(model_choice),
    ...(assistant !== null && { assistantId: assistant }),
    createdAt: created_at,
    updatedAt: updated_at,
  };
}

/** SQL: memories still belong to the project. */
const hasMemories = `EXISTS (SELECT 1 FROM memories m WHERE m.scope_type = 'project' AND m.scope_id = projects.id)`;

const putSql = `
  INSERT INTO projects (id, name, keeps_teachings, model_choice, assistant, created_at, updated_at)
  VALUES (:id, :name, :keeps_teachings, :model_choice, :assistant, :created_at, :updated_at)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, keeps_teachings = excluded.keeps_teachings,
    model_choice = excluded.model_choice, assistant = excluded.assistant,
    updated_at = excluded.updated_at`;
