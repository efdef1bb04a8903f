import type { Database, Statement } from 'better-sqlite3';
import type { MemoryDetail } from '#shared/contract/memories.ts';
import type { MemorySort } from '#shared/memory/memory-filter.ts';
import type { Memory } from '#shared/memory/memory.ts';
import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { filterSql, orderSql } from './memory-filter-sql.ts';
import type { PageFilter } from './memory-filter-sql.ts';
import { ListSearch } from './list-search.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';
import { readInSlices } from '../database/read-in-slices.ts';

export interface PageOrder {
  /** Default: relevance with a query, newest without. */
  readonly sort?: MemorySort | undefined;
  /** Ids of memories found by the query's meaning, best first; those not found by words follow these. */
  readonly alike?: readonly string[];
}

export interface MemoryPage {
  readonly items: Memory[];
  readonly total: number;
}

type Uses = MemoryDetail['uses'];

const MAX_USES = 20;
/** Ids read in one slice. */
const IDS_PER_SLICE = 4_000;

/** The memory page's lists, and where memories were taught and used, for memories of every status. */
export class MemoryPages {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #records: MemoryRecords;
  readonly #search: ListSearch;
  readonly #uses: Statement<[string, number], Uses[number]>;
  readonly #conversation: Statement<[string], { id: string; title: string }>;

  constructor(database: Database, records: MemoryRecords) {
    this.#database = database;
    this.#records = records;
    this.#search = new ListSearch(database);
    this.#uses = database.prepare(usesSql);
    this.#conversation = database.prepare(
      'SELECT id, title FROM conversations WHERE id = ? AND deleted_at IS NULL',
    );
  }

  page(filter: PageFilter, limit: number, offset: number, order: PageOrder = {}): MemoryPage {
    return runSync(this.#page(filter, limit, offset, order));
  }

  /** The same in slices of a few milliseconds. */
  pageInSlices(
    filter: PageFilter,
    limit: number,
    offset: number,
    order: PageOrder = {},
  ): Promise<MemoryPage> {
    return readInSlices(this.#database, this.#page(filter, limit, offset, order));
  }

  /** Ids of all memories that a filter matches, newest first. */
  ids(filter: PageFilter, alike: readonly string[]): string[] {
    return runSync(this.#ids(filter, alike));
  }

  idsInSlices(filter: PageFilter, alike: readonly string[]): Promise<string[]> {
    return readInSlices(this.#database, this.#ids(filter, alike));
  }

  /** Call after every change of a memory. */
  noteChange(): void {
    this.#search.noteChange();
  }

  /** The latest answers that used a memory, newest first. */
  uses(memoryId: string): Uses {
    return this.#uses.all(memoryId, MAX_USES);
  }

  /** The conversation that taught a memory; null when there was none or it was deleted. */
  sourceConversation(memory: Memory): MemoryDetail['sourceConversation'] {
    const { conversationId } = memory.source;
    return conversationId === null ? null : (this.#conversation.get(conversationId) ?? null);
  }

  *#page(
    filter: PageFilter,
    limit: number,
    offset: number,
    { sort, alike = [] }: PageOrder,
  ): SlicedTask<MemoryPage> {
    const where = filterSql(filter);
    const query = filter.query ?? '';
    if (query.trim() !== '') {
      const found = yield* this.#search.found(query, alike, where, sort ?? 'relevance');
      return { items: this.#items(found.slice(offset, offset + limit)), total: found.length };
    }
    const order = orderSql(sort === undefined || sort === 'relevance' ? 'newest' : sort);
    const shown = this.#all<number>(
      `SELECT m.id FROM memories m WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
      [...where.values, limit, offset],
    );
    const items = this.#items(shown);
    yield;
    const [total = 0] = this.#all<number>(
      `SELECT count(*) FROM memories m INDEXED BY memories_newest WHERE ${where.sql}`,
      where.values,
    );
    return { items, total };
  }

  *#ids(filter: PageFilter, alike: readonly string[]): SlicedTask<string[]> {
    const where = filterSql(filter);
    const query = filter.query ?? '';
    const ids: string[] = [];
    if (query.trim() !== '') {
      const rows = yield* this.#search.found(query, alike, where, 'newest');
      for (let start = 0; start < rows.length; start += IDS_PER_SLICE) {
        yield;
        ids.push(
          ...this.#all<string>(idsOfRowsSql, [JSON.stringify(rows.slice(start, start + IDS_PER_SLICE))]),
        );
      }
      return ids;
    }
    let last = { created_at: Number.MAX_SAFE_INTEGER, id: 0 };
    for (;;) {
      const rows = this.#statement(`${idsSql} AND ${where.sql} ORDER BY ${orderSql('newest')} LIMIT ?`).all(
        last.created_at,
        last.id,
        ...where.values,
        IDS_PER_SLICE,
      ) as { id: number; created_at: number; public_id: string }[];
      for (const { public_id } of rows) ids.push(public_id);
      const end = rows.at(-1);
      if (end === undefined || rows.length < IDS_PER_SLICE) return ids;
      last = end;
      yield;
    }
  }

  #items(rows: readonly number[]): Memory[] {
    const memories = this.#records.atRows(rows);
    return rows.flatMap((row) => memories.get(row) ?? []);
  }

  /** The first column of each row. */
  #all<T>(sql: string, values: readonly unknown[]): T[] {
    return this.#statement(sql)
      .all(...values)
      .map((row) => Object.values(row as object)[0] as T);
  }

  /** Filters have few shapes, so their statements are cached. */
  #statement(sql: string): Statement {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

const idsOfRowsSql = `
  SELECT m.public_id FROM json_each(?) given JOIN memories m ON m.id = given.value ORDER BY given.key`;

/** Rows after a position in the order of the newest. */
const idsSql = `
  SELECT m.id, m.created_at, m.public_id FROM memories m WHERE (m.created_at, m.id) < (?, ?)`;

const usesSql = `
  SELECT c.id AS conversationId, c.title AS conversationTitle, i.message_id AS messageId, i.used_at AS at
  FROM receipt_items i JOIN messages g ON g.id = i.message_id JOIN conversations c ON c.id = g.conversation_id
  WHERE i.memory_id = ? AND i.used_at IS NOT NULL AND c.deleted_at IS NULL
  ORDER BY i.used_at DESC LIMIT ?`;
