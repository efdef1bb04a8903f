import * as z from 'zod';
import { timeSchema } from '../text.ts';
import { userInputRequestedEventSchema } from './agent-events.ts';
import { requestUsageSchema } from './message-base.ts';
import { runBudgetSchema } from './run-budget.ts';
import { agentErrorSchema } from './task-result.ts';

/** A run of an agent or a team, as it is kept. interrupted: Tutee ended in the middle of it. */
export const agentRunSchema = z.strictObject({
  id: z.string().min(1),
  /** What was started; null when a program made it. It may be gone since. */
  teamId: z.string().nullable(),
  /** The agent's or the team's. */
  name: z.string().min(1),
  /** The chat in which it speaks; null: in none. */
  conversationId: z.string().nullable(),
  task: z.string(),
  status: z.enum(['running', 'complete', 'waiting', 'cancelled', 'failed', 'interrupted']),
  stopReason: z.string().nullable(),
  /** What people are asked. */
  requests: z.array(userInputRequestedEventSchema),
  /** Why it failed; null when it did not. */
  failure: agentErrorSchema.nullable(),
  /** The agents for whom a person speaks, by name. */
  takenOver: z.array(z.string()),
  /** Null: it began before there were budgets, or a program made it. */
  budget: runBudgetSchema.nullable(),
  /** How many messages and events were kept. */
  messages: z.int().nonnegative(),
  /** Whether its models' answers are kept. */
  recorded: z.boolean(),
  startedAt: timeSchema,
  updatedAt: timeSchema,
});
export type AgentRun = z.infer<typeof agentRunSchema>;

/** What requests of one agent to one model used together; those answered from the cache are counted apart. */
export const usageTotalSchema = z.strictObject({
  ...requestUsageSchema.shape,
  agent: z.string(),
  requests: z.int().positive(),
  /** Where the machine is, as YYYY-MM-DD. */
  day: z.string(),
});
export type UsageTotal = z.infer<typeof usageTotalSchema>;
