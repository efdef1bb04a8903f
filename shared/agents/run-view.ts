import * as z from 'zod';
import { idSchema, timeSchema } from '../text.ts';
import { userInputRequestedEventSchema } from './agent-events.ts';
import { agentErrorSchema } from './task-result.ts';
import { budgetSchema, runBudgetSchema } from './run-budget.ts';
import { teamIdSchema } from './saved-team-id.ts';

/** Summed usage and cost of model requests. */
export const usageSumSchema = z.strictObject({
  requests: z.int().nonnegative(),
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  /** How many of `requests` were answered from the cache. Their tokens are in `cachedTokens` only. */
  cachedRequests: z.int().nonnegative(),
  cachedTokens: z.int().nonnegative(),
  /** In US dollars; null when the price of one of the models is unknown. */
  cost: z.number().nonnegative().nullable(),
  /** The cost of the models with a known price, and the names of the others. */
  knownCost: z.number().nonnegative(),
  unpriced: z.array(z.string()),
});

/**
 * paused: held before its next turn. waiting: for answers to `requests`. interrupted: the app closed while it was running. All but
 * running and complete can be resumed; any ended run can be continued with `runs.say`.
 */
export const runStatusSchema = z.enum([
  'running',
  'paused',
  'waiting',
  'complete',
  'failed',
  'cancelled',
  'interrupted',
]);
export type RunStatus = z.infer<typeof runStatusSchema>;

/** A run of an agent or a team for the page. */
export const runViewSchema = z.strictObject({
  id: idSchema,
  /** The team or agent that was started. It may be changed or deleted since: a run keeps the component it began with. */
  teamId: teamIdSchema.nullable(),
  /** The team's name when the run began. */
  name: z.string(),
  /** The chat it writes in. */
  conversationId: idSchema.nullable(),
  /** A run in a temporary chat is never written to disk. */
  temporary: z.boolean(),
  task: z.string(),
  status: runStatusSchema,
  /** Why it stopped, as a sentence. */
  stopReason: z.string().nullable(),
  /** The open requests to people; answered by `runs.answer`. */
  requests: z.array(userInputRequestedEventSchema),
  /** Why it failed, and which agent caused it. */
  failure: agentErrorSchema.nullable(),
  /** Names of the agents that a person has taken over. */
  takenOver: z.array(z.string()),
  usage: usageSumSchema,
  /** Null: it began before budgets existed. */
  budget: runBudgetSchema.nullable(),
  /** The number of stored messages and events. */
  messages: z.int().nonnegative(),
  /** Whether it is recorded for replay. */
  recorded: z.boolean(),
  startedAt: timeSchema,
  updatedAt: timeSchema,
});
export type RunView = z.infer<typeof runViewSchema>;

/** A person's answer: a message, a decision about a tool call, a handoff to another agent, or a larger budget. */
export const runAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), text: z.string().max(200_000) }),
  z.strictObject({ type: z.literal('approve') }),
  /** Approves the call with these arguments (JSON text) instead. */
  z.strictObject({ type: z.literal('edit'), arguments: z.string().max(200_000) }),
  z.strictObject({ type: z.literal('reject'), reason: z.string().max(4_000) }),
  /** Says something and hands off to this agent. */
  z.strictObject({
    type: z.literal('handoff'),
    target: z.string().min(1).max(200),
    text: z.string().max(200_000),
  }),
  /** Continues with these limits; doubles the budget when none are given. */
  z.strictObject({ type: z.literal('raise'), ...budgetSchema.shape }),
]);
export type RunAnswer = z.infer<typeof runAnswerSchema>;
