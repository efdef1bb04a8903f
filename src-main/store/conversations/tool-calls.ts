import type { Database, Statement } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { SHOWN_RESULT } from '#shared/tools/tool-call.ts';
import type { FileChange } from '#shared/tools/file-change.ts';
import type { ToolCall } from '#shared/tools/tool-call.ts';

/** A call with everything that is needed to continue its answer. */
export interface StoredCall extends Omit<ToolCall, 'resultLength' | 'conversationId' | 'change'> {
  /** The model's id of the call. */
  readonly callId: string;
  /** The name by which the model called it. */
  readonly name: string;
  /** Null: the server is unknown. */
  readonly serverId: string | null;
  /** Which of the model's requests for calls in this answer, from 1. */
  readonly round: number;
  /** The length of the answer's text when it was requested. */
  readonly textAt: number;
  /** Digest of the change of a file that the user was shown with it; null: none. */
  readonly seen: string | null;
}

interface Row extends Omit<StoredCall, 'readOnly'> {
  readonly readOnly: 0 | 1;
  readonly conversationId: string;
  readonly change: 'made' | 'undone' | null;
}

/** What changes of a call after it was requested. */
export type CallChanges = Partial<Pick<StoredCall, 'status' | 'arguments' | 'seen' | 'result' | 'endedAt'>>;

const columns = `c.id, c.message_id AS messageId, m.conversation_id AS conversationId, c.call_id AS callId, c.name,
  c.server_id AS serverId, c.server, c.tool, c.arguments, c.read_only AS readOnly, c.asked, c.status, c.result, c.round,
  c.text_at AS textAt, c.seen, c.at, c.ended_at AS endedAt,
  CASE WHEN f.call_id IS NULL THEN NULL WHEN f.undone_at IS NULL THEN 'made' ELSE 'undone' END AS change`;
const from = `FROM tool_calls c JOIN messages m ON m.id = c.message_id LEFT JOIN file_changes f ON f.call_id = c.id`;
/** Of older ones nothing can be undone: their texts could be as many as the disk holds. */
const KEPT_CHANGES = 500;

/** Calls of tools in the answers of chats, and which tools a chat may use without being asked. */
export class ToolCalls {
  readonly #ofMessage: Statement<[string], Row>;
  readonly #byId: Statement<[string], Row>;
  readonly #insert: Statement<[Record<string, unknown>]>;
  readonly #update: Statement<[Record<string, unknown>]>;
  readonly #settle: Statement<[number, string]>;
  readonly #settleRunning: Statement<[]>;
  readonly #page: Statement<[number, number], Row>;
  readonly #count: Statement<[], number>;
  readonly #saveChange: Statement<[FileChange & { callId: string }]>;
  readonly #dropOldChanges: Statement<[number]>;
  readonly #change: Statement<[string], FileChange & { undoneAt: number | null }>;
  readonly #undone: Statement<[number, string]>;
  readonly #allow: Statement<[string, string, string]>;
  readonly #allowed: Statement<[string, string, string], 1>;

