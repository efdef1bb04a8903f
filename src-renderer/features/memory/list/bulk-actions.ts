import type { MemoryChanges, MemoryFilter } from '../../../../shared/memory/memory-filter.ts';

/** An action on all selected memories. */
export interface BulkAction {
  readonly label: string;
  readonly changes: MemoryChanges;
  /** Ends the sentence "3 memories …". */
  readonly done: string;
  readonly danger?: boolean;
}

const bringBack: BulkAction = { label: 'Bring back', changes: { forgotten: false }, done: 'brought back' };
const forget: BulkAction = { label: 'Forget', changes: { forgotten: true }, done: 'forgotten', danger: true };
const pause: BulkAction = { label: 'Pause', changes: { paused: true }, done: 'paused' };
const resume: BulkAction = { label: 'Resume', changes: { paused: false }, done: 'resumed' };
const pin: BulkAction = { label: 'Pin', changes: { pinned: true }, done: 'pinned' };
const unpin: BulkAction = { label: 'Unpin', changes: { pinned: false }, done: 'unpinned' };
const makePrivate: BulkAction = { label: 'Make private', changes: { private: true }, done: 'made private' };
const share: BulkAction = {
  label: 'No longer private',
  changes: { private: false },
  done: 'no longer private',
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
