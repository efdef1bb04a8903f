import * as z from 'zod';
import { answererSchema } from '../agents/introduction.ts';
import { conversationSchema, messageViewSchema } from '../conversation.ts';
import { modelChoiceSchema } from '../models/provider.ts';
import { filledText, nameText, idSchema, limits } from '../text.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });

export const conversationPageSchema = z.strictObject({
  conversation: conversationSchema,
  /** The shown branch, oldest first. */
  messages: z.array(messageViewSchema),
  /** True when there are messages before the first one returned. */
  hasEarlier: z.boolean(),
});
export type ConversationPage = z.infer<typeof conversationPageSchema>;

export const conversationCommands = {
  /** Pinned ones first, then newest first, without temporary ones. */
  'conversations.list': command(
    z.strictObject({
      /** Absent: conversations of all projects and of none. */
      projectId: idSchema.optional(),
      /** True: those in the archive; false: all others. */
      archived: z.boolean().default(false),
      limit: z.int().min(1).max(500).default(200),
      offset: z.int().nonnegative().default(0),
    }),
    z.strictObject({ items: z.array(conversationSchema), total: z.int() }),
  ),
  /** Searches titles and messages of all saved chats, imported ones too, for words and parts of words; newest chats first. */
  'conversations.search': command(
    z.strictObject({
      query: filledText(limits.searchQuery, 'The search'),
      limit: z.int().min(1).max(100).default(20),
    }),
    z.strictObject({
      items: z.array(
        z.strictObject({
          conversation: conversationSchema,
          /** The newest message with all the words; null: the title has them. */
          messageId: idSchema.nullable(),
          /** What is around the first word; empty for a title. */
          excerpt: z.string(),
        }),
      ),
    }),
  ),
  /** Finds a text in the shown branch of a chat, in what models thought too; oldest message first. */
  'conversations.find': command(
    z.strictObject({ id: idSchema, query: filledText(limits.searchQuery, 'The search') }),
    z.strictObject({
      items: z.array(
        z.strictObject({
          messageId: idSchema,
          /** How often it occurs in the text of the message, and in what was thought before it. */
          inText: z.int().nonnegative(),
          inReasoning: z.int().nonnegative(),
        }),
      ),
    }),
  ),
  /** The last `limit` messages of the shown branch; with `before`, the last ones before that message. */
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
  /** Moves it into a project; null: out of its project. Throws `invalid_input` for a temporary one. */
  'conversations.move': command(
    z.strictObject({ id: idSchema, projectId: idSchema.nullable() }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Sets whether private messages of this chat may be sent to models on other machines. */
  'conversations.sendPrivate': command(
    z.strictObject({ id: idSchema, allowed: z.boolean() }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Chooses the model and the parameters of its next answers; null: those of its project or of the settings. */
  'conversations.chooseModel': command(
    z.strictObject({ id: idSchema, model: modelChoiceSchema.nullable() }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Chooses who gives its next answers. Throws `not_found` for an agent that is gone, `invalid_input` for a team. */
  'conversations.chooseAnswerer': command(
    z.strictObject({ id: idSchema, answerer: answererSchema }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Lists it before all others, or in its place again. */
  'conversations.pin': command(
    z.strictObject({ id: idSchema, pinned: z.boolean() }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Puts it into the archive, where it is found but not listed, or takes it out. Its next message takes it out too. */
  'conversations.archive': command(
    z.strictObject({ id: idSchema, archived: z.boolean() }),
    z.strictObject({ conversation: conversationSchema }),
  ),
  /** Deletes it with its messages; for a minute `conversations.restore` brings all back. Memories it taught stay, with their quotes. */
  'conversations.delete': command(byId, nothing),
  /** Throws `not_found` when it is gone for good. */
  'conversations.restore': command(byId, z.strictObject({ conversation: conversationSchema })),
  /** Deletes the conversation and its messages at once and for good. Memories it taught stay, with their quotes. */
  'conversations.remove': command(byId, nothing),
};
