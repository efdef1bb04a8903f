import * as z from 'zod';
import { idSchema, timeSchema } from '../text.ts';
import { userInputRequestedEventSchema } from './agent-events.ts';
import { agentErrorSchema } from './task-result.ts';
import { budgetSchema, runBudgetSchema } from './run-budget.ts';
import { teamIdSchema } from './saved-team.ts';

/** What requests to models used, and what they cost as far as that is known. */
export const usageSumSchema = z.strictObject({
  requests: z.int().nonnegative(),
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  /** How many of `requests` were answered from what was kept. Their tokens are in `cachedTokens` and nowhere else. */
  cachedRequests: z.int().nonnegative(),
  cachedTokens: z.int().nonnegative(),
  /** In US dollars; null when what one of the models costs is not known. */
  cost: z.number().nonnegative().nullable(),
  /** What is known of the cost, and the models whose price is not. */
  knownCost: z.number().nonnegative(),
  unpriced: z.array(z.string()),
});

/**
 * running: it is on. paused: held before its next turn. waiting: for the people named in `requests`. interrupted: Tutee
 * was closed in the middle of it. All but running and complete can be resumed; whatever ended can be gone on with by
 * `runs.say`.
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

/** A run of an agent or a team, as the page shows it. */
export const runViewSchema = z.strictObject({
  id: idSchema,
  /** What was started. It may have been changed or deleted since: a run keeps the component it began with. */
  teamId: teamIdSchema.nullable(),
  /** The team's when it began. */
  name: z.string(),
  /** The chat in which it speaks. */
  conversationId: idSchema.nullable(),
  /** A run in a temporary chat is never written to disk. */
  temporary: z.boolean(),
  task: z.string(),
  status: runStatusSchema,
  /** Why it stopped, in words. */
  stopReason: z.string().nullable(),
  /** What people are asked; answered by `runs.answer`. */
  requests: z.array(userInputRequestedEventSchema),
  /** Why it failed, and whose fault it was. */
  failure: agentErrorSchema.nullable(),
  /** The agents for whom a person speaks, by name. */
  takenOver: z.array(z.string()),
  usage: usageSumSchema,
  /** What its requests may use and have used; null: it began before there were budgets. */
  budget: runBudgetSchema.nullable(),
  /** How many messages and events were kept. */
  messages: z.int().nonnegative(),
  /** Whether the models' answers are kept, to be replayed. */
  recorded: z.boolean(),
  startedAt: timeSchema,
  updatedAt: timeSchema,
});
export type RunView = z.infer<typeof runViewSchema>;

/** What a person answers: words, a decision about a tool call, the word to another agent, or a larger budget. */
export const runAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), text: z.string().max(200_000) }),
  z.strictObject({ type: z.literal('approve') }),
  /** Runs with these arguments (JSON text) instead. */
  z.strictObject({ type: z.literal('edit'), arguments: z.string().max(200_000) }),
  z.strictObject({ type: z.literal('reject'), reason: z.string().max(4_000) }),
  /** Says something and gives the word to this agent. */
  z.strictObject({
    type: z.literal('handoff'),
    target: z.string().min(1).max(200),
    text: z.string().max(200_000),
  }),
  /** Goes on with a larger budget: the new limits, as much again when none is given. */
  z.strictObject({ type: z.literal('raise'), ...budgetSchema.shape }),
]);
export type RunAnswer = z.infer<typeof runAnswerSchema>;
