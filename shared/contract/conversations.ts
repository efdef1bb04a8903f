import * as z from 'zod';
import { conversationSchema, messageViewSchema } from '../conversation.ts';
import { nameText, idSchema, limits } from '../text.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });

export const conversationPageSchema = z.strictObject({
  conversation: conversationSchema,
  /** The shown branch, oldest first. */
  messages: z.array(messageViewSchema),
  /** True when there are messages before the first one given. */
  hasEarlier: z.boolean(),
});
export type ConversationPage = z.infer<typeof conversationPageSchema>;

export const conversationCommands = {
  /** Newest first, without temporary ones. */
  'conversations.list': command(
    z.strictObject({
      /** Left out: of all, and outside of them. */
      projectId: idSchema.optional(),
      limit: z.int().min(1).max(500).default(200),
      offset: z.int().nonnegative().default(0),
    }),
    z.strictObject({ items: z.array(conversationSchema), total: z.int() }),
  ),
  /** The last `limit` messages of the shown branch, or those before message `before`. */
  'conversations.open': command(
    z.strictObject({
      id: idSchema,
      limit: z.int().min(1).max(500).default(200),
      before: idSchema.optional(),
    }),
    conversationPageSchema,
  ),
  'conversations.rename': command(
    z.strictObject({ id: idSchema, title: nameText(limits.title, 'The title') }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Into a project, or (null) out of any. `invalid_input` for a temporary one. */
  'conversations.move': command(
    z.strictObject({ id: idSchema, projectId: idSchema.nullable() }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Whether messages of this chat that say something private may go to models that are not on this machine. */
  'conversations.sendPrivate': command(
    z.strictObject({ id: idSchema, allowed: z.boolean() }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Deletes the conversation and its messages. What was learned from it stays, with its quotation. */
  'conversations.remove': command(byId, nothing),
};
