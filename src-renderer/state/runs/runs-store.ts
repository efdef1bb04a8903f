/** The history of runs, newest first. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { dropRun } from './run-details-store.ts';
import type { RunView } from './run-reducer.ts';
import { upsertRun } from './run-reducer.ts';
import { showFailure, showNotice, showUndo, withdrawUndo } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

const PAGE = 50;

interface RunsState {
  /** Null: not loaded. */
  readonly items: readonly RunView[] | null;
  readonly total: number;
  /** Null: no more. */
  readonly nextCursor: string | null;
  readonly error: ErrorData | null;
}

export const useRunsStore = create<RunsState>(() => ({
  items: null,
  total: 0,
  nextCursor: null,
  error: null,
}));

let opened = false;
let loading = false;
let again = false;

/** Loads or reloads the first page. */
export async function loadRuns(): Promise<void> {
  opened = true;
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  const result = await client.call('runs.list', { limit: PAGE });
  loading = false;
  if (result.ok) useRunsStore.setState({ ...result.value, error: null });
  else useRunsStore.setState({ error: result.error });
  if (!again) return;
  again = false;
  await loadRuns();
}

export function reloadRunsList(): void {
  if (opened) void loadRuns();
}

export async function loadMoreRuns(): Promise<void> {
  const { nextCursor } = useRunsStore.getState();
  if (nextCursor === null || loading) return;
  loading = true;
  const result = await client.call('runs.list', { limit: PAGE, cursor: nextCursor });
  loading = false;
  if (!result.ok) {
    showFailure(result.error);
    return;
  }
  useRunsStore.setState(({ items }) => {
    const known = new Set(items?.map(({ id }) => id));
    const added = result.value.items.filter(({ id }) => !known.has(id));
    return { ...result.value, items: [...(items ?? []), ...added] };
  });
}

export function receiveListedRun(run: RunView): void {
  withdrawUndo(({ type, id }) => type === 'deleted-run' && id === run.id);
  const { items, total } = useRunsStore.getState();
  if (items === null || run.temporary) return;
  const known = items.some(({ id }) => id === run.id);
  useRunsStore.setState({ items: upsertRun(items, run), total: known ? total : total + 1 });
}

export function removeListedRun(id: string): void {
  dropRun(id);
  useRunsStore.setState(({ items, total }) => {
    const left = items?.filter((run) => run.id !== id) ?? null;
    return { items: left, total: total - ((items?.length ?? 0) - (left?.length ?? 0)) };
  });
}

export async function deleteRun({ id, conversationId }: RunView): Promise<boolean> {
  const result = await client.call('runs.delete', { runId: id });
  if (result.ok) {
    const done = t('Run deleted. What was said stays in its chat.');
    showUndo(done, () => void restoreRun(id), { type: 'deleted-run', id, conversationId });
  } else showFailure(result.error);
  return result.ok;
}

async function restoreRun(id: string): Promise<void> {
  const result = await client.call('runs.restore', { runId: id });
  if (result.ok) showNotice(t('The run is back.'));
  else showFailure(result.error);
}
