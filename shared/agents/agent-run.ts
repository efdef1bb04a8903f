import * as z from 'zod';
import { timeSchema } from '../text.ts';
import { requestUsageSchema } from './message-base.ts';

/** A run of an agent or a team, as it is kept. running: it is on, or Tutee ended in the middle of it. */
export const agentRunSchema = z.strictObject({
  id: z.string().min(1),
  /** The agent's or the team's. */
  name: z.string().min(1),
  task: z.string(),
  status: z.enum(['running', 'complete', 'waiting', 'cancelled', 'failed']),
  stopReason: z.string().nullable(),
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
