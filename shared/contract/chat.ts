import * as z from 'zod';
import { answererSchema } from '../agents/introduction.ts';
import { attachmentLimits } from '../attachments/limits.ts';
import { conversationSchema, messageViewSchema } from '../conversation.ts';
import { recallReportSchema } from '../memory/recall.ts';
import { modelChoiceSchema, modelRefSchema } from '../models/provider.ts';
import { filledText, idSchema, limits, optionalText, pastedTexts } from '../text.ts';
import { callDecisionSchema } from '../tools/tool-call.ts';
import { command } from './command.ts';
import { conversationPageSchema } from './conversations.ts';

const started = z.strictObject({
  conversation: conversationSchema,
  userMessage: messageViewSchema,
  /** The answer, still empty; it grows by `message-delta` events with its id. */
  assistantMessage: messageViewSchema,
});
export type TurnStarted = z.infer<typeof started>;

/** The content of a user message: their words, what they pasted (see pasted-text.ts), and attached files by id. */
const said = {
  text: optionalText(limits.messageText, 'The message'),
  pasted: pastedTexts,
  attachments: z
    .array(idSchema)
    .max(attachmentLimits.perMessage, {
      error: `A message takes at most ${attachmentLimits.perMessage} files. Remove some of them.`,
    })
    .refine((ids) => new Set(ids).size === ids.length, { error: 'A file is attached twice.' })
    .default([]),
};
interface Said {
  readonly text: string;
  readonly pasted: readonly string[];
  readonly attachments: readonly string[];
}
const saysSomething = ({ text, pasted, attachments }: Said): boolean =>
  text !== '' || pasted.length > 0 || attachments.length > 0;
const empty = { error: 'The message is empty.', path: ['text'] };

export const chatCommands = {
  /**
   * Saves the user's message and starts the answer. Idempotent by `requestId`: repeating one returns the turn already started, so that a
   * retry after a dropped connection never duplicates a message.
   */
  'chat.send': command(
    z
      .strictObject({
        requestId: idSchema,
        /** Null starts a new conversation. */
        conversationId: idSchema.nullable(),
        ...said,
        temporary: z.boolean().default(false),
        /** The project of a new conversation; null: none. */
        projectId: idSchema.nullable().default(null),
        /** The model that a new conversation chooses; null: the one of its project or of the settings. */
        model: modelChoiceSchema.nullable().default(null),
        /** Who answers in a new conversation; null: whoever its project says, or Tutee. Throws `not_found` for an agent that is gone. */
        answerer: answererSchema.nullable().default(null),
      })
      .refine(saysSomething, empty),
    started,
  ),
  /** Stops the answer being written, which keeps its text so far. False when there was nothing to stop. */
  'chat.stop': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({ stopped: z.boolean() }),
  ),
  /**
   * Adds a new version of a user message, as its sibling, and starts its answer; the earlier version stays, with what followed it. What
   * only the earlier version taught and the new one contradicts is revised; `capture-changed` tells. Throws `busy` while the chat is being
   * answered. `requestId` as in `chat.send`.
   */
  'chat.edit': command(
    z.strictObject({ requestId: idSchema, messageId: idSchema, ...said }).refine(saysSomething, empty),
    started,
  ),
  /** Answers again, as a sibling of the given answer; with `model`, this once by that model. */
  'chat.retry': command(z.strictObject({ messageId: idSchema, model: modelRefSchema.optional() }), started),
  /**
   * Learns again from a message whose learning failed, or had to do without its model; `capture-changed` tells how it went. Throws
   * `invalid_input` when there is nothing to try again or learning is off.
   */
  'chat.learnAgain': command(
    z.strictObject({ messageId: idSchema }),
    z.strictObject({ message: messageViewSchema }),
  ),
  /** What the answers of a chat used, those of all its branches, and their cost at today's prices in US dollars. */
  'chat.usage': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({
      promptTokens: z.int().nonnegative(),
      completionTokens: z.int().nonnegative(),
      /** The sum of the known costs. */
      cost: z.number().nonnegative(),
      /** How many answers have no known cost. */
      unpriced: z.int().nonnegative(),
      answers: z.array(z.strictObject({ messageId: idSchema, cost: z.number().nonnegative().nullable() })),
    }),
  ),
  /**
   * Adds the user's version of the last answer, as its sibling. The difference is captured, as `capture-changed` tells; not in a temporary
   * chat, while learning is paused, or when `learning` is `told`.
   */
  'chat.teachFromEdit': command(
    z.strictObject({ messageId: idSchema, text: filledText(limits.messageText, 'The answer') }),
    z.strictObject({ message: messageViewSchema }),
  ),
  /**
   * Shows the branch through another version of a message; the chat continues from there. Throws `busy` while the chat is being answered.
   */
  'chat.showVersion': command(
    z.strictObject({ messageId: idSchema, limit: z.int().min(1).max(500).default(200) }),
    conversationPageSchema,
  ),
  /** A message with all its versions, oldest first. Throws `not_found`. */
  'chat.versions': command(
    z.strictObject({ messageId: idSchema }),
    z.strictObject({ messages: z.array(messageViewSchema) }),
  ),
  /**
   * Whether the user asked, in the shown branch, that nothing is kept for the time being. It ends when they say so in a message, such as
   * `keepAgain`.
   */
  'chat.offRecord': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({ offRecord: z.boolean() }),
  ),
  /**
   * What the model of an answer was told in short of the messages that it was not sent; null: nothing. The summary is written after the
   * first answer that left messages out.
   */
  'chat.summary': command(
    z.strictObject({ messageId: idSchema }),
    z.strictObject({ text: z.string().nullable() }),
  ),
  /**
   * Decides about a call of a tool that waits; with the last decision about an answer it goes on. Throws `not_found`; `invalid_input` when
   * the call does not wait any more or other arguments are no JSON object; `busy` while the chat is being answered.
   */
  'chat.decideCall': command(
    z.strictObject({ callId: idSchema, decision: callDecisionSchema }),
    z.strictObject({ message: messageViewSchema }),
  ),
  /** The recall report of an answer. Throws `not_found` without one. */
  'chat.receipt': command(
    z.strictObject({ messageId: idSchema }),
    z.strictObject({ report: recallReportSchema }),
  ),
};
