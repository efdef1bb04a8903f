import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { InsideModels } from '../models/inside/inside-models.ts';

type InsideHandlers = Pick<
  CommandHandlers,
  'inside.list' | 'inside.download' | 'inside.pause' | 'inside.remove' | 'inside.open' | 'inside.unload'
>;

export function insideHandlers(inside: InsideModels): InsideHandlers {
  return {
    'inside.list': () => inside.view(),
    'inside.download': ({ id }) => inside.download(id),
    'inside.pause': ({ id }) => inside.pause(id),
    'inside.remove': ({ id }) => inside.remove(id),
    'inside.open': ({ path }) => inside.open(path),
    'inside.unload': ({ id }) => inside.unload(id),
  };
}
