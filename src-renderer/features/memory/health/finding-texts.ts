import type { HealthFinding } from '../../../../shared/contract/memory/memory-views.ts';
import type { MemoryChanges } from '../../../../shared/memory/memory-filter.ts';
import type { BulkSentence } from '../../../state/memory/bulk-sentences.ts';
import { bulkSentences } from '../../../state/memory/bulk-sentences.ts';
import { t } from '../../../language/translate.ts';

/** A one-click fix for a finding. */
export interface Fix {
  readonly label: string;
  /** For all memories of the finding, or as many as can be changed at once. */
  readonly all: (count: number) => string;
  readonly first: (count: number) => string;
  readonly changes: MemoryChanges;
  readonly done: BulkSentence;
  readonly danger?: boolean;
}

interface FindingTexts {
  readonly title: string;
  readonly why: string;
  /** The most likely first. */
  readonly fixes: readonly Fix[];
}

const forget: Fix = {
  label: t('Forget'),
  all: (count) => t('Forget all {{count}}', { count }),
  first: (count) => t('Forget the first {{count}}', { count }),
  changes: { forgotten: true },
  done: bulkSentences.forgotten,
  danger: true,
};
const pause: Fix = {
  label: t('Pause'),
  all: (count) => t('Pause all {{count}}', { count }),
  first: (count) => t('Pause the first {{count}}', { count }),
  changes: { paused: true },
  done: bulkSentences.paused,
};
const keep: Fix = {
  label: t('Keep for good'),
  all: (count) => t('Keep for good all {{count}}', { count }),
  first: (count) => t('Keep for good the first {{count}}', { count }),
  changes: { validUntil: null },
  done: bulkSentences.keptForGood,
};

export const findingTexts: Record<HealthFinding['problem'], FindingTexts> = {
  ending_soon: {
    title: t('Ends within a week'),
    why: t('These stop coming to mind when their time is over.'),
    fixes: [keep, forget],
  },
  too_long: {
    title: t('Too long'),
    why: t('One memory should say one thing: a long one comes to mind too often and takes room from others.'),
    fixes: [pause, forget],
  },
  stale: {
    title: t('Perhaps out of date'),
    why: t('Neither used nor changed for half a year.'),
    fixes: [pause, forget],
  },
  never_used: {
    title: t('Never used'),
    why: t('A month old, and no answer has needed them.'),
    fixes: [pause, forget],
  },
};
