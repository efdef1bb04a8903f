/** Calls of tools by models, each with its arguments, decision and result. */
import * as z from 'zod';
import { idSchema, timeSchema } from '../text.ts';

/**
 * waiting: the user decides. approved: it runs as soon as the others of its answer are decided. refused: by the user, or never allowed.
 * stopped: the answer was stopped, or Tutee closed, before its result came; it is not repeated.
 */
export const toolCallStatusSchema = z.enum([
  'waiting',
  'approved',
  'running',
  'done',
  'failed',
  'refused',
  'stopped',
]);

/** How much of a result a page is given at once, in UTF-16 units. */
export const SHOWN_RESULT = 4_000;

export const toolCallSchema = z.strictObject({
  id: idSchema,
  /** The answer that it belongs to. */
  messageId: idSchema,
  conversationId: idSchema,
  /** The name of its server at the time; empty: one of Tutee's own tools, or a name that nobody has. */
  server: z.string(),
  /** The server's name of the tool. */
  tool: z.string(),
  /** JSON, as far as the model got it right. */
  arguments: z.string(),
  /** What the tool claims: that it only reads. */
  readOnly: z.boolean(),
  /** private: asked although the tool is allowed, because the chat has something private. */
  asked: z.enum(['no', 'yes', 'private']),
  status: toolCallStatusSchema,
  /** Its beginning, at most SHOWN_RESULT; empty: none yet, or forgotten for good. */
  result: z.string(),
  /** The length of the whole result. */
  resultLength: z.int().nonnegative(),
  at: timeSchema,
  /** Null: not ended. */
  endedAt: timeSchema.nullable(),
  /** It changed a file, which can be made what it was before, or was. Absent: it changed none that Tutee knows of. */
  change: z.enum(['made', 'undone']).exactOptional(),
});
export type ToolCall = z.infer<typeof toolCallSchema>;

/** The user's decision about a waiting call, and how long it holds: this once, in this chat, or always. */
export const callDecisionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('approve'),
    /** JSON of other arguments; absent: those of the model. */
    arguments: z.string().max(200_000).exactOptional(),
    holds: z.enum(['once', 'chat', 'always']).default('once'),
    /** Of the change of a file that the user was shown: if it would be another meanwhile, nothing is written. Absent: none was shown. */
    seen: z.string().max(64).exactOptional(),
  }),
  z.strictObject({ type: z.literal('refuse'), holds: z.enum(['once', 'always']).default('once') }),
]);
export type CallDecision = z.infer<typeof callDecisionSchema>;
