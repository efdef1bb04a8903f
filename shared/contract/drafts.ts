import * as z from 'zod';
import { idSchema, limits, untrimmedText } from '../text.ts';
import { command, nothing } from './command.ts';

/** Where something is typed: in a chat, or for the one that it will begin, in a project or in none. */
export const draftPlaceSchema = z.strictObject({
  /** Null: a new one. */
  conversationId: idSchema.nullable(),
  /** Of a new one; null: none. */
  projectId: idSchema.nullable(),
});
export type DraftPlace = z.infer<typeof draftPlaceSchema>;

export const draftSchema = z.strictObject({ ...draftPlaceSchema.shape, text: z.string() });
export type Draft = z.infer<typeof draftSchema>;

/** With what is pasted in it, as `withPasted` writes it. */
export const longestDraft = limits.messageText + limits.pastedText + 10_000;

export const draftCommands = {
  /** All that is typed and not sent. Of temporary chats nothing is kept. */
  'drafts.list': command(nothing, z.strictObject({ drafts: z.array(draftSchema) })),
  /** Keeps what is typed in the place of what was; empty: nothing. `not_found` for a temporary chat and one that is gone. */
  'drafts.put': command(
    z.strictObject({ ...draftPlaceSchema.shape, text: untrimmedText(longestDraft, 'The draft') }),
    nothing,
  ),
};
