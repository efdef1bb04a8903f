/** Other programs that use the memory, loaded when the Programs tab is first shown and kept up to date by events. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MemoryClientsState } from '../../../shared/contract/memory/memory-clients.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { ClientCall, MemoryClient } from '../../../shared/memory/memory-client.ts';
import type { Result } from '../../../shared/result.ts';
import { showFailure } from '../page/toast-store.ts';

/** Calls per page of the log. */
const PAGE = 50;

interface ClientsState {
  /** Null: not loaded. */
  readonly state: MemoryClientsState | null;
  readonly calls: readonly ClientCall[];
  readonly total: number;
  /** Why it could not be loaded. */
  readonly error: ErrorData | null;
}

export const useClientsStore = create<ClientsState>(() => ({
  state: null,
  calls: [],
  total: 0,
  error: null,
}));

export async function loadClients(): Promise<void> {
  const [state, log] = await Promise.all([
    client.call('clients.state', {}),
    client.call('clients.calls', { limit: PAGE }),
  ]);
  if (!state.ok) useClientsStore.setState({ error: state.error });
  else if (!log.ok) useClientsStore.setState({ error: log.error });
  else useClientsStore.setState({ state: state.value, ...log.value, error: null });
}

export async function loadMoreCalls(): Promise<void> {
  const { calls } = useClientsStore.getState();
  const more = await client.call('clients.calls', { limit: PAGE, offset: calls.length });
  if (!more.ok) return showFailure(more.error);
  useClientsStore.setState((before) => ({
    calls: withoutRepeats([...before.calls, ...more.value.calls]),
    total: more.value.total,
  }));
}

export function receiveClients(state: MemoryClientsState): void {
  const before = useClientsStore.getState().state;
  if (before === null) return;
  useClientsStore.setState({ state });
  // The log of a removed program is gone.
  if (state.clients.length < before.clients.length) void loadClients();
}

export function receiveClientCall({ call }: { readonly call: ClientCall }): void {
  const { state, calls, total } = useClientsStore.getState();
  if (state === null) return;
  const clients = state.clients.map((one) =>
    one.id === call.clientId ? { ...one, lastUsedAt: call.at } : one,
  );
  useClientsStore.setState({
    state: { ...state, clients },
    calls: withoutRepeats([call, ...calls]),
    total: total + 1,
  });
}

/** After words were forgotten for good, or the connection was lost. */
export function reloadClients(): void {
  if (useClientsStore.getState().state !== null) void loadClients();
}

export function addClient(
  input: CommandInput<'clients.add'>,
): Promise<Result<{ client: MemoryClient; key: string }>> {
  return client.call('clients.add', input);
}

export function renewClientKey(id: string): Promise<Result<{ client: MemoryClient; key: string }>> {
  return client.call('clients.renewKey', { id });
}

export async function updateClient(input: CommandInput<'clients.update'>): Promise<void> {
  const result = await client.call('clients.update', input);
  if (!result.ok) showFailure(result.error);
}

export async function removeClient(id: string): Promise<void> {
  const result = await client.call('clients.remove', { id });
  if (!result.ok) showFailure(result.error);
}

function withoutRepeats(calls: readonly ClientCall[]): ClientCall[] {
  return [...new Map(calls.map((call) => [call.id, call])).values()];
}
