import type { CommandHandlers } from '#shared/contract/commands.ts';
import { memoryGroups, memoryHealth, timelinePage } from '../teachability/memory-views.ts';
import type { OverviewReader } from '../teachability/ports.ts';

type ViewHandlers = Pick<CommandHandlers, 'memories.timeline' | 'memories.groups' | 'memories.health'>;

export function memoryViewHandlers(reader: OverviewReader, now: () => number): ViewHandlers {
  return {
    'memories.timeline': ({ before, limit }) => timelinePage(reader, before, limit),
    'memories.groups': ({ by }) => ({ groups: memoryGroups(reader, by) }),
    'memories.health': () => memoryHealth(reader, now()),
  };
}
