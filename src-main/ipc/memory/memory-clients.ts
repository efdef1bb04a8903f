import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { MemoryClients } from '../../memory-server/memory-clients.ts';

type MemoryClientHandlers = Pick<
  CommandHandlers,
  'clients.state' | 'clients.add' | 'clients.update' | 'clients.renewKey' | 'clients.remove' | 'clients.calls'
>;

export function memoryClientHandlers(clients: MemoryClients): MemoryClientHandlers {
  return {
    'clients.state': () => clients.state(),
    'clients.add': (input) => clients.add(input),
    'clients.update': ({ id, ...changes }) => ({ client: clients.update(id, changes) }),
    'clients.renewKey': ({ id }) => clients.renewKey(id),
    'clients.remove': ({ id }) => {
      clients.remove(id);
      return {};
    },
    'clients.calls': ({ clientId, limit, offset }) => clients.calls(clientId, limit, offset),
  };
}
