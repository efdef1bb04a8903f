/** Conversations as rows, and the lists of them: those that are shown, one project's, the archive. What is in the bin is in none. */
import type { Database, Statement } from 'better-sqlite3';
import type { Conversation } from '#shared/conversation.ts';
import { chosenModel } from './model-choice.ts';

export interface ConversationRow {
  readonly id: string;
  readonly title: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly active_leaf: string | null;
  readonly sends_private: 0 | 1;
  /** JSON of ModelChoice. */
  readonly model_choice: string | null;
  readonly assistant: string | null;
  /** Null also while the project is in the bin. */
  readonly project: string | null;
  readonly pinned_at: number | null;
  readonly archived_at: number | null;
}

/** Which conversations are listed; absent fields restrict nothing, but the archive is listed only when it is asked for. */
export interface Listing {
  readonly projectId?: string | undefined;
  readonly archived?: boolean | undefined;
}

const select = `
  SELECT c.*, p.id AS project FROM conversations c
  LEFT JOIN projects p ON p.id = c.project_id AND p.deleted_at IS NULL`;

const listed = `c.deleted_at IS NULL AND (c.archived_at IS NOT NULL) = :archived
  AND (:projectId IS NULL OR c.project_id = :projectId)`;

type Which = { readonly archived: 0 | 1; readonly projectId: string | null };

export class ConversationLists {
  readonly #byId: Statement<[string], ConversationRow>;
  readonly #list: Statement<[Which & { limit: number; offset: number }], ConversationRow>;
  readonly #count: Statement<[Which], number>;
  readonly #temporary: boolean;

  constructor(database: Database, temporary: boolean) {
    this.#temporary = temporary;
    this.#byId = database.prepare(`${select} WHERE c.id = ? AND c.deleted_at IS NULL`);
    this.#list = database.prepare(
      `${select} WHERE ${listed} ORDER BY c.pinned_at IS NULL, c.last_message_at DESC, c.id DESC LIMIT :limit OFFSET :offset`,
    );
    this.#count = database
      .prepare<[Which], number>(`SELECT count(*) FROM conversations c WHERE ${listed}`)
      .pluck();
  }

  /** Undefined also for one in the bin. */
  row(id: string): ConversationRow | undefined {
    return this.#byId.get(id);
  }

  /** Pinned ones first, then newest first by last message. */
  list(limit: number, offset: number, { projectId, archived }: Listing) {
    const which: Which = { archived: archived === true ? 1 : 0, projectId: projectId ?? null };
    const rows = this.#list.all({ ...which, limit, offset });
    return { items: rows.map((row) => this.conversation(row)), total: this.#count.get(which) ?? 0 };
  }

  conversation(row: ConversationRow): Conversation {
    return {
      id: row.id,
      title: row.title,
      temporary: this.#temporary,
      projectId: row.project,
      sendsPrivate: row.sends_private === 1,
      ...(row.pinned_at !== null && { pinned: true as const }),
      ...(row.archived_at !== null && { archived: true as const }),
      ...chosenModel(row.model_choice),
      ...(row.assistant !== null && { assistantId: row.assistant }),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    };
  }
}
