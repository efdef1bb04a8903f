/** The timeline of what was learned and changed: one page, and earlier ones on request. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { TimelinePosition } from '../../../shared/contract/memory/memory-views.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { TimelineDay } from './timeline-days.ts';
import { withEarlierDays } from './timeline-days.ts';

const PAGE = 50;
/** Debounces reloads after changes, in ms. */
const SETTLE_MS = 300;

interface TimelineState {
  /** Newest first; null: not loaded. */
  readonly days: readonly TimelineDay[] | null;
  /** Null: nothing earlier. */
  readonly next: TimelinePosition | null;
  /** The date the user jumped to, ms since 1970; null: now. */
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

/** Sorts before every change id. */
const first = '00000000-0000-0000-0000-000000000000';

export async function loadTimeline(from: number | null = null): Promise<void> {
  clearTimeout(timer);
  opened = true;
  generation += 1;
  const request = generation;
  const before = from === null ? null : { at: from, changeId: first };
  const result = await client.call('memories.timeline', { before, limit: PAGE });
  if (request !== generation) return;
  if (result.ok) useTimelineStore.setState({ ...result.value, from, error: null });
  else useTimelineStore.setState({ error: result.error });
}

export async function loadEarlierTimeline(): Promise<void> {
  const { next } = useTimelineStore.getState();
  if (next === null) return;
  const request = generation;
  const result = await client.call('memories.timeline', { before: next, limit: PAGE });
  if (request !== generation) return;
  if (!result.ok) useTimelineStore.setState({ error: result.error });
  else {
    useTimelineStore.setState(({ days }) => ({
      days: withEarlierDays(days ?? [], result.value.days),
      next: result.value.next,
    }));
  }
}

/** Something changed: reloads a timeline that starts now; a past one stays as it is. */
export function receiveTimeline(): void {
  if (!opened || useTimelineStore.getState().from !== null) return;
  clearTimeout(timer);
  timer = setTimeout(() => void loadTimeline(), SETTLE_MS);
}
