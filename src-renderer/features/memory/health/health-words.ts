import type { HealthFinding } from '../../../../shared/contract/memory-views.ts';
import type { MemoryChanges } from '../../../../shared/memory/memory-filter.ts';

/** What one click does about a finding. */
export interface Repair {
  readonly label: string;
  readonly changes: MemoryChanges;
  /** Ends the sentence "3 memories …". */
  readonly done: string;
  readonly danger?: boolean;
}

interface FindingWords {
  readonly title: string;
  readonly why: string;
  /** The likeliest first. */
  readonly repairs: readonly Repair[];
}

const forget: Repair = { label: 'Forget', changes: { forgotten: true }, done: 'forgotten', danger: true };
const pause: Repair = { label: 'Pause', changes: { paused: true }, done: 'paused' };
const keep: Repair = { label: 'Keep for good', changes: { validUntil: null }, done: 'kept for good' };

export const findingWords: Record<HealthFinding['problem'], FindingWords> = {
  ending_soon: {
    title: 'Ends within a week',
    why: 'These stop coming to mind when their time is over.',
    repairs: [keep, forget],
  },
  too_long: {
    title: 'Too long',
    why: 'One memory should say one thing: a long one comes to mind too often and takes room from others.',
    repairs: [pause, forget],
  },
  stale: {
    title: 'Perhaps out of date',
    why: 'Neither used nor changed for half a year.',
    repairs: [pause, forget],
  },
  never_used: {
    title: 'Never used',
    why: 'A month old, and no answer has needed them.',
    repairs: [pause, forget],
  },
};
