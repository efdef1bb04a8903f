import * as z from 'zod';
import { memoryKindSchema, memoryScopeSchema } from './memory.ts';
import { idSchema, timeSchema } from '../text.ts';

/** standing: always considered (pinned, preferences, instructions). recalled: found by keyword and vector search. */
export const recallRouteSchema = z.enum(['standing', 'recalled']);
export type RecallRoute = z.infer<typeof recallRouteSchema>;

/**
 * What happened to a candidate. Only `used` ones are sent. overruled: the assistant or project has a memory of its own about the
 * same subject, which takes precedence over one that applies everywhere; or a newer one contradicts it, and the user has not said which holds.
 */
export const recallOutcomeSchema = z.enum([
  'used',
  'below_gate',
  'over_budget',
  'duplicate',
  'held_back',
  'overruled',
]);
export type RecallOutcome = z.infer<typeof recallOutcomeSchema>;

/** Who reads what is recalled: a model, which can pass over what does not help, or the user, as the answer itself. */
export type RecallAudience = 'model' | 'memory';

/**
 * Why a memory was sent. shapes: it shapes every answer. pinned: the user wants it always sent. bears: it bears on the request.
 * linked: it is about somebody or something that another one names. about_user: the request asks what is known of the user. few: a wish that
 * may matter, while there are few memories.
 */
export const recallReasonSchema = z.enum(['shapes', 'pinned', 'bears', 'linked', 'about_user', 'few']);
export type RecallReason = z.infer<typeof recallReasonSchema>;

/** How a candidate's score came about. Each part is 0..1 before weighting; `total` is the weighted sum. */
export const scorePartsSchema = z.strictObject({
  words: z.number(),
  meaning: z.number(),
  recency: z.number(),
  use: z.number(),
  pinned: z.number(),
  total: z.number(),
  /** How far it is of the part of life or kind of work that the request is about. Left out in older receipts, as all that follows. */
  domain: z.number().optional(),
  /** How far it bears on the request, and how far it had to. */
  bearing: z.number().optional(),
  needed: z.number().optional(),
  /** Of those that were used. */
  reason: recallReasonSchema.optional(),
});
export type ScoreParts = z.infer<typeof scorePartsSchema>;

export const recallCandidateSchema = z.strictObject({
  memoryId: idSchema,
  kind: memoryKindSchema,
  /** Where it applied when recalled. */
  scope: memoryScopeSchema,
  /** The text when it was recalled; empty when the memory was purged since. */
  text: z.string(),
  route: recallRouteSchema,
  outcome: recallOutcomeSchema,
  parts: scorePartsSchema,
  /** The cue that matched better than the text; null: none. */
  matchedCue: z.string().nullable(),
  updatedAt: timeSchema,
});
export type RecallCandidate = z.infer<typeof recallCandidateSchema>;

/** The full report of one recall, best candidate first. */
export const recallReportSchema = z.strictObject({
  query: z.string(),
  candidates: z.array(recallCandidateSchema),
  /** How far a memory has to bear on a request as a rule; what one needed is in its parts. */
  gate: z.number(),
  budgetTokens: z.int(),
  usedTokens: z.int(),
  tookMs: z.number(),
  /** The key of the embedder that was used; null for a keyword search only. */
  embedder: z.string().nullable(),
});
export type RecallReport = z.infer<typeof recallReportSchema>;

/** The summary of a receipt under an answer. */
export const receiptSummarySchema = z.strictObject({
  used: z.int().nonnegative(),
  leftOut: z.int().nonnegative(),
});
export type ReceiptSummary = z.infer<typeof receiptSummarySchema>;
