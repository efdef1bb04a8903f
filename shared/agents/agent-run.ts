import * as z from 'zod';
import { timeSchema } from '../text.ts';
import { userInputRequestedEventSchema } from './agent-events.ts';
import { requestUsageSchema } from './message-base.ts';
import { runBudgetSchema } from './run-budget.ts';
import { agentErrorSchema } from './task-result.ts';

/** A stored run of an agent or a team. interrupted: the app closed while it was running. */
export const agentRunSchema = z.strictObject({
  id: z.string().min(1),
  /** The team or agent that was started, which may be deleted since; null: the run was started by a program. */
  teamId: z.string().nullable(),
  /** The name of the agent or team. */
  name: z.string().min(1),
  /** The chat it writes in; null: none. */
  conversationId: z.string().nullable(),
  task: z.string(),
  status: z.enum(['running', 'complete', 'waiting', 'cancelled', 'failed', 'interrupted']),
  stopReason: z.string().nullable(),
  /** The open requests to people. */
  requests: z.array(userInputRequestedEventSchema),
  /** Why it failed; null when it did not. */
  failure: agentErrorSchema.nullable(),
  /** Names of the agents that a person has taken over. */
  takenOver: z.array(z.string()),
  /** Null: it began before budgets existed, or a program started it. */
  budget: runBudgetSchema.nullable(),
  /** The number of stored messages and events. */
  messages: z.int().nonnegative(),
  /** Whether it is recorded for replay. */
  recorded: z.boolean(),
  startedAt: timeSchema,
  updatedAt: timeSchema,
});
export type AgentRun = z.infer<typeof agentRunSchema>;

/** The summed usage of one agent's requests to one model on one day. Cached requests have a sum of their own. */
export const usageTotalSchema = z.strictObject({
  ...requestUsageSchema.shape,
  agent: z.string(),
  requests: z.int().positive(),
  /** YYYY-MM-DD in local time. */
  day: z.string(),
});
export type UsageTotal = z.infer<typeof usageTotalSchema>;
