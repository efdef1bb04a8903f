/** Wires the servers of tools; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { FolderOwner } from '#shared/tools/allowed-folder.ts';
import type { AvailableTools, ChangedFiles } from '../chat/ports/tools.ts';
import type { JsonObject } from '../engine/tools/tool.ts';
import { fetchFor } from '../models/server/proxied-fetch.ts';
import type { AppOptions } from '../shells/app.ts';
import { uuid7 } from '../store/database/uuid7.ts';
import type { Store } from '../store/store.ts';
import { mcpTool } from '../tool-servers/mcp/mcp-tool.ts';
import { composeFiles, FILES } from './compose-files.ts';
import type { TeamLibrary } from '../studio/teams/team-library.ts';
import { composeSkills, SKILLS } from './compose-skills.ts';
import { ToolServers } from '../tool-servers/servers/tool-servers.ts';

/** Runs show no changes of files beforehand, and take none back. */
const unshown: ChangedFiles = { seen: null, onChange: () => undefined };

/** So that they do not slow the start of the app, in ms. */
const START_SERVERS_AFTER = 2_000;

interface ToolDependencies {
  readonly options: Pick<AppOptions, 'version' | 'secrets' | 'dataDir'>;
  readonly store: Store;
  readonly publish: Publish;
  readonly library: () => Pick<TeamLibrary, 'assistant'>;
  readonly logFailure: (part: string) => (thrown: unknown) => void;
}

export function composeTools({ options, store, publish, library, logFailure }: ToolDependencies) {
  const { version, secrets, dataDir } = options;
  const servers = new ToolServers({
    store: store.toolServers,
    secrets,
    publish,
    newId: () => uuid7(),
    now: Date.now,
    version,
    // Through the proxy of the environment, as requests to models go.
    fetchFor: (url) => fetchFor({ baseUrl: url }),
  });
  const ownerName = (owner: FolderOwner): string | null => {
    if (owner.type === 'everywhere') return '';
    if (owner.type === 'project') return store.projects.get(owner.id)?.name ?? null;
    return library().assistant(owner.id)?.name ?? null;
  };
  const files = composeFiles({
    dataDir,
    store,
    ownerName,
    publish,
    newId: () => uuid7(),
    onFailure: logFailure('folders'),
  });
  const { skills, offered: offeredSkills } = composeSkills({ store, dataDir, publish, newId: () => uuid7() });
  const available: AvailableTools = {
    offered: (place) => [
      ...files.offered(place),
      ...offeredSkills(),
      ...servers
        .available()
        .map(({ calledAs, name, description, parameters, hints, permission, serverId, server }) => ({
          name: calledAs,
          description,
          parameters,
          serverId,
          server,
          tool: name,
          readOnly: hints.readOnly,
          permission: permission === 'always' ? ('always' as const) : ('ask' as const),
          staysHere: false,
          call: (args: JsonObject, signal: AbortSignal) => servers.call(serverId, name, args, signal),
        })),
    ],
    permit: (serverId, tool, permission) => {
      if (serverId === FILES) files.folders.permit(tool, permission);
      else if (serverId === SKILLS) skills.permit(tool, permission);
      else servers.permit(serverId, tool, permission);
    },
  };
  /** For agents of teams. Each call is asked about: nothing tells here whether an agent has read something private. */
  const forAgents = () =>
    available.offered({ projectId: null }).map(({ name, description, parameters, call, isChosen }) => ({
      tool: mcpTool({ name, description, parameters }, (args, signal) => call(args, signal, unshown)),
      // The user has chosen a skill by switching it on.
      approval: isChosen !== true,
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
  return { servers, available, ownerName, forAgents, files, skills, log, close };
}
