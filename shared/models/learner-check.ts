import * as z from 'zod';

const count = z.int().nonnegative();

/** What came of the check of ten sentences that a model has to pass before it learns. */
export const learnerCheckSchema = z.strictObject({
  passed: z.boolean(),
  /** How many of the sentences that teach something were found. */
  found: count,
  /** How many teach something. */
  teaching: count,
  /** How many things the model made up, or took from sentences that teach nothing. */
  wrong: count,
  /** What the check cost. */
  usage: z.strictObject({ promptTokens: count, completionTokens: count }),
  /** True: it took too long and was ended. */
  slow: z.boolean(),
  /** In ms since 1970 UTC. */
  at: z.number(),
});
export type LearnerCheckResult = z.infer<typeof learnerCheckSchema>;
