/** The review queue: pending memories, and contradicting ones. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MemoryConflict, ReviewItem } from '../../../shared/contract/memory/memory-review.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { MemorySelection } from '../../../shared/memory/memory-filter.ts';
import { announceBulk } from './bulk-change.ts';
import type { BulkSentence } from './bulk-sentences.ts';
import { bulkSentences } from './bulk-sentences.ts';
import { offerUndo } from './memory-actions.ts';
import { clearSelection, select } from './selection-store.ts';
import { showFailure } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

const PAGE = 50;
const MAX_ROWS = 200;
/** Debounces reloads after changes, in ms. */
const SETTLE_MS = 150;

interface ReviewState {
  /** Null: not loaded. */
  readonly items: readonly ReviewItem[] | null;
  readonly total: number;
  readonly conflicts: readonly MemoryConflict[];
  readonly conflictTotal: number;
  readonly error: ErrorData | null;
}

export const useReviewStore = create<ReviewState>(() => ({
  items: null,
  total: 0,
  conflicts: [],
  conflictTotal: 0,
  error: null,
}));

let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let wanted = PAGE;
let opened = false;

/** Loads or reloads the queue, as far as it was loaded. */
export async function loadReview(): Promise<void> {
  clearTimeout(timer);
  opened = true;
  generation += 1;
  const request = generation;
  const [waiting, contradicting] = await Promise.all([
    client.call('memories.review', { limit: wanted }),
    client.call('memories.conflicts', { limit: PAGE }),
  ]);
  if (request !== generation) return;
  if (!waiting.ok) useReviewStore.setState({ error: waiting.error });
  else if (!contradicting.ok) useReviewStore.setState({ error: contradicting.error });
  else {
    useReviewStore.setState({
      ...waiting.value,
      conflicts: contradicting.value.items,
      conflictTotal: contradicting.value.total,
      error: null,
    });
  }
}

/** Loads more of the queue, up to the limit of one request; decisions make room for the rest. */
export function loadMoreReview(): void {
  wanted = Math.min(MAX_ROWS, wanted + PAGE);
  void loadReview();
}

/** Memories changed, so approving may have another effect now. */
export function receiveReviewed(): void {
  if (!opened) return;
  clearTimeout(timer);
  timer = setTimeout(() => void loadReview(), SETTLE_MS);
}

/** Removes decided memories at once, so that the next key press applies to the next one. */
function removeDecided(target: MemorySelection): void {
  if (!('ids' in target)) return;
  const gone = new Set(target.ids);
  select(target.ids, false);
  useReviewStore.setState(({ items, total }) => {
    const rest = items?.filter(({ memory }) => !gone.has(memory.id)) ?? null;
    return { items: rest, total: total - ((items?.length ?? 0) - (rest?.length ?? 0)) };
  });
}

async function decide(
  command: 'memories.approve' | 'memories.reject',
  target: MemorySelection,
  done: BulkSentence,
) {
  removeDecided(target);
  const decided = announceBulk(await client.call(command, { target }), done);
  if (!decided) void loadReview();
  else if (!('ids' in target)) clearSelection();
}

export function approve(target: MemorySelection): void {
  void decide('memories.approve', target, bulkSentences.approved);
}

export function reject(target: MemorySelection): void {
  void decide('memories.reject', target, bulkSentences.rejected);
}

export async function resolveConflict(input: CommandInput<'memories.resolveConflict'>): Promise<void> {
  useReviewStore.setState(({ conflicts, conflictTotal }) => ({
    conflicts: conflicts.filter(({ id }) => id !== input.id),
    conflictTotal: conflictTotal - 1,
  }));
  const result = await client.call('memories.resolveConflict', input);
  if (!result.ok) {
    showFailure(result.error);
    void loadReview();
    return;
  }
  const { changeId } = result.value;
  if (changeId !== null) offerUndo(t('Resolved.'), changeId);
}

/** Merges several memories into one with this text. */
export async function mergeMemories(ids: readonly string[], keep: string, text: string): Promise<boolean> {
  const result = await client.call('memories.merge', { ids: [...ids], keep, text });
  if (!result.ok) {
    showFailure(result.error);
    return false;
  }
  const { changeId } = result.value;
  clearSelection();
  offerUndo(t('Merged into one.'), changeId);
  return true;
}
