import type { MemoryChanges, MemoryFilter } from '../../../../shared/memory/memory-filter.ts';
import type { BulkSentence } from '../../../state/memory/bulk-sentences.ts';
import { bulkSentences } from '../../../state/memory/bulk-sentences.ts';
import { t } from '../../../language/translate.ts';

/** An action on all selected memories. */
export interface BulkAction {
  readonly label: string;
  readonly changes: MemoryChanges;
  readonly done: BulkSentence;
  readonly danger?: boolean;
}

const bringBack: BulkAction = {
  label: t('Bring back'),
  changes: { forgotten: false },
  done: bulkSentences.broughtBack,
};
const forget: BulkAction = {
  label: t('Forget'),
  changes: { forgotten: true },
  done: bulkSentences.forgotten,
  danger: true,
};
const pause: BulkAction = { label: t('Pause'), changes: { paused: true }, done: bulkSentences.paused };
const resume: BulkAction = { label: t('Resume'), changes: { paused: false }, done: bulkSentences.resumed };
const pin: BulkAction = { label: t('Pin'), changes: { pinned: true }, done: bulkSentences.pinned };
const unpin: BulkAction = { label: t('Unpin'), changes: { pinned: false }, done: bulkSentences.unpinned };
const makePrivate: BulkAction = {
  label: t('Make private'),
  changes: { private: true },
  done: bulkSentences.madePrivate,
};
const share: BulkAction = {
  label: t('No longer private'),
  changes: { private: false },
  done: bulkSentences.shared,
};

export interface BulkActions {
  readonly first: readonly BulkAction[];
  /** Behind "More". */
  readonly more: readonly BulkAction[];
}

/** The actions on memories that a filter finds, most likely first. */
export function bulkActions(filter: MemoryFilter): BulkActions {
  const only = filter.statuses.length === 1 ? filter.statuses[0] : undefined;
  if (only === 'forgotten') return { first: [bringBack], more: [] };
  if (only === 'superseded' || only === 'expired') return { first: [bringBack, forget], more: [] };
  const pausing = only === 'paused' ? [resume] : [pause];
  const pinning = filter.pinned === true ? [unpin] : [pin];
  const hiding = filter.private === true ? [share] : [makePrivate];
  const first = [...pausing, ...pinning, ...hiding, forget];
  return {
    first,
    more: [pause, resume, pin, unpin, makePrivate, share].filter((each) => !first.includes(each)),
  };
}
