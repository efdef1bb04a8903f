import type { MemorySurvey } from '../contract/memory/memory-survey.ts';
import { memoryKindSchema } from './memory.ts';

/** A survey packed for postMessage between threads: cloning lists of 50,000 points would block the event loop for several frames. */
export interface PackedSurvey {
  readonly count: number;
  /** All ids concatenated; each has the same length. */
  readonly ids: string;
  /** Indexes into the options of memoryKindSchema. */
  readonly kinds: Uint8Array;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly pairs: MemorySurvey['pairs'];
}

type Points = Pick<MemorySurvey, 'ids' | 'kinds' | 'x' | 'y'>;

export function packed({ ids, kinds, x, y, pairs }: MemorySurvey): PackedSurvey {
  return {
    count: ids.length,
    ids: ids.join(''),
    kinds: Uint8Array.from(kinds, (kind) => memoryKindSchema.options.indexOf(kind)),
    x: Uint16Array.from(x),
    y: Uint16Array.from(y),
    pairs,
  };
}

/** At most `limit` points from `offset` on. */
export function pointsOf({ count, ids, kinds, x, y }: PackedSurvey, offset: number, limit: number): Points {
  const width = count === 0 ? 0 : ids.length / count;
  const end = Math.min(count, offset + limit);
  const points: Points = { ids: [], kinds: [], x: [], y: [] };
  for (let nth = offset; nth < end; nth += 1) {
    const kind = memoryKindSchema.options[kinds[nth] ?? 0];
    if (kind === undefined) continue;
    points.ids.push(ids.slice(nth * width, (nth + 1) * width));
    points.kinds.push(kind);
    points.x.push(x[nth] ?? 0);
    points.y.push(y[nth] ?? 0);
  }
  return points;
}
