/** What was learned and changed when: a page of it, and on request what came before. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { TimelinePosition } from '../../../shared/contract/memory-views.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { TimelineDay } from './timeline-days.ts';
import { withEarlierDays } from './timeline-days.ts';

const PAGE = 50;
/** Changes that come close together load the timeline once. */
const SETTLE_MS = 300;

interface TimelineState {
  /** Newest first; null: not loaded. */
  readonly days: readonly TimelineDay[] | null;
  /** Null: nothing is earlier. */
  readonly next: TimelinePosition | null;
  /** Where the user jumped to, ms since 1970; null: it begins with now. */
  readonly from: number | null;
  readonly error: ErrorData | null;
}

export const useTimelineStore = create<TimelineState>(() => ({
  days: null,
  next: null,
  from: null,
  error: null,
}));

let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let opened = false;

/** Sorts before every change there is. */
const first = '00000000-0000-0000-0000-000000000000';

export async function loadTimeline(from: number | null = null): Promise<void> {
  clearTimeout(timer);
  opened = true;
  generation += 1;
  const mine = generation;
  const before = from === null ? null : { at: from, changeId: first };
  const result = await client.call('memories.timeline', { before, limit: PAGE });
  if (mine !== generation) return;
  if (result.ok) useTimelineStore.setState({ ...result.value, from, error: null });
  else useTimelineStore.setState({ error: result.error });
}

export async function loadEarlierTimeline(): Promise<void> {
  const { next } = useTimelineStore.getState();
  if (next === null) return;
  const mine = generation;
  const result = await client.call('memories.timeline', { before: next, limit: PAGE });
  if (mine !== generation) return;
  if (!result.ok) useTimelineStore.setState({ error: result.error });
  else {
    useTimelineStore.setState(({ days }) => ({
      days: withEarlierDays(days ?? [], result.value.days),
      next: result.value.next,
    }));
  }
}

/** Something changed: shown at once where the timeline begins with now; who looks at the past is left there. */
export function receiveTimeline(): void {
  if (!opened || useTimelineStore.getState().from !== null) return;
  clearTimeout(timer);
  timer = setTimeout(() => void loadTimeline(), SETTLE_MS);
}
