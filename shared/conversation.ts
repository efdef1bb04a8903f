import * as z from 'zod';
import { teamIdSchema } from './agents/saved-team-id.ts';
import { attachmentSchema } from './attachments/attachment.ts';
import { errorDataSchema } from './errors.ts';
import { citationSchema } from './knowledge/knowledge.ts';
import { cutReasonSchema, waitReasonSchema } from './models/reasons.ts';
import { rememberedSchema } from './memory/memory.ts';
import { receiptSummarySchema } from './memory/recall.ts';
import { modelChoiceSchema, providerIdSchema } from './models/provider.ts';
import { idSchema, timeSchema } from './text.ts';
import { toolCallSchema } from './tools/tool-call.ts';

export const conversationSchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  /** A temporary conversation is never written to disk and neither reads nor writes memory. */
  temporary: z.boolean(),
  /** The project it belongs to; null: none, as with every temporary one. */
  projectId: idSchema.nullable(),
  /** True: messages that say something private go to models that are not on this machine too. */
  sendsPrivate: z.boolean(),
  /** The model it has chosen; absent: the one of its project or of the settings. */
  model: modelChoiceSchema.exactOptional(),
  /** The agent that answers in it; absent: Tutee. */
  assistantId: teamIdSchema.exactOptional(),
  /** Listed before all others; absent: it is not. */
  pinned: z.literal(true).exactOptional(),
  /** In the archive, until its next message; absent: it is not. */
  archived: z.literal(true).exactOptional(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Conversation = z.infer<typeof conversationSchema>;

export const tokenUsageSchema = z.strictObject({
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  /** How many of the prompt's tokens the server had kept from an earlier request, which cost less; absent: none, or not said. */
  cachedPromptTokens: z.int().nonnegative().exactOptional(),
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

/** streaming: being written. stopped: by the user, or because the app closed while it was being written. */
export const messageStatusSchema = z.enum(['streaming', 'complete', 'stopped', 'failed']);

/** A node in the message tree of a conversation. */
export const messageSchema = z.strictObject({
  id: idSchema,
  conversationId: idSchema,
  parentId: idSchema.nullable(),
  /** The run of an agent or a team that it belongs to; null: none. */
  runId: idSchema.nullable(),
  role: z.enum(['user', 'assistant']),
  /** "You", or the name of the agent. */
  speaker: z.string(),
  text: z.string(),
  /** The output of a reasoning model, separate from the answer; empty when there is none. */
  reasoning: z.string(),
  status: messageStatusSchema,
  error: errorDataSchema.nullable(),
  /** The model that answered; null for the user and in memory mode. */
  model: z.string().nullable(),
  /** The provider of that model; absent: unknown, or none. */
  provider: providerIdSchema.exactOptional(),
  usage: tokenUsageSchema.nullable(),
  /** From sending to the end of the answer, in ms; null for what the user wrote, edited answers included. */
  durationMs: z.number().nonnegative().nullable(),
  /** Why the answer is not whole although it did not fail; null: it is whole. */
  cut: cutReasonSchema.nullable(),
  /** How many of the oldest messages were left out of its request, because the model cannot read them all. */
  shortened: z.int().nonnegative(),
  createdAt: timeSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** Why an answer is delayed. */
export const answerWaitSchema = z.strictObject({
  reason: waitReasonSchema,
  model: z.string(),
  /** limit, retry: the expected delay in ms when it began. busy, loading, silence: how long nothing has come. */
  ms: z.number().nonnegative(),
  /** When the delay began, in ms since 1970. */
  since: z.number().nonnegative(),
  /** When it is expected to end, in ms since 1970. Nobody knows for busy, loading and silence: the time of this notice. */
  until: z.number().nonnegative(),
  /** limit: the limit. retry, busy: how the last request failed. loading, silence: what is waited for. */
  content: z.string(),
});
export type AnswerWait = z.infer<typeof answerWaitSchema>;

/** The memory capture of one message. `error`: the reason of `failed`, or what `done` left out, if anything. */
export const captureStateSchema = z.strictObject({
  status: z.enum(['pending', 'done', 'failed']),
  error: errorDataSchema.nullable(),
});
export type CaptureState = z.infer<typeof captureStateSchema>;

/** A message with everything the chat shows with it. */
export const messageViewSchema = z.strictObject({
  ...messageSchema.shape,
  /** What this message taught: a user message, or an edited answer. */
  remembered: z.array(rememberedSchema),
  /** Null when it has no capture. */
  capture: captureStateSchema.nullable(),
  /** Which memories were sent with it (assistant messages); null when recall was off. */
  receipt: receiptSummarySchema.nullable(),
  /** Its position among its versions, from 1, and its neighbours there; null: it is the only one. */
  versions: z
    .strictObject({
      position: z.int().positive(),
      count: z.int().positive(),
      previous: idSchema.nullable(),
      next: idSchema.nullable(),
    })
    .nullable(),
  /** The answer that the user edited to make this one; null: it is not an edited answer. */
  original: idSchema.nullable(),
  /** How many earlier messages were left out of its request, because they are private and the model is on another machine. */
  leftOut: z.int().nonnegative(),
  /** The files attached to it (user messages), in order; absent: none. */
  attachments: z.array(attachmentSchema).min(1).exactOptional(),
  /** The calls of tools for this answer, in order; while one of them waits, so does the answer, which is `stopped` meanwhile. Absent: none. */
  calls: z.array(toolCallSchema).min(1).exactOptional(),
  /** The passages of the user's files that were given to the model, or that it shows itself, by number; absent: none. */
  passages: z.array(citationSchema).min(1).exactOptional(),
});
export type MessageView = z.infer<typeof messageViewSchema>;
