import * as z from 'zod';
import { memoryKindSchema, memoryScopeSchema } from './memory.ts';
import { idSchema, timeSchema } from '../text.ts';

/** standing: always considered (pinned, preferences, instructions). recalled: found by words and meaning. */
export const recallRouteSchema = z.enum(['standing', 'recalled']);
export type RecallRoute = z.infer<typeof recallRouteSchema>;

/**
 * What became of a candidate. Only `used` ones are sent. overruled: an assistant or a project that is searched has a memory of
 * its own about the same, which goes before what applies everywhere.
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

/** How a candidate's score came about. Each part is 0..1 before weighting; `total` is the weighted sum. */
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
  /** The text as it was when recalled; empty when the memory was forgotten for good since. */
  text: z.string(),
  route: recallRouteSchema,
  outcome: recallOutcomeSchema,
  parts: scorePartsSchema,
  /** The cue that brought it to mind, when a cue matched better than the text. */
  matchedCue: z.string().nullable(),
  updatedAt: timeSchema,
});
export type RecallCandidate = z.infer<typeof recallCandidateSchema>;

/** The whole account of one recall, best candidate first. */
export const recallReportSchema = z.strictObject({
  query: z.string(),
  candidates: z.array(recallCandidateSchema),
  /** The least total score that the recalled route lets through. */
  gate: z.number(),
  budgetTokens: z.int(),
  usedTokens: z.int(),
  tookMs: z.number(),
  /** Which embedder compared meanings; null when only words were compared. */
  embedder: z.string().nullable(),
});
export type RecallReport = z.infer<typeof recallReportSchema>;

/** What the chat shows under an answer before it is opened. */
export const receiptSummarySchema = z.strictObject({
  used: z.int().nonnegative(),
  leftOut: z.int().nonnegative(),
});
export type ReceiptSummary = z.infer<typeof receiptSummarySchema>;
