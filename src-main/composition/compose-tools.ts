/** Wires the servers of tools; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { AvailableTools } from '../chat/ports/tools.ts';
import type { AppOptions } from '../shells/app.ts';
import { uuid7 } from '../store/database/uuid7.ts';
import type { Store } from '../store/store.ts';
import { mcpTool } from '../tool-servers/mcp/mcp-tool.ts';
import { ToolServers } from '../tool-servers/servers/tool-servers.ts';

/** So that they do not slow the start of the app, in ms. */
const START_SERVERS_AFTER = 2_000;

interface ToolDependencies {
  readonly options: Pick<AppOptions, 'version' | 'secrets'>;
  readonly store: Store;
  readonly publish: Publish;
}

export function composeTools({ options, store, publish }: ToolDependencies) {
  const { version, secrets } = options;
  const servers = new ToolServers({
    store: store.toolServers,
    secrets,
    publish,
    newId: () => uuid7(),
    now: Date.now,
    version,
  });
  const available: AvailableTools = {
    offered: () =>
      servers
        .available()
        .map(({ calledAs, name, description, parameters, hints, permission, serverId, server }) => ({
          name: calledAs,
          description,
          parameters,
          serverId,
          server,
          tool: name,
          readOnly: hints.readOnly,
          permission: permission === 'always' ? 'always' : 'ask',
          call: (args, signal) => servers.call(serverId, name, args, signal),
        })),
    permit: (serverId, tool, permission) => void servers.permit(serverId, tool, permission),
  };
  /** For agents of teams. Each call is asked about: nothing tells here whether an agent has read something private. */
  const forAgents = () =>
    available.offered().map(({ name, description, parameters, call }) => ({
      tool: mcpTool({ name, description, parameters }, call),
      approval: true,
    }));
  const { calls } = store.conversations;
  const log = {
    page: (limit: number, offset: number) => calls.page(limit, offset),
    result: (id: string) => calls.find(id)?.result,
  };
  const starting = setTimeout(() => servers.startAll(), START_SERVERS_AFTER).unref();
  const close = () => {
    clearTimeout(starting);
    return servers.close();
  };
  return { servers, available, forAgents, log, close };
}
