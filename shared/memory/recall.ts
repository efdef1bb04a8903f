import * as z from 'zod';
import { memoryKindSchema, memoryScopeSchema } from './memory.ts';
import { idSchema, timeSchema } from '../text.ts';

/** standing: always considered (pinned, preferences, instructions). recalled: found by keyword and vector search. */
export const recallRouteSchema = z.enum(['standing', 'recalled']);
export type RecallRoute = z.infer<typeof recallRouteSchema>;

/**
 * What happened to a candidate. Only `used` ones are sent. overruled: the assistant or project has a memory of its own about the
 * same subject, which takes precedence over one that applies everywhere.
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

/** The parts of a candidate's score. Each is 0..1 before weighting; `total` is the weighted sum. */
export const scorePartsSchema = z.strictObject({
  words: z.number(),
  meaning: z.number(),
  recency: z.number(),
  use: z.number(),
  pinned: z.number(),
  total: z.number(),
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
  /** The minimum total score of the recalled route. */
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
