import * as z from 'zod';
import { errorDataSchema } from './errors.ts';
import { rememberedSchema } from './memory/memory.ts';
import { receiptSummarySchema } from './memory/recall.ts';
import { idSchema, timeSchema } from './text.ts';

export const conversationSchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  /** A temporary conversation is never written to disk and neither reads nor writes memory. */
  temporary: z.boolean(),
  /** The project it belongs to; null: none, as with every temporary one. */
  projectId: idSchema.nullable(),
  /** True: messages that say something private go to models that are not on this machine too. */
  sendsPrivate: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Conversation = z.infer<typeof conversationSchema>;

export const tokenUsageSchema = z.strictObject({
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

/** streaming: still being written. stopped: the user stopped it, or Tutee ended while it was being written. */
export const messageStatusSchema = z.enum(['streaming', 'complete', 'stopped', 'failed']);

/** One node of a conversation's tree of messages. */
export const messageSchema = z.strictObject({
  id: idSchema,
  conversationId: idSchema,
  parentId: idSchema.nullable(),
  /** The run of an agent or a team in which it was said; null: in none. */
  runId: idSchema.nullable(),
  role: z.enum(['user', 'assistant']),
  /** "You", or the name of the agent that speaks. */
  speaker: z.string(),
  text: z.string(),
  /** What a reasoning model thought aloud, kept apart from the answer; empty when there was none. */
  reasoning: z.string(),
  status: messageStatusSchema,
  error: errorDataSchema.nullable(),
  /** The model that answered; null for the user and in memory mode. */
  model: z.string().nullable(),
  usage: tokenUsageSchema.nullable(),
  /** From sending to the end of the answer, in ms; null for what the user wrote, be it an answer they changed by hand. */
  durationMs: z.number().nonnegative().nullable(),
  createdAt: timeSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** Why nothing of an answer comes for a while. limit: requests are held back on this side. retry: the last one failed. */
export const answerWaitSchema = z.strictObject({
  reason: z.enum(['limit', 'retry']),
  model: z.string(),
  /** How long, as far as was known when it began, and when it is over, in ms since 1970. */
  ms: z.number().nonnegative(),
  until: z.number().nonnegative(),
  /** limit: how many requests in which time. retry: how the last one failed. */
  content: z.string(),
});
export type AnswerWait = z.infer<typeof answerWaitSchema>;

/** Learning from one user message. `failed` carries the reason, `done` what was left out, if anything; the chat goes on all the same. */
export const captureStateSchema = z.strictObject({
  status: z.enum(['pending', 'done', 'failed']),
  error: errorDataSchema.nullable(),
});
export type CaptureState = z.infer<typeof captureStateSchema>;

/** A message with everything the chat shows around it. */
export const messageViewSchema = z.strictObject({
  ...messageSchema.shape,
  /** What this message taught: the user's own, or an answer they changed. */
  remembered: z.array(rememberedSchema),
  /** Null when nothing was or will be learned from it. */
  capture: captureStateSchema.nullable(),
  /** Which memories were sent with it (assistant messages); null when recall was off. */
  receipt: receiptSummarySchema.nullable(),
  /** Its place among the versions of it, from 1, and its neighbours there; null: there is one only. */
  versions: z
    .strictObject({
      position: z.int().positive(),
      count: z.int().positive(),
      previous: idSchema.nullable(),
      next: idSchema.nullable(),
    })
    .nullable(),
  /** The answer that this one was made from by hand; null: it is no such version. */
  original: idSchema.nullable(),
  /** How many earlier messages were left out of its request: they say something private, and the model is not on this machine. */
  leftOut: z.int().nonnegative(),
});
export type MessageView = z.infer<typeof messageViewSchema>;
