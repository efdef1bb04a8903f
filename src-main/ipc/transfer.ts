import type { CommandHandlers } from '#shared/contract/commands.ts';
import { webPaths } from '#shared/transport.ts';
import { TuteeError } from '#shared/errors.ts';
import type { MemoryTransfer } from '../transfer/memory-transfer.ts';
import type { TransferFiles } from '../transfer/transfer-files.ts';

type TransferHandlers = Pick<
  CommandHandlers,
  | 'files.begin'
  | 'files.part'
  | 'files.discard'
  | 'files.save'
  | 'imports.open'
  | 'imports.openText'
  | 'imports.rows'
  | 'imports.chats'
  | 'imports.apply'
  | 'imports.cancel'
  | 'imports.undo'
  | 'exports.memories'
  | 'exports.chats'
>;

/** Asks the user where to save a file and saves it. Resolves to the path; null when the user cancelled. */
export type SaveFile = (name: string, from: string) => Promise<string | null>;

/** @param saveFile null in the browser shell, where the page downloads the file. */
export function transferHandlers(
  files: TransferFiles,
  transfer: MemoryTransfer,
  saveFile: SaveFile | null,
): TransferHandlers {
  return {
    'files.begin': ({ name, bytes }) => files.begin(name, bytes),
    'files.part': async ({ fileId, offset, data }) => ({
      received: await files.part(fileId, offset, Buffer.from(data, 'base64')),
    }),
    'files.discard': async ({ fileId }) => {
      transfer.stopReading(fileId);
      await files.discard(fileId);
      return {};
    },
    'files.save': async ({ fileId }) => {
      const file = files.outgoing(fileId);
      if (file === null) {
        throw new TuteeError('not_found', 'This file is not there any more. Make it again.', {
          field: 'fileId',
        });
      }
      if (saveFile === null) {
        return { outcome: 'download', href: `${webPaths.files}/${fileId}`, path: null };
      }
      const path = await saveFile(file.name, file.path);
      return { outcome: path === null ? 'cancelled' : 'saved', href: null, path };
    },
    'imports.open': ({ fileId }) => transfer.openFile(fileId),
    'imports.openText': ({ text }) => transfer.openText(text),
    'imports.rows': ({ importId, group, offset, limit }) => transfer.rows(importId, group, offset, limit),
    'imports.chats': ({ importId, offset, limit }) => transfer.chats(importId, offset, limit),
    'imports.apply': (choices) => transfer.apply(choices),
    'imports.cancel': async ({ importId }) => {
      await transfer.cancel(importId);
      return {};
    },
    'imports.undo': ({ importId }) => transfer.undo(importId),
    'exports.memories': ({ format }) => transfer.exportMemories(format),
    'exports.chats': ({ conversationId, format }) => transfer.exportChats(conversationId, format),
  };
}
