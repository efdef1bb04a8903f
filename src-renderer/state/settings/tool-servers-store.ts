/** Servers of tools, loaded when Settings, Tools is first shown and kept up to date by events; and the log of calls. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { ToolCall } from '../../../shared/tools/tool-call.ts';
import type {
  FoundServers,
  ServerDraft,
  ServerLogLine,
  ToolPermission,
  ToolServer,
} from '../../../shared/tools/tool-server.ts';
import { showFailure } from '../page/toast-store.ts';

const PAGE = 50;

interface ToolServersState {
  /** By name; null: not loaded. */
  readonly servers: readonly ToolServer[] | null;
  /** Newest first. */
  readonly calls: readonly ToolCall[];
  readonly total: number;
  /** Why they could not be loaded. */
  readonly error: ErrorData | null;
}

export const useToolServersStore = create<ToolServersState>(() => ({
  servers: null,
  calls: [],
  total: 0,
  error: null,
}));

export async function loadToolServers(): Promise<void> {
  const [servers, log] = await Promise.all([
    client.call('tools.servers', {}),
    client.call('tools.calls', { limit: PAGE }),
  ]);
  if (!servers.ok) useToolServersStore.setState({ error: servers.error });
  else if (!log.ok) useToolServersStore.setState({ error: log.error });
  else useToolServersStore.setState({ ...servers.value, ...log.value, error: null });
}

export async function loadMoreToolCalls(): Promise<void> {
  const more = await client.call('tools.calls', {
    limit: PAGE,
    offset: useToolServersStore.getState().calls.length,
  });
  if (!more.ok) return showFailure(more.error);
  useToolServersStore.setState(({ calls }) => ({
    calls: [...new Map([...calls, ...more.value.calls].map((call) => [call.id, call])).values()],
    total: more.value.total,
  }));
}

/** After the connection was lost. */
export function reloadToolServers(): void {
  if (useToolServersStore.getState().servers !== null) void loadToolServers();
}

export function receiveToolServers({ servers }: { readonly servers: readonly ToolServer[] }): void {
  if (useToolServersStore.getState().servers !== null) useToolServersStore.setState({ servers });
}

export function readToolServers(
  text: string,
): Promise<Result<{ drafts: ServerDraft[]; problems: string[] }>> {
  return client.call('tools.read', { text });
}

/** Servers in the settings of other programs; null: they could not be looked for. */
export async function findToolServers(): Promise<readonly FoundServers[] | null> {
  const result = await client.call('tools.find', {});
  if (result.ok) return result.value.found;
  showFailure(result.error);
  return null;
}

export function addToolServer(input: CommandInput<'tools.add'>): Promise<Result<{ server: ToolServer }>> {
  return client.call('tools.add', input);
}

export function updateToolServer(
  input: CommandInput<'tools.update'>,
): Promise<Result<{ server: ToolServer }>> {
  return client.call('tools.update', input);
}

export async function switchToolServer(id: string, enabled: boolean): Promise<void> {
  told(await updateToolServer({ id, enabled }));
}

export async function removeToolServer(id: string): Promise<void> {
  told(await client.call('tools.remove', { id }));
}

export async function restartToolServer(id: string): Promise<void> {
  told(await client.call('tools.restart', { id }));
}

export async function permitTool(id: string, tool: string, permission: ToolPermission): Promise<void> {
  told(await client.call('tools.permit', { id, tool, permission }));
}

/** @param tools null: all. */
export async function acceptTools(id: string, tools: string[] | null): Promise<void> {
  told(await client.call('tools.accept', { id, tools }));
}

export async function toolServerLog(id: string): Promise<readonly ServerLogLine[]> {
  const result = await client.call('tools.log', { id });
  if (result.ok) return result.value.lines;
  showFailure(result.error);
  return [];
}

function told(result: Result<unknown>): void {
  if (!result.ok) showFailure(result.error);
}
