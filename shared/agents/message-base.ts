import * as z from 'zod';
import { tokenUsageSchema } from '../conversation.ts';
import { timeSchema } from '../text.ts';

/** The token usage of one model request. */
export const requestUsageSchema = z.strictObject({
  ...tokenUsageSchema.shape,
  /** The name of the model that answered. */
  model: z.string(),
  /** True for a cached answer: counted, not billed. */
  cached: z.boolean(),
});
export type RequestUsage = z.infer<typeof requestUsageSchema>;

/** The fields of every message and event. */
export const messageBase = {
  id: z.string().min(1),
  /** The name of the agent, team or person that sent it. */
  source: z.string().min(1),
  createdAt: timeSchema,
  /** The usage of its model request; null without one, or when the server did not report it. */
  modelsUsage: requestUsageSchema.nullable(),
  metadata: z.record(z.string(), z.string()),
};
