/** The state of the running Tutee: version, shell, current model and connection. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ConnectionState } from '../../client/connection.ts';
import type { AppInfo } from '../../../shared/contract/app.ts';
import type { StartQuestion } from '../../../shared/contract/starting.ts';
import type { ModelStatus } from '../../../shared/models/model.ts';

interface AppState {
  readonly info: AppInfo | null;
  readonly model: ModelStatus | null;
  readonly connection: ConnectionState;
  /** The question that Tutee must have answered before it can start. */
  readonly question: StartQuestion | null;
}

export const useAppStore = create<AppState>(() => ({
  info: null,
  model: null,
  connection: 'connecting',
  question: null,
}));

export async function loadStartQuestion(): Promise<void> {
  const result = await client.call('start.question', {});
  if (result.ok) useAppStore.setState({ question: result.value.question });
}

/** Resolves to why it failed; null when the app starts. */
export async function answerStart(choice: 'restore' | 'empty'): Promise<string | null> {
  const result = await client.call('start.answer', { choice });
  return result.ok ? null : result.error.message;
}

export async function loadAppInfo(): Promise<void> {
  const result = await client.call('app.info', {});
  if (result.ok) useAppStore.setState({ info: result.value, model: result.value.model });
}

export function receiveModel(model: ModelStatus): void {
  useAppStore.setState({ model });
}

export function receiveConnection(connection: ConnectionState): void {
  // Without a key the state stays "ended", whatever drops meanwhile; a new key reopens it.
  const ended = useAppStore.getState().connection === 'ended';
  if (!ended || connection === 'open') useAppStore.setState({ connection });
}

/** True when no model is connected and Tutee answers from memory alone. */
export function useMemoryMode(): boolean {
  return useAppStore(({ model }) => model?.mode === 'memory');
}
