import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import type { CallChanges } from '../chat/call-changes.ts';
import type { AllowedFolders } from '../files/allowed-folders.ts';

type FolderHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `folders.${string}`>>;

export function folderHandlers(folders: AllowedFolders, changes: CallChanges): FolderHandlers {
  return {
    'folders.list': () => folders.list(),
    'folders.add': async (input) => ({ id: await folders.add(input) }),
    'folders.update': ({ id, mayWrite }) => {
      folders.update(id, mayWrite);
      return {};
    },
    'folders.remove': ({ id }) => {
      folders.remove(id);
      return {};
    },
    'folders.permit': ({ tool, permission }) => {
      if (!folders.permit(tool, permission)) throw new TuteeError('not_found', 'Tutee has no such tool.');
      return {};
    },
    'folders.change': async ({ callId, arguments: edited }) => ({
      change: await changes.show(callId, edited),
    }),
    'folders.undo': async ({ callId }) => ({ call: await changes.undo(callId) }),
  };
}
