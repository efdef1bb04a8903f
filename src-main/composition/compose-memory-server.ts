/** Wires the memory for other programs; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import { MemoryClients } from '../memory-server/memory-clients.ts';
import type { CurrentSettings } from '../settings/current-settings.ts';
import type { AppOptions } from '../shells/app.ts';
import { uuid7 } from '../store/database/uuid7.ts';
import type { Store } from '../store/store.ts';
import type { ClientMemory } from '../teachability/client-memory.ts';

interface MemoryServerDependencies {
  readonly options: Pick<AppOptions, 'version' | 'mcpCommand'>;
  readonly store: Store;
  readonly clientMemory: ClientMemory;
  readonly settings: CurrentSettings;
  readonly publish: Publish;
  readonly onFailure: (thrown: unknown) => void;
}

export function composeMemoryServer(dependencies: MemoryServerDependencies) {
  const { options, store, clientMemory, settings, publish, onFailure } = dependencies;
  const { version, mcpCommand } = options;
  const clients = new MemoryClients({
    store: store.memoryClients,
    memory: clientMemory,
    publish,
    newId: () => uuid7(),
    now: Date.now,
    version,
    stdio: mcpCommand === undefined ? null : { command: mcpCommand.command, args: [...mcpCommand.args] },
    savePort: (port) => void settings.update({ memoryServerPort: port }),
    onFailure,
  });
  /** Follows the settings. */
  const serveMemory = () => {
    const { memoryServer, memoryServerPort } = settings.get();
    void clients.serve({ on: memoryServer, port: memoryServerPort });
  };
  serveMemory();
  return { clients, serveMemory };
}
