import * as z from 'zod';
import { errorDataSchema } from '#shared/errors.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelPrices } from '../usage/model-prices.ts';
import { usageOfRun } from '../usage/sum-usage.ts';

const usageSchema = z.strictObject({
  /** Cached answers included. */
  requests: z.int().nonnegative(),
  promptTokens: z.number().nonnegative(),
  completionTokens: z.number().nonnegative(),
  /** In US dollars, as far as usage was reported; null when the price of a model is unknown. */
  cost: z.number().nonnegative().nullable(),
});
/** What requests used, those of the judge included. */
export type EvalUsage = z.infer<typeof usageSchema>;

const checkResultSchema = z.strictObject({
  /** The check in a few words. */
  check: z.string(),
  passed: z.boolean(),
  score: z.number().min(0).max(1),
  reason: z.string(),
});
export type EvalCheckResult = z.infer<typeof checkResultSchema>;

export const evalTaskResultSchema = z.strictObject({
  id: z.string(),
  /** From 0. */
  repetition: z.int().nonnegative(),
  /**
   * checked: its checks say how it went. failed: the run, or the judge, ended with `error`; the score is 0. skipped: it did not
   * take place, or was cut off, because the evaluation was cancelled or its budget was used up; it counts for nothing.
   */
  status: z.enum(['checked', 'failed', 'skipped']),
  /** All checks passed. */
  passed: z.boolean(),
  /** The mean of the checks' scores. */
  score: z.number().min(0).max(1),
  output: z.string(),
  checks: z.array(checkResultSchema),
  error: errorDataSchema.nullable(),
  usage: usageSchema,
});
export type EvalTaskResult = z.infer<typeof evalTaskResultSchema>;

/** The result of an evaluation, to be saved as JSON and read back with this schema. */
export const evalResultSchema = z.strictObject({
  type: z.literal('EvalResult'),
  version: z.literal(1),
  /** Of the data set. */
  dataset: z.string(),
  /** Of what was evaluated. */
  name: z.string(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  /** complete: nothing was skipped. */
  status: z.enum(['complete', 'cancelled', 'budget']),
  /** Why it is not complete; null when it is. */
  stopReason: z.string().nullable(),
  /** In the order of the data set. */
  tasks: z.array(evalTaskResultSchema),
  /** The share of the tasks that took place and passed, and their mean score; null when none took place. */
  passRate: z.number().nullable(),
  score: z.number().nullable(),
  usage: usageSchema,
});
export type EvalResult = z.infer<typeof evalResultSchema>;

export const NO_USAGE: EvalUsage = { requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 };

export function usageOf(messages: readonly AgentMessage[], prices: ModelPrices): EvalUsage {
  const { requests, promptTokens, completionTokens, cost } = usageOfRun(messages, prices);
  return { requests, promptTokens, completionTokens, cost };
}

export function addUsage(a: EvalUsage, b: EvalUsage): EvalUsage {
  return {
    requests: a.requests + b.requests,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    cost: a.cost === null || b.cost === null ? null : a.cost + b.cost,
  };
}

/** The figures of a result, from its tasks. */
export function summed(tasks: readonly EvalTaskResult[]): Pick<EvalResult, 'passRate' | 'score' | 'usage'> {
  const counted = tasks.filter(({ status }) => status !== 'skipped');
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    passRate: mean(counted.map(({ passed }) => (passed ? 1 : 0))),
    score: mean(counted.map(({ score }) => score)),
    usage: tasks.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE),
  };
}
