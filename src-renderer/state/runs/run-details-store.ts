/** Runs with all their messages and events. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { Events } from '../../../shared/contract/events.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { FrameBatch } from '../page/frame-batch.ts';
import type { RunDetails, RunView } from './run-reducer.ts';
import { withRunMessage } from './run-reducer.ts';

interface RunDetailsState {
  readonly details: ReadonlyMap<string, RunDetails>;
  readonly failures: ReadonlyMap<string, ErrorData>;
}

export const useRunDetails = create<RunDetailsState>(() => ({ details: new Map(), failures: new Map() }));

/** How many runs stay loaded; the ones opened longest ago are dropped. */
const MAX_LOADED = 12;
/** Minimum interval between reloads of the usage by agent while a run is active, in ms. */
const SUMS_INTERVAL = 1_500;

type RunMessage = Events['run-message'];
const opening = new Set<string>();
/** Requested again while loading; the pending response may be older. */
const again = new Set<string>();
/** Events of runs that are loading, applied once they are loaded. */
const buffered = new Map<string, RunMessage[]>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export async function loadRun(id: string): Promise<void> {
  if (opening.has(id)) {
    again.add(id);
    return;
  }
  opening.add(id);
  const result = await client.call('runs.get', { runId: id });
  opening.delete(id);
  const { details, failures } = useRunDetails.getState();
  const others = new Map(failures);
  if (!result.ok) useRunDetails.setState({ failures: others.set(id, result.error) });
  else {
    others.delete(id);
    const kept = [...details].filter(([key]) => key !== id).slice(-(MAX_LOADED - 1));
    const now = (buffered.get(id) ?? []).reduce(applyMessage, result.value);
    useRunDetails.setState({ details: new Map([...kept, [id, now]]), failures: others });
  }
  buffered.delete(id);
  if (again.delete(id)) await loadRun(id);
}

/** Runs whose usage by agent is kept up to date; others are reloaded when opened. */
const watched = new Set<string>();

/** Loads a run and keeps it up to date until the returned function is called. */
export function watchRun(id: string): () => void {
  watched.add(id);
  void loadRun(id);
  return () => void watched.delete(id);
}

export function openRun(id: string): void {
  if (!useRunDetails.getState().details.has(id)) void loadRun(id);
}

function applyMessage(details: RunDetails, message: RunMessage): RunDetails {
  return withRunMessage(details, message) ?? details;
}

const messages = new FrameBatch<RunMessage>((arrived) => {
  const details = new Map(useRunDetails.getState().details);
  const missed = new Set<string>();
  for (const message of arrived) {
    const run = details.get(message.runId);
    if (run === undefined) continue;
    const next = withRunMessage(run, message);
    if (next === null) missed.add(message.runId);
    else details.set(message.runId, next);
  }
  useRunDetails.setState({ details });
  for (const id of missed) void loadRun(id);
});

export function receiveRunMessage(message: RunMessage): void {
  if (opening.has(message.runId))
    buffered.set(message.runId, [...(buffered.get(message.runId) ?? []), message]);
  if (useRunDetails.getState().details.has(message.runId)) messages.add(message);
}

export function receiveRunDetails(run: RunView): void {
  messages.flush();
  const { details } = useRunDetails.getState();
  const known = details.get(run.id);
  if (opening.has(run.id)) again.add(run.id);
  if (known === undefined) return;
  useRunDetails.setState({ details: new Map(details).set(run.id, { ...known, run }) });
  if (known.run.usage.requests === run.usage.requests && known.run.status === run.status) return;
  if (timers.has(run.id) || !watched.has(run.id)) return;
  const wait = run.status === 'running' ? SUMS_INTERVAL : 0;
  timers.set(
    run.id,
    setTimeout(() => {
      timers.delete(run.id);
      void loadRun(run.id);
    }, wait),
  );
}

export function dropRun(id: string): void {
  const details = new Map(useRunDetails.getState().details);
  if (details.delete(id)) useRunDetails.setState({ details });
}

/** Events were missed: reloads every loaded run. */
export function reloadRuns(): void {
  for (const id of useRunDetails.getState().details.keys()) void loadRun(id);
}
