/** What waits for the user's word: memories to approve, and memories that contradict each other. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MemoryConflict, ReviewItem } from '../../../shared/contract/memory-review.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { MemorySelection } from '../../../shared/memory/memory-filter.ts';
import { announceBulk } from './bulk-change.ts';
import { offerUndo } from './memory-actions.ts';
import { clearSelection, select } from './memory-selection.ts';
import { showFailure } from '../page/toast-store.ts';

const PAGE = 50;
const MOST = 200;
/** Changes that come close together load the queue once. */
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

/** Loads the queue (anew), as far as it was loaded. */
export async function loadReview(): Promise<void> {
  clearTimeout(timer);
  opened = true;
  generation += 1;
  const mine = generation;
  const [waiting, contradicting] = await Promise.all([
    client.call('memories.review', { limit: wanted }),
    client.call('memories.conflicts', { limit: PAGE }),
  ]);
  if (mine !== generation) return;
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

/** More of the queue, up to what one request brings; what is decided on makes room for the rest. */
export function loadMoreReview(): void {
  wanted = Math.min(MOST, wanted + PAGE);
  void loadReview();
}

/** Memories changed: what approving would do may be something else now. */
export function receiveReviewed(): void {
  if (!opened) return;
  clearTimeout(timer);
  timer = setTimeout(() => void loadReview(), SETTLE_MS);
}

/** Takes decided ones out at once, so that the next key is about the next one. */
function takeOut(target: MemorySelection): void {
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
  done: string,
) {
  takeOut(target);
  const decided = announceBulk(await client.call(command, { target }), done);
  if (!decided) void loadReview();
  else if (!('ids' in target)) clearSelection();
}

export function approve(target: MemorySelection): void {
  void decide('memories.approve', target, 'approved');
}

export function reject(target: MemorySelection): void {
  void decide('memories.reject', target, 'rejected');
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
  if (changeId !== null) offerUndo('Resolved.', changeId);
}

/** Makes several memories one, which says `text`. */
export async function mergeMemories(ids: readonly string[], keep: string, text: string): Promise<boolean> {
  const result = await client.call('memories.merge', { ids: [...ids], keep, text });
  if (!result.ok) {
    showFailure(result.error);
    return false;
  }
  const { changeId } = result.value;
  clearSelection();
  offerUndo('Merged into one.', changeId);
  return true;
}
