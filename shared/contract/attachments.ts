/**
 * Commands for files attached to messages. A file arrives in parts, as commands are limited in size, and is attached by the ids in
 * `chat.send` and `chat.edit`. What is never sent is deleted after a day.
 */
import * as z from 'zod';
import { attachmentSchema } from '../attachments/attachment.ts';
import { idSchema } from '../text.ts';
import { command, nothing } from './command.ts';
import { partDataSchema } from './transfer.ts';

const byId = z.strictObject({ attachmentId: idSchema });

export const attachmentCommands = {
  /**
   * Announces a file. Throws `invalid_input` for an empty or too large one, `busy` when too many arrive at once.
   * `temporary`: for a temporary chat; it is kept in memory and never written to disk.
   */
  'attachments.begin': command(
    z.strictObject({
      name: z.string().min(1).max(1_000),
      bytes: z.int().nonnegative(),
      temporary: z.boolean().default(false),
    }),
    z.strictObject({ uploadId: idSchema, partBytes: z.int().positive() }),
  ),
  /** Appends a part, in base64. Parts arrive in order; a repeated one is ignored. */
  'attachments.part': command(
    z.strictObject({
      uploadId: idSchema,
      offset: z.int().nonnegative(),
      data: partDataSchema,
    }),
    z.strictObject({ received: z.int().nonnegative() }),
  ),
  /** Reads the file that has arrived and keeps it. Throws `unreadable_file` with the reason, or `disk_full`. */
  'attachments.finish': command(
    z.strictObject({ uploadId: idSchema }),
    z.strictObject({ attachment: attachmentSchema }),
  ),
  /** Ends an upload. */
  'attachments.stop': command(z.strictObject({ uploadId: idSchema }), nothing),
  /** Deletes an attachment that no message has; does nothing to others. */
  'attachments.discard': command(byId, nothing),
  /** A part of the file itself, in base64, from `offset`; empty at its end. */
  'attachments.content': command(
    z.strictObject({ ...byId.shape, offset: z.int().nonnegative() }),
    z.strictObject({ data: partDataSchema }),
  ),
  /** The text that was read of a document; empty for an image. */
  'attachments.text': command(byId, z.strictObject({ text: z.string() })),
};
