import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Memories } from '../teachability/memory-service.ts';

type MemoryHandlers = Pick<
  CommandHandlers,
  | 'memories.list'
  | 'memories.get'
  | 'memories.teach'
  | 'memories.edit'
  | 'memories.update'
  | 'memories.pause'
  | 'memories.pin'
  | 'memories.forget'
  | 'memories.restore'
  | 'memories.undo'
  | 'memories.history'
  | 'memories.preview'
>;

export function memoryHandlers(memories: Memories): MemoryHandlers {
  return {
    'memories.list': (filter) => memories.list(filter),
    'memories.get': ({ id }) => memories.get(id),
    'memories.teach': (teaching) => memories.teach(teaching),
    'memories.edit': ({ id, ...changes }) => memories.edit(id, changes),
    'memories.update': ({ target, changes }) => memories.updates.update(target, changes),
    'memories.pause': ({ id, paused }) => memories.pause(id, paused),
    'memories.pin': ({ id, pinned }) => memories.pin(id, pinned),
    'memories.forget': ({ id }) => memories.forget(id),
    'memories.restore': ({ id }) => memories.restore(id),
    'memories.undo': ({ changeId }) => memories.undo(changeId),
    'memories.history': ({ id }) => ({ events: memories.history(id) }),
    'memories.preview': async ({ query }) => ({ report: await memories.preview(query) }),
  };
}
