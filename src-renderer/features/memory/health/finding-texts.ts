import type { HealthFinding } from '../../../../shared/contract/memory/memory-views.ts';
import type { MemoryChanges } from '../../../../shared/memory/memory-filter.ts';

/** A one-click fix for a finding. */
export interface Fix {
  readonly label: string;
  readonly changes: MemoryChanges;
  /** Ends the sentence "3 memories …". */
  readonly done: string;
  readonly danger?: boolean;
}

interface FindingTexts {
  readonly title: string;
  readonly why: string;
  /** The most likely first. */
  readonly fixes: readonly Fix[];
}

const forget: Fix = { label: 'Forget', changes: { forgotten: true }, done: 'forgotten', danger: true };
const pause: Fix = { label: 'Pause', changes: { paused: true }, done: 'paused' };
const keep: Fix = { label: 'Keep for good', changes: { validUntil: null }, done: 'kept for good' };

export const findingTexts: Record<HealthFinding['problem'], FindingTexts> = {
  ending_soon: {
    title: 'Ends within a week',
    why: 'These stop coming to mind when their time is over.',
    fixes: [keep, forget],
  },
  too_long: {
    title: 'Too long',
    why: 'One memory should say one thing: a long one comes to mind too often and takes room from others.',
    fixes: [pause, forget],
  },
  stale: {
    title: 'Perhaps out of date',
    why: 'Neither used nor changed for half a year.',
    fixes: [pause, forget],
  },
  never_used: {
    title: 'Never used',
    why: 'A month old, and no answer has needed them.',
    fixes: [pause, forget],
  },
};
