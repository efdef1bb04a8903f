import type { Database, Statement } from 'better-sqlite3';
import type { MemoryCounts } from '#shared/memory/memory-filter.ts';
import { memoryKindSchema, memoryOriginSchema, memoryStatusSchema } from '#shared/memory/memory.ts';
import type { MemoryKind, MemoryOrigin, MemoryScope, MemoryStatus } from '#shared/memory/memory.ts';
import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { dataVersionOf } from '../database/data-version.ts';
import { readInSlices } from '../database/read-in-slices.ts';

/** The number of memories with one combination of counted properties. */
interface CountCell {
  readonly status: MemoryStatus;
  readonly kind: MemoryKind;
  readonly origin: MemoryOrigin;
  readonly pinned: 0 | 1;
  readonly private: 0 | 1;
  readonly count: number;
  readonly used: number;
}

type ScopeCount = MemoryCounts['byScope'][number];
type TagCount = MemoryCounts['byTag'][number];

/**
 * How many memories each filter of the page matches. Walks once over a covering index and caches the result until
 * something changes.
 */
export class MemoryCounter {
  readonly #database: Database;
  readonly #dataVersion: () => number | undefined;
  readonly #cells: Statement<[MemoryStatus, MemoryKind], CountCell>;
  readonly #scopes: Statement<
    [],
    { type: Exclude<MemoryScope['type'], 'everywhere'>; id: string; count: number }
  >;
  readonly #tags: Statement<[], TagCount>;
  readonly #conflicts: Statement<[], number>;
  #changes = 0;
  #cached: { readonly counts: MemoryCounts; readonly version: unknown } | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#dataVersion = dataVersionOf(database);
    this.#cells = database.prepare(cellsSql);
    this.#scopes = database.prepare(scopesSql);
    this.#tags = database.prepare(tagsSql);
    this.#conflicts = database.prepare<[], number>(conflictsSql).pluck();
  }

  /** Call after every change of a memory, its uses included. */
  noteChange(): void {
    this.#cached = undefined;
    this.#changes += 1;
  }

  counts(): MemoryCounts {
    return runSync(this.#current());
  }

  /** The same in slices, each over the memories of one status and kind. */
  countsInSlices(): Promise<MemoryCounts> {
    return readInSlices(this.#database, this.#current());
  }

  *#current(): SlicedTask<MemoryCounts> {
    // A write by another connection shows only in the data version.
    const version = this.#dataVersion();
    const cached = this.#cached;
    if (cached !== undefined && cached.version === version) return cached.counts;
    const changes = this.#changes;
    const counts = yield* this.#count();
    // The next call counts what changed between two slices.
    if (changes === this.#changes) this.#cached = { counts, version };
    return counts;
  }

  *#count(): SlicedTask<MemoryCounts> {
    const byKind = zeros(memoryKindSchema.options);
    const byStatus = zeros(memoryStatusSchema.options);
    const byOrigin = zeros(memoryOriginSchema.options);
    const sums = { used: 0, neverUsed: 0, pinned: 0, private: 0, inUse: 0 };
    for (const cell of yield* this.#allCells()) {
      const { status, kind, count } = cell;
      byStatus[status] += count;
      if (status !== 'active' && status !== 'paused') continue;
      byKind[kind] += count;
      byOrigin[cell.origin] += count;
      sums.inUse += count;
      sums.used += cell.used;
      sums.neverUsed += count - cell.used;
      if (cell.pinned === 1) sums.pinned += count;
      if (cell.private === 1) sums.private += count;
    }
    const { inUse, ...others } = sums;
    const byTag = this.#tags.all();
    yield;
    return {
      byKind,
      byStatus,
      byOrigin,
      byScope: this.#byScope(inUse),
      byTag,
      ...others,
      openConflicts: this.#conflicts.get() ?? 0,
    };
  }

  *#allCells(): SlicedTask<CountCell[]> {
    const cells: CountCell[] = [];
    for (const status of memoryStatusSchema.options) {
      for (const kind of memoryKindSchema.options) {
        cells.push(...this.#cells.all(status, kind));
        yield;
      }
    }
    return cells;
  }

  #byScope(inUse: number): ScopeCount[] {
    const named = this.#scopes.all().map(({ type, id, count }) => ({ scope: { type, id }, count }));
    const everywhere = inUse - named.reduce((sum, { count }) => sum + count, 0);
    return [{ scope: { type: 'everywhere' }, count: everywhere }, ...named.slice(0, MAX_SCOPES)];
  }
}

const MAX_SCOPES = 99;

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

/** Grouped in index order, which needs no sort. */
const cellsSql = `
  SELECT status, kind, origin, private, pinned, count(*) AS count, sum(use_count > 0) AS used
  FROM memories INDEXED BY memories_cells WHERE status = ? AND kind = ? GROUP BY status, kind, origin, private, pinned`;

const scopesSql = `
  SELECT scope_type AS type, scope_id AS id, count(*) AS count FROM memories INDEXED BY memories_scope
  WHERE scope_type <> 'everywhere' AND status IN ('active', 'paused')
  GROUP BY scope_type, scope_id ORDER BY count DESC, id`;

/** The join order makes SQLite read the few tagged memories, not all; the same for conflicts. */
const tagsSql = `
  SELECT g.tag, count(*) AS count FROM memory_tags g CROSS JOIN memories m ON m.id = g.memory_id
  WHERE m.status IN ('active', 'paused') GROUP BY g.tag ORDER BY count DESC, g.tag LIMIT 100`;

const conflictsSql = `
  SELECT count(*) FROM memory_conflicts c CROSS JOIN memories o ON o.id = c.older_id CROSS JOIN memories n ON n.id = c.newer_id
  WHERE c.kept_both_at IS NULL AND o.status = 'active' AND n.status = 'active'`;