  constructor(database: Database) {
    this.#ofMessage = database.prepare(
      `SELECT ${columns} ${from} WHERE c.message_id = ? ORDER BY c.round, c.id`,
    );
    this.#byId = database.prepare(`SELECT ${columns} ${from} WHERE c.id = ?`);
    this.#insert = database.prepare(
      `INSERT INTO tool_calls (id, message_id, call_id, name, server_id, server, tool, arguments, read_only, asked, status,
         result, round, text_at, seen, at, ended_at)
       SELECT :id, id, :callId, :name, :serverId, :server, :tool, :arguments, :readOnly, :asked, :status, :result, :round,
         :textAt, :seen, :at, :endedAt FROM messages WHERE id = :messageId`,
    );
    this.#update = database.prepare(
      `UPDATE tool_calls SET status = coalesce(:status, status), arguments = coalesce(:arguments, arguments),
         seen = coalesce(:seen, seen),
         result = coalesce(:result, result), ended_at = coalesce(:endedAt, ended_at) WHERE id = :id`,
    );
    this.#settle = database.prepare(
      `UPDATE tool_calls SET status = 'stopped', ended_at = ? WHERE status IN ('waiting', 'approved', 'running')
       AND message_id IN (SELECT id FROM messages WHERE conversation_id = ?)`,
    );
    this.#settleRunning = database.prepare(
      `UPDATE tool_calls SET status = 'stopped' WHERE status = 'running' OR (status = 'approved' AND NOT EXISTS (
         SELECT 1 FROM tool_calls o WHERE o.message_id = tool_calls.message_id AND o.status = 'waiting'))`,
    );
    this.#page = database.prepare(`SELECT ${columns} ${from} ORDER BY c.id DESC LIMIT ? OFFSET ?`);
    this.#count = database.prepare<[], number>('SELECT count(*) FROM tool_calls').pluck();
    this.#saveChange = database.prepare(
      `INSERT INTO file_changes (call_id, path, before, after, made_folder)
       SELECT id, :path, :before, :after, :madeFolder FROM tool_calls WHERE id = :callId`,
    );
    this.#dropOldChanges = database.prepare(
      'DELETE FROM file_changes WHERE rowid <= (SELECT max(rowid) FROM file_changes) - ?',
    );
    this.#change = database.prepare(
      'SELECT path, before, after, made_folder AS madeFolder, undone_at AS undoneAt FROM file_changes WHERE call_id = ?',
    );
    this.#undone = database.prepare('UPDATE file_changes SET undone_at = ? WHERE call_id = ?');
    this.#allow = database.prepare(
      'INSERT OR IGNORE INTO chat_tools (conversation_id, server_id, tool) VALUES (?, ?, ?)',
    );
    this.#allowed = database
      .prepare<[string, string, string], 1>(
        'SELECT 1 FROM chat_tools WHERE conversation_id = ? AND server_id = ? AND tool = ?',
      )
      .pluck();
  }

  /** In the order in which they were requested. */
  of(messageId: string): StoredCall[] {
    return this.#ofMessage.all(messageId).map(stored);
  }

  find(id: string): StoredCall | undefined {
    const row = this.#byId.get(id);
    return row && stored(row);
  }

  /** Does nothing when the message is gone. Call within a transaction. */
  add(call: StoredCall): void {
    this.#insert.run({ ...call, readOnly: call.readOnly ? 1 : 0 });
  }

  update(id: string, { status, arguments: args, seen, result, endedAt }: CallChanges): void {
    this.#update.run({
      id,
      status: status ?? null,
      arguments: args ?? null,
      seen: seen ?? null,
      result: result ?? null,
      endedAt: endedAt ?? null,
    });
  }

  /** The chat goes on: what has no result in it will get none. */
  settle(conversationId: string, at: number): void {
    this.#settle.run(at, conversationId);
  }

  /** At startup: a call that was running may have had its effect, so it is not repeated. Waiting ones go on waiting. */
  settleInterrupted(): void {
    this.#settleRunning.run();
  }

  /** For the page, in the order in which they were requested. */
  views(messageId: string): ToolCall[] {
    return this.#ofMessage.all(messageId).map(toView);
  }

  /** Newest first. */
  page(limit: number, offset: number): { calls: ToolCall[]; total: number } {
    return { calls: this.#page.all(limit, offset).map(toView), total: this.#count.get() ?? 0 };
  }

  /** What a call is about to change in a file. Throws when the call is gone, because it could not be undone. Call within a transaction. */
  saveChange(callId: string, change: FileChange): void {
    if (this.#saveChange.run({ ...change, callId }).changes === 0)
      throw new TuteeError('not_found', 'That call is not there any more.');
    this.#dropOldChanges.run(KEPT_CHANGES);
  }

  change(callId: string): (FileChange & { readonly undoneAt: number | null }) | undefined {
    return this.#change.get(callId);
  }

  undone(callId: string, at: number): void {
    this.#undone.run(at, callId);
  }

  allowInChat(conversationId: string, serverId: string, tool: string): void {
    this.#allow.run(conversationId, serverId, tool);
  }

  isAllowedInChat(conversationId: string, serverId: string, tool: string): boolean {
    return this.#allowed.get(conversationId, serverId, tool) === 1;
  }
}

function stored(row: Row): StoredCall {
  const { conversationId: _conversation, change: _change, ...call } = row;
  return { ...call, readOnly: row.readOnly === 1 };
}

function toView(row: Row): ToolCall {
  const {
    id,
    messageId,
    conversationId,
    server,
    tool,
    arguments: args,
    asked,
    status,
    result,
    at,
    endedAt,
    change,
  } = row;
  return {
    id,
    messageId,
    conversationId,
    server,
    tool,
    arguments: args,
    readOnly: row.readOnly === 1,
    asked,
    status,
    result: result.slice(0, SHOWN_RESULT).toWellFormed(),
    resultLength: result.length,
    at,
    endedAt,
    ...(change !== null && { change }),
  };
}
