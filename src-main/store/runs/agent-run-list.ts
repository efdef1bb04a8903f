import type { Database, Statement } from 'better-sqlite3';
import type { AgentRun } from '#shared/agents/agent-run.ts';
import { TuteeError } from '#shared/errors.ts';
import { runColumns, toRun } from './agent-run-row.ts';
import type { RunRow } from './agent-run-row.ts';

export interface RunFilter {
  readonly teamId?: string | undefined;
  readonly conversationId?: string | undefined;
}

export interface RunPage {
  readonly items: AgentRun[];
  readonly total: number;
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

interface Where {
  readonly teamId: string | null;
  readonly conversationId: string | null;
}

/** Lists runs newest first by cursor, so that new runs shift no other run to another page. */
export class AgentRunList {
  readonly #page: Statement<[Where & { startedAt: number; id: string; limit: number }], RunRow>;
  readonly #count: Statement<[Where], number>;

  constructor(database: Database) {
    this.#page = database.prepare(
      `SELECT ${runColumns} FROM agent_runs r WHERE ${where} AND (r.started_at, r.id) < (:startedAt, :id)
       ORDER BY r.started_at DESC, r.id DESC LIMIT :limit`,
    );
    this.#count = database
      .prepare<[Where], number>(`SELECT count(*) FROM agent_runs r WHERE ${where}`)
      .pluck();
  }

  /** Throws `invalid_input` for an unknown cursor. */
  page(filter: RunFilter, cursor: string | null, limit: number): RunPage {
    const wanted: Where = { teamId: filter.teamId ?? null, conversationId: filter.conversationId ?? null };
    const rows = this.#page.all({ ...wanted, ...before(cursor), limit: limit + 1 });
    const items = rows.slice(0, limit).map(toRun);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return {
      items,
      total: this.#count.get(wanted) ?? 0,
      nextCursor: more ? `${last.startedAt}.${last.id}` : null,
    };
  }
}

function before(cursor: string | null): { startedAt: number; id: string } {
  if (cursor === null) return { startedAt: Number.MAX_SAFE_INTEGER, id: '' };
  const [, startedAt, id] = /^(\d{1,15})\.([\w-]+)$/.exec(cursor) ?? [];
  if (startedAt === undefined || id === undefined) {
    throw new TuteeError('invalid_input', 'This page of runs is not there. Begin at the first.', {
      field: 'cursor',
    });
  }
  return { startedAt: Number(startedAt), id };
}

const where = `r.deleted_at IS NULL AND (:teamId IS NULL OR r.team_id = :teamId)
  AND (:conversationId IS NULL OR r.conversation_id = :conversationId)`;
