import type { Memory } from '#shared/memory/memory.ts';
import { OFTEN_USED, RECENCY_HALF_LIFE_DAYS } from './constants.ts';

const DAY = 24 * 60 * 60 * 1_000;

/** The scores of a memory that do not depend on the question; each 0..1. */
export interface Priors {
  readonly recency: number;
  readonly use: number;
  readonly pinned: number;
}

export function priorsOf(memory: Memory, now: number): Priors {
  const days = Math.max(0, now - memory.updatedAt) / DAY;
  return {
    recency: 2 ** (-days / RECENCY_HALF_LIFE_DAYS),
    use: Math.min(1, Math.log1p(memory.useCount) / Math.log1p(OFTEN_USED)),
    pinned: memory.pinned ? 1 : 0,
  };
}
