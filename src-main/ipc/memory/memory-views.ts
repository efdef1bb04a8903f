import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { NamedScope } from '#shared/project.ts';
import { memoryGroups, memoryHealth, scopeGroups, timelinePage } from '../../teachability/memory-views.ts';
import type { OverviewReader } from '../../teachability/ports.ts';

type ViewHandlers = Pick<CommandHandlers, 'memories.timeline' | 'memories.groups' | 'memories.health'>;

export function memoryViewHandlers(
  reader: OverviewReader,
  scopes: () => readonly NamedScope[],
  now: () => number,
): ViewHandlers {
  return {
    'memories.timeline': ({ before, limit }) => timelinePage(reader, before, limit),
    'memories.groups': ({ by }) => ({
      groups: by === 'scope' ? scopeGroups(reader, scopes()) : memoryGroups(reader, by),
    }),
    'memories.health': () => memoryHealth(reader, now()),
  };
}
