import * as z from 'zod';
import { longestDraft } from '../limits.ts';
import { idSchema, untrimmedText } from '../text.ts';
import { command, nothing } from './command.ts';

/** The composer that a draft belongs to: of a chat, or of a new chat in a project or in none. */
export const draftPlaceSchema = z.strictObject({
  /** Null: a new chat. */
  conversationId: idSchema.nullable(),
  /** The project of a new chat; null: none. */
  projectId: idSchema.nullable(),
});
export type DraftPlace = z.infer<typeof draftPlaceSchema>;

export const draftSchema = z.strictObject({ ...draftPlaceSchema.shape, text: z.string() });
export type Draft = z.infer<typeof draftSchema>;

export const draftCommands = {
  /** All drafts. Temporary chats have none. */
  'drafts.list': command(nothing, z.strictObject({ drafts: z.array(draftSchema) })),
  /** Replaces the draft; an empty text deletes it. Throws `not_found` for a temporary or deleted chat. */
  'drafts.put': command(
    z.strictObject({ ...draftPlaceSchema.shape, text: untrimmedText(longestDraft, 'The draft') }),
    nothing,
  ),
};
