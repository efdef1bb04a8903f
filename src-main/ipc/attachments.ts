import type { CommandHandlers } from '#shared/contract/commands.ts';
import { partBytes } from '#shared/contract/transfer.ts';
import type { Attachments } from '../attachments/attachments.ts';

type AttachmentHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `attachments.${string}`>>;

export function attachmentHandlers(attachments: Attachments): AttachmentHandlers {
  const { uploads } = attachments;
  return {
    'attachments.begin': ({ name, bytes, temporary }) => ({
      uploadId: uploads.begin(name, bytes, temporary),
      partBytes,
    }),
    'attachments.part': ({ uploadId, offset, data }) => ({
      received: uploads.part(uploadId, offset, Buffer.from(data, 'base64')),
    }),
    'attachments.finish': async ({ uploadId }) => ({ attachment: await attachments.finish(uploadId) }),
    'attachments.stop': ({ uploadId }) => {
      uploads.stop(uploadId);
      return {};
    },
    'attachments.discard': ({ attachmentId }) => {
      attachments.discard(attachmentId);
      return {};
    },
    'attachments.content': async ({ attachmentId, offset }) => ({
      data: (await attachments.content(attachmentId, offset, partBytes)).toString('base64'),
    }),
    'attachments.text': ({ attachmentId }) => ({ text: attachments.text(attachmentId) }),
  };
}
