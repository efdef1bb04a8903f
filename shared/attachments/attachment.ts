/**
 * Files attached to a message. They are material: what is in them never teaches, orders or titles anything, and recall does not search by
 * it. A model gets the text of a document, or the picture itself.
 */
import * as z from 'zod';
import { idSchema, timeSchema } from '../text.ts';

/** table: a spreadsheet. text: plain text of any kind, code and CSV too. */
export const attachmentKindSchema = z.enum(['image', 'pdf', 'document', 'table', 'text']);
export type AttachmentKind = z.infer<typeof attachmentKindSchema>;

export const attachmentSchema = z.strictObject({
  id: idSchema,
  /** One line, without folders; for display only. */
  name: z.string().min(1),
  kind: attachmentKindSchema,
  /** By its content, such as `image/png`; never by its name. */
  mediaType: z.string().min(1),
  bytes: z.int().positive(),
  /** What it costs in a request when all of it is sent, estimated. */
  tokens: z.int().nonnegative(),
  /** What was left out when it was read, in words; null: nothing. */
  cut: z.string().nullable(),
  createdAt: timeSchema,
});
export type Attachment = z.infer<typeof attachmentSchema>;
