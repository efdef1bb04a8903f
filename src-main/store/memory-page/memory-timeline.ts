import type { Database, Statement } from 'better-sqlite3';
import type { TimelineEntry, TimelinePosition } from '#shared/contract/memory/memory-views.ts';
import type { MemoryAction, MemoryActor } from '#shared/memory/memory.ts';
import { parseValue } from '../memories/memory-history.ts';

/** The events of one change at one moment. */
interface Moment extends TimelinePosition {
  readonly count: number;
}

interface EventDetail {
  readonly actor: MemoryActor;
  readonly action: MemoryAction;
  readonly before: string | null;
  readonly after: string;
  readonly memory_id: string;
}

type Named = TimelineEntry['memories'][number];

/** The timeline of changes: one entry per change, however many memories it touched. */
export class MemoryTimeline {
  readonly #moments: Statement<[TimelinePosition & { limit: number }], Moment>;
  readonly #details: Statement<[string, number], EventDetail>;

  constructor(database: Database) {
    // Grouped in index order from the index alone, so that an import of 10,000 memories is skipped quickly.
    this.#moments = database.prepare(
      `SELECT at, change_id AS changeId, count(*) AS count FROM memory_events
       WHERE (at, change_id) < (:at, :changeId) GROUP BY at, change_id ORDER BY at DESC, change_id DESC LIMIT :limit`,
    );
    this.#details = database.prepare(detailsSql);
  }

  /** Newest first. `next` is null on the last page. */
  page(
    before: TimelinePosition | null,
    limit: number,
  ): { entries: TimelineEntry[]; next: TimelinePosition | null } {
    const moments = this.#moments.all({ ...(before ?? newest), limit: limit + 1 });
    const shown = moments.slice(0, limit);
    const last = shown.at(-1);
    const next =
      last === undefined || moments.length <= limit ? null : { at: last.at, changeId: last.changeId };
    return { entries: shown.flatMap((moment) => this.#entry(moment)), next };
  }

  #entry({ at, changeId, count }: Moment): TimelineEntry[] {
    const details = this.#details.all(changeId, at);
    // A change's first event is its subject: the new memory before the one it replaced.
    const [first] = details;
    if (first === undefined) return [];
    const { actor, action } = first;
    return [{ changeId, at, actor, action, count, memories: details.map(named) }];
  }
}

function named({ memory_id, action, before, after }: EventDetail): Named {
  const { kind, text } = parseValue(after);
  const old = before === null ? null : parseValue(before).text;
  return { memoryId: memory_id, kind, text, action, oldText: old === text ? null : old };
}

const newest: TimelinePosition = { at: Number.MAX_SAFE_INTEGER, changeId: '' };

/** The first three memories. */
const detailsSql = `
  SELECT e.actor, e.action, e.before, e.after, m.public_id AS memory_id
  FROM memory_events e INDEXED BY memory_events_change JOIN memories m ON m.id = e.memory_id
  WHERE e.change_id = ? AND e.at = ? ORDER BY e.seq LIMIT 3`;
