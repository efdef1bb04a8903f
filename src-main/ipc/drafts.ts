import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Drafts } from '../chat/drafts.ts';

type DraftHandlers = Pick<CommandHandlers, 'drafts.list' | 'drafts.put'>;

export function draftHandlers(drafts: Drafts): DraftHandlers {
  return {
    'drafts.list': () => ({ drafts: drafts.list() }),
    'drafts.put': ({ text, ...place }) => {
      drafts.put(place, text);
      return {};
    },
  };
}
