import type { Database, Statement } from 'better-sqlite3';
import type { MemoryDetail } from '#shared/contract/memories.ts';
import type { MemorySort } from '#shared/memory-filter.ts';
import type { Memory } from '#shared/memory.ts';
import { allOfTyped } from './match-expression.ts';
import { filterSql, orderSql } from './memory-filter-sql.ts';
import type { PageFilter, Where } from './memory-filter-sql.ts';
import type { MemoryRecords } from './memory-records.ts';

export interface PageOrder {
  /** Left out: relevance with a query, newest without. */
  readonly sort?: MemorySort | undefined;
  /** With a query: memories found by meaning, best first. Those not found by words follow these. */
  readonly alike?: readonly string[];
}

export interface MemoryPage {
  readonly items: Memory[];
  readonly total: number;
}

type Uses = MemoryDetail['uses'];

const usesShown = 20;

/** What the memory page reads: lists, and where memories were taught and used. Memories of every status. */
export class MemoryPages {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #records: MemoryRecords;
  readonly #uses: Statement<[string, number], Uses[number]>;
  readonly #conversation: Statement<[string], { id: string; title: string }>;

  constructor(database: Database, records: MemoryRecords) {
    this.#database = database;
    this.#records = records;
    this.#uses = database.prepare(usesSql);
    this.#conversation = database.prepare('SELECT id, title FROM conversations WHERE id = ?');
  }

  page(filter: PageFilter, limit: number, offset: number, order: PageOrder = {}): MemoryPage {
    const rows = this.#rows(filter, order, limit, offset);
    const memories = this.#records.atRows(rows.shown);
    const items = rows.shown.flatMap((row) => memories.get(row) ?? []);
    return { items, total: rows.total };
  }

  /** All that a filter finds, by their ids, newest first. */
  ids(filter: PageFilter, alike: readonly string[]): string[] {
    const rows = this.#rows(filter, { sort: 'newest', alike }, Number.MAX_SAFE_INTEGER, 0).shown;
    return this.#all<string>(
      `SELECT m.public_id FROM json_each(?) given JOIN memories m ON m.id = given.value ORDER BY given.key`,
      [JSON.stringify(rows)],
    );
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

  #rows(
    filter: PageFilter,
    { sort, alike = [] }: PageOrder,
    limit: number,
    offset: number,
  ): { shown: number[]; total: number } {
    const where = filterSql(filter);
    const query = filter.query ?? '';
    if (query.trim() !== '') {
      const found = this.#found(query, alike, where);
      return {
        shown: this.#sorted(found, sort ?? 'relevance').slice(offset, offset + limit),
        total: found.length,
      };
    }
    const order = orderSql(sort === undefined || sort === 'relevance' ? 'newest' : sort);
    const shown = this.#all<number>(
      `SELECT m.id FROM memories m WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
      [...where.values, limit, offset],
    );
    const [total = 0] = this.#all<number>(
      `SELECT count(*) FROM memories m INDEXED BY memories_newest WHERE ${where.sql}`,
      where.values,
    );
    return { shown, total };
  }

  /** Best first: by words, then by meaning. */
  #found(query: string, alike: readonly string[], where: Where): number[] {
    const expression = allOfTyped(query);
    const byWords =
      expression === undefined ? [] : this.#all<number>(searchSql(where.sql), [expression, ...where.values]);
    return [...new Set([...byWords, ...this.#alike(alike, where)])];
  }

  #sorted(rows: readonly number[], sort: MemorySort): readonly number[] {
    if (sort === 'relevance') return rows;
    return this.#all<number>(
      `SELECT m.id FROM json_each(?) given JOIN memories m ON m.id = given.value ORDER BY ${orderSql(sort)}`,
      [JSON.stringify(rows)],
    );
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
