import type { Database } from 'better-sqlite3';
import type { HealthFinding } from '#shared/contract/memory-views.ts';
import type { MemoryDetail } from '#shared/contract/memories.ts';
import type { MemoryCounts } from '#shared/memory/memory-filter.ts';
import { MemoryCounter } from './memory-counts.ts';
import type { PageFilter } from './memory-filter-sql.ts';
import { MemoryOverviews } from './memory-overviews.ts';
import type { Counted, GroupedBy } from './memory-overviews.ts';
import { MemoryPages } from './memory-pages.ts';
import type { MemoryPage, PageOrder } from './memory-pages.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';
import { MemoryTimeline } from './memory-timeline.ts';

/** What the memory page shows: lists, counts, details, and what sums many memories up. It changes nothing. */
export class MemoryViews {
  readonly #records: MemoryRecords;
  readonly #pages: MemoryPages;
  readonly #counter: MemoryCounter;
  readonly #timeline: MemoryTimeline;
  readonly #overviews: MemoryOverviews;

  constructor(database: Database, records: MemoryRecords) {
    this.#records = records;
    this.#pages = new MemoryPages(database, records);
    this.#counter = new MemoryCounter(database);
    this.#timeline = new MemoryTimeline(database);
    this.#overviews = new MemoryOverviews(database, records);
  }

  /** One page of memories of any status, and how many there are in all. */
  page(filter: PageFilter, limit: number, offset: number, order: PageOrder = {}): MemoryPage {
    return this.#pages.page(filter, limit, offset, order);
  }

  /** The same, with the main loop free in between. */
  pageInParts(...parameters: Parameters<MemoryPages['page']>): Promise<MemoryPage> {
    return this.#pages.pageInParts(...parameters);
  }

  /** All memories that a filter finds, by their ids, newest first. */
  ids(filter: PageFilter, alike: readonly string[]): string[] {
    return this.#pages.ids(filter, alike);
  }

  idsInParts(filter: PageFilter, alike: readonly string[]): Promise<string[]> {
    return this.#pages.idsInParts(filter, alike);
  }

  counts(): MemoryCounts {
    return this.#counter.counts();
  }

  countsInParts(): Promise<MemoryCounts> {
    return this.#counter.countsInParts();
  }

  /** A memory with where it was taught and its latest uses; undefined when it is not there. */
  detail(id: string): Omit<MemoryDetail, 'related'> | undefined {
    const memory = this.#records.find(id)?.memory;
    if (memory === undefined) return undefined;
    return { memory, sourceConversation: this.#pages.sourceConversation(memory), uses: this.#pages.uses(id) };
  }

  /** What was learned and changed when, newest first. */
  timeline(...parameters: Parameters<MemoryTimeline['page']>): ReturnType<MemoryTimeline['page']> {
    return this.#timeline.page(...parameters);
  }

  /** The largest groups of memories in use. */
  groups(by: GroupedBy): Counted[] {
    return this.#overviews.groups(by);
  }

  /** What could be better about memories in use. */
  health(now: number): HealthFinding[] {
    return this.#overviews.health(now);
  }

  /** To be called with every change of a memory, its uses included: what is kept of lists and counts is old then. */
  noteChange(): void {
    this.#counter.noteChange();
    this.#pages.noteChange();
  }
}
