import * as z from 'zod';
import { conversationSchema, messageViewSchema } from '../conversation.ts';
import { recallReportSchema } from '../memory/recall.ts';
import { filledText, idSchema, limits, optionalText, pastedTexts } from '../text.ts';
import { command } from './command.ts';
import { conversationPageSchema } from './conversations.ts';

const started = z.strictObject({
  conversation: conversationSchema,
  userMessage: messageViewSchema,
  /** The answer, still empty; it grows by events of the same id. */
  assistantMessage: messageViewSchema,
});
export type TurnStarted = z.infer<typeof started>;

/** What a message of the user's says: their words, and what they pasted beside them (see pasted-text.ts). */
const said = {
  text: optionalText(limits.messageText, 'The message'),
  pasted: pastedTexts,
};
const saysSomething = ({ text, pasted }: { text: string; pasted: readonly string[] }): boolean =>
  text !== '' || pasted.length > 0;
const empty = { error: 'The message is empty.', path: ['text'] };

export const chatCommands = {
  /**
   * Saves the user's message and starts the answer. Repeating a `requestId` answers with the turn already
   * started, so that a request repeated after a dropped connection never doubles a message.
   */
  'chat.send': command(
    z
      .strictObject({
        requestId: idSchema,
        /** Null starts a new conversation. */
        conversationId: idSchema.nullable(),
        ...said,
        temporary: z.boolean().default(false),
        /** Where a new conversation belongs; null: to no project. */
        projectId: idSchema.nullable().default(null),
      })
      .refine(saysSomething, empty),
    started,
  ),
  /** Stops the answer being written; what was written stays. False when there was nothing to stop. */
  'chat.stop': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({ stopped: z.boolean() }),
  ),
  /**
   * Sends a message of the user's in other words, as a version beside it, and answers that; the earlier version stays, with
   * what followed it. What it taught and is now said otherwise gives way, as `capture-changed` tells. `busy` while something
   * is answered in its chat. `requestId` as in `chat.send`.
   */
  'chat.edit': command(
    z.strictObject({ requestId: idSchema, messageId: idSchema, ...said }).refine(saysSomething, empty),
    started,
  ),
  /** Answers again, as a new branch beside the given answer. */
  'chat.retry': command(z.strictObject({ messageId: idSchema }), started),
  /**
   * Puts the user's own version in the place of the last answer, which is kept beside it. What they changed teaches, as
   * `capture-changed` tells; not in a temporary chat, while learning is paused, or when only what is told is remembered.
   */
  'chat.teachFromEdit': command(
    z.strictObject({ messageId: idSchema, text: filledText(limits.messageText, 'The answer') }),
    z.strictObject({ message: messageViewSchema }),
  ),
  /**
   * Shows another version of a message, with what followed it; what is said next goes on from there. `busy` while
   * something is answered in its chat.
   */
  'chat.showVersion': command(
    z.strictObject({ messageId: idSchema, limit: z.int().min(1).max(500).default(200) }),
    conversationPageSchema,
  ),
  /** The full account of the memories considered for an answer. */
  'chat.receipt': command(
    z.strictObject({ messageId: idSchema }),
    z.strictObject({ report: recallReportSchema }),
  ),
};
