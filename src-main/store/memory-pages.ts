import type { Database, Statement } from 'better-sqlite3';
import type { MemoryCounts, MemoryDetail } from '#shared/contract/memories.ts';
import { memoryKindSchema, memoryStatusSchema } from '#shared/memory.ts';
import type { Memory, MemoryKind, MemoryStatus } from '#shared/memory.ts';
import { allOfTyped } from './match-expression.ts';
import type { MemoryRecords } from './memory-records.ts';

export interface PageFilter {
  /** Empty: every kind. */
  readonly kinds?: readonly MemoryKind[];
  /** Empty: every status. */
  readonly statuses?: readonly MemoryStatus[];
  readonly neverUsed?: boolean;
  /** What the user typed; every word must be there, the last may be unfinished. Empty: newest first. */
  readonly query?: string;
  /** With a query: memories found by meaning, best first. Those not found by words follow these. */
  readonly alike?: readonly string[];
}

export interface MemoryPage {
  readonly items: Memory[];
  readonly total: number;
}

type Uses = MemoryDetail['uses'];

const usesShown = 20;

/** What the memory page reads: lists, counts, and where memories were taught and used. Memories of every status. */
export class MemoryPages {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #records: MemoryRecords;
  readonly #counts: Statement<[], { status: MemoryStatus; kind: MemoryKind; count: number }>;
  readonly #uses: Statement<[string, number], Uses[number]>;
  readonly #conversation: Statement<[string], { id: string; title: string }>;

  constructor(database: Database, records: MemoryRecords) {
    this.#database = database;
    this.#records = records;
    this.#counts = database.prepare(
      'SELECT status, kind, count(*) AS count FROM memories GROUP BY status, kind',
    );
    this.#uses = database.prepare(usesSql);
    this.#conversation = database.prepare('SELECT id, title FROM conversations WHERE id = ?');
  }

  page(filter: PageFilter, limit: number, offset: number): MemoryPage {
    const rows = this.#rows(filter, limit, offset);
    const memories = this.#records.atRows(rows.shown);
    const items = rows.shown.flatMap((row) => memories.get(row) ?? []);
    return { items, total: rows.total };
  }

  counts(): MemoryCounts {
    const byKind = Object.fromEntries(
      memoryKindSchema.options.map((kind) => [kind, 0]),
    ) as MemoryCounts['byKind'];
    const byStatus = Object.fromEntries(
      memoryStatusSchema.options.map((status) => [status, 0]),
    ) as MemoryCounts['byStatus'];
    for (const { status, kind, count } of this.#counts.all()) {
      byStatus[status] += count;
      if (status === 'active') byKind[kind] += count;
    }
    return { byKind, byStatus };
  }

  /** The latest answers a memory was sent with, newest first. */
  uses(memoryId: string): Uses {
    return this.#uses.all(memoryId, usesShown);
  }

  /** The chat a memory was taught in; null when there was none or it was deleted. */
  sourceConversation(memory: Memory): MemoryDetail['sourceConversation'] {
    const { conversationId } = memory.source;
    return conversationId === null ? null : (this.#conversation.get(conversationId) ?? null);
  }

  #rows(filter: PageFilter, limit: number, offset: number): { shown: number[]; total: number } {
    const where = filterSql(filter);
    const expression = allOfTyped(filter.query ?? '');
    if ((filter.query ?? '').trim() === '') {
      const shown = this.#all<number>(
        `SELECT m.id FROM memories m WHERE ${where.sql} ORDER BY m.created_at DESC, m.id DESC LIMIT ? OFFSET ?`,
        [...where.values, limit, offset],
      );
      const [total = 0] = this.#all<number>(
        `SELECT count(*) FROM memories m WHERE ${where.sql}`,
        where.values,
      );
      return { shown, total };
    }
    const byWords =
      expression === undefined ? [] : this.#all<number>(searchSql(where.sql), [expression, ...where.values]);
    const found = new Set([...byWords, ...this.#alike(filter.alike ?? [], where)]);
    return { shown: [...found].slice(offset, offset + limit), total: found.size };
  }

  #alike(ids: readonly string[], where: Where): number[] {
    if (ids.length === 0) return [];
    const sql = `SELECT m.id FROM json_each(?) given JOIN memories m ON m.public_id = given.value WHERE ${where.sql} ORDER BY given.key`;
    return this.#all<number>(sql, [JSON.stringify(ids), ...where.values]);
  }

  /** First columns only. There are few shapes of filters, so their statements are kept. */
  #all<T>(sql: string, values: readonly unknown[]): T[] {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql).pluck();
    this.#statements.set(sql, statement);
    return statement.all(...values) as T[];
  }
}

interface Where {
  readonly sql: string;
  readonly values: readonly unknown[];
}

function filterSql(filter: PageFilter): Where {
  const parts = ['true'];
  const values: unknown[] = [];
  const oneOf = (column: string, wanted: readonly string[] | undefined) => {
    if (wanted === undefined || wanted.length === 0) return;
    parts.push(`${column} IN (${wanted.map(() => '?').join(', ')})`);
    values.push(...wanted);
  };
  // The + keeps SQLite from choosing an index by status, after which it would have to sort what memories_newest has sorted.
  oneOf('+m.kind', filter.kinds);
  oneOf('+m.status', filter.statuses);
  if (filter.neverUsed === true) parts.push('m.use_count = 0');
  return { sql: parts.join(' AND '), values };
}

/** Best unit first; bm25 cannot be aggregated where it is computed, hence the two steps. */
function searchSql(where: string): string {
  return `
    WITH hits AS MATERIALIZED (SELECT rowid AS unit_id, rank AS score FROM memory_words WHERE memory_words MATCH ?),
      best AS MATERIALIZED (
        SELECT u.memory_id, min(hits.score) AS score FROM hits JOIN memory_units u ON u.id = hits.unit_id
        GROUP BY u.memory_id)
    SELECT m.id FROM best JOIN memories m ON m.id = best.memory_id WHERE ${where}
    ORDER BY best.score, m.created_at DESC, m.id DESC`;
}

const usesSql = `
  SELECT c.id AS conversationId, c.title AS conversationTitle, i.message_id AS messageId, i.used_at AS at
  FROM receipt_items i JOIN messages g ON g.id = i.message_id JOIN conversations c ON c.id = g.conversation_id
  WHERE i.memory_id = ? AND i.used_at IS NOT NULL
  ORDER BY i.used_at DESC LIMIT ?`;
