import type { Database, Statement } from 'better-sqlite3';
import type { MemoryCounts } from '#shared/memory/memory-filter.ts';
import { memoryKindSchema, memoryOriginSchema, memoryStatusSchema } from '#shared/memory/memory.ts';
import type { MemoryKind, MemoryOrigin, MemoryScope, MemoryStatus } from '#shared/memory/memory.ts';
import { atOnce } from '#shared/parts.ts';
import type { Parts } from '#shared/parts.ts';
import { dataVersionOf } from '../database/data-version.ts';
import { inParts } from '../database/parts.ts';

/** One combination of what is counted, with how many memories have it. */
interface Cell {
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

/** How many memories each filter of the page would show: one walk over a covering index, and kept until something changes. */
export class MemoryCounter {
  readonly #database: Database;
  readonly #dataVersion: () => number | undefined;
  readonly #cells: Statement<[MemoryStatus, MemoryKind], Cell>;
  readonly #scopes: Statement<
    [],
    { type: Exclude<MemoryScope['type'], 'everywhere'>; id: string; count: number }
  >;
  readonly #tags: Statement<[], TagCount>;
  readonly #conflicts: Statement<[], number>;
  #changes = 0;
  #known: { readonly counts: MemoryCounts; readonly version: unknown } | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#dataVersion = dataVersionOf(database);
    this.#cells = database.prepare(cellsSql);
    this.#scopes = database.prepare(scopesSql);
    this.#tags = database.prepare(tagsSql);
    this.#conflicts = database.prepare<[], number>(conflictsSql).pluck();
  }

  /** To be called with every change of a memory, its uses included. */
  noteChange(): void {
    this.#known = undefined;
    this.#changes += 1;
  }

  counts(): MemoryCounts {
    return atOnce(this.#current());
  }

  /** The same, with the main loop free between parts that walk over the memories of one kind each. */
  countsInParts(): Promise<MemoryCounts> {
    return inParts(this.#database, this.#current());
  }

  *#current(): Parts<MemoryCounts> {
    // Another connection's write shows in the version alone.
    const version = this.#dataVersion();
    const known = this.#known;
    if (known !== undefined && known.version === version) return known.counts;
    const changes = this.#changes;
    const counts = yield* this.#count();
    // What changed while the main loop was free is counted by the next.
    if (changes === this.#changes) this.#known = { counts, version };
    return counts;
  }

  *#count(): Parts<MemoryCounts> {
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

  *#allCells(): Parts<Cell[]> {
    const cells: Cell[] = [];
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
    return [{ scope: { type: 'everywhere' }, count: everywhere }, ...named.slice(0, mostNamed)];
  }
}

const mostNamed = 99;

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

/** In the order of the index, so that nothing is sorted. */
const cellsSql = `
  SELECT status, kind, origin, private, pinned, count(*) AS count, sum(use_count > 0) AS used
  FROM memories INDEXED BY memories_cells WHERE status = ? AND kind = ? GROUP BY status, kind, origin, private, pinned`;

const scopesSql = `
  SELECT scope_type AS type, scope_id AS id, count(*) AS count FROM memories INDEXED BY memories_scope
  WHERE scope_type <> 'everywhere' AND status IN ('active', 'paused')
  GROUP BY scope_type, scope_id ORDER BY count DESC, id`;

/** In this order, so that the few that have a tag are looked at and not all memories; so with conflicts. */
const tagsSql = `
  SELECT g.tag, count(*) AS count FROM memory_tags g CROSS JOIN memories m ON m.id = g.memory_id
  WHERE m.status IN ('active', 'paused') GROUP BY g.tag ORDER BY count DESC, g.tag LIMIT 100`;

const conflictsSql = `
  SELECT count(*) FROM memory_conflicts c CROSS JOIN memories o ON o.id = c.older_id CROSS JOIN memories n ON n.id = c.newer_id
  WHERE c.kept_both_at IS NULL AND o.status = 'active' AND n.status = 'active'`;
