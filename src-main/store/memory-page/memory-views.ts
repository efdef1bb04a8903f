import type { Database } from 'better-sqlite3';
import type { HealthFinding } from '#shared/contract/memory/memory-views.ts';
import type { MemoryDetail } from '#shared/contract/memories.ts';
import type { MemoryCounts } from '#shared/memory/memory-filter.ts';
import { MemoryCounter } from './memory-counter.ts';
import type { PageFilter } from './memory-filter-sql.ts';
import { MemoryOverviews } from './memory-overviews.ts';
import type { GroupCount, GroupedBy } from './memory-overviews.ts';
import { MemoryPages } from './memory-pages.ts';
import type { MemoryPage, PageOrder } from './memory-pages.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';
import { MemoryTimeline } from './memory-timeline.ts';

/**
 * Read models of the memory page: lists, counts, details, timeline and overviews. Owns their caches, which `noteChange`
 * invalidates; it changes no memory and knows nothing of recall.
 */
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

  /** One page of memories of any status, with the total. */
  page(filter: PageFilter, limit: number, offset: number, order: PageOrder = {}): MemoryPage {
    return this.#pages.page(filter, limit, offset, order);
  }

  /** The same in slices that yield to the event loop. */
  pageInSlices(...parameters: Parameters<MemoryPages['page']>): Promise<MemoryPage> {
    return this.#pages.pageInSlices(...parameters);
  }

  /** Ids of all memories that a filter matches, newest first. */
  ids(filter: PageFilter, alike: readonly string[]): string[] {
    return this.#pages.ids(filter, alike);
  }

  idsInSlices(filter: PageFilter, alike: readonly string[]): Promise<string[]> {
    return this.#pages.idsInSlices(filter, alike);
  }

  counts(): MemoryCounts {
    return this.#counter.counts();
  }

  countsInSlices(): Promise<MemoryCounts> {
    return this.#counter.countsInSlices();
  }

  /** A memory with its source and its latest uses; undefined when it does not exist. */
  detail(id: string): Omit<MemoryDetail, 'related'> | undefined {
    const memory = this.#records.find(id)?.memory;
    if (memory === undefined) return undefined;
    return { memory, sourceConversation: this.#pages.sourceConversation(memory), uses: this.#pages.uses(id) };
  }

  /** Changes of memories, newest first. */
  timeline(...parameters: Parameters<MemoryTimeline['page']>): ReturnType<MemoryTimeline['page']> {
    return this.#timeline.page(...parameters);
  }

  /** The largest groups of active and paused memories. */
  groups(by: GroupedBy): GroupCount[] {
    return this.#overviews.groups(by);
  }

  /** Findings about memories that the user might improve. */
  health(now: number): HealthFinding[] {
    return this.#overviews.health(now);
  }

  /** Call after every change of a memory, its uses included: it invalidates cached lists and counts. */
  noteChange(): void {
    this.#counter.noteChange();
    this.#pages.noteChange();
  }
}
