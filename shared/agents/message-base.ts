import * as z from 'zod';
import { tokenUsageSchema } from '../conversation.ts';
import { timeSchema } from '../text.ts';

/** What one request to a model used. */
export const requestUsageSchema = z.strictObject({
  ...tokenUsageSchema.shape,
  /** Which model answered, by the name its client gives it. */
  model: z.string(),
  /** True for an answer that was kept from an earlier request: counted, not billed. */
  cached: z.boolean(),
});
export type RequestUsage = z.infer<typeof requestUsageSchema>;

/** What every message and event has. */
export const messageBase = {
  id: z.string().min(1),
  /** The name of the agent, team or person it comes from. */
  source: z.string().min(1),
  createdAt: timeSchema,
  /** What the request behind it used; null when none was made, or when the server did not say. */
  modelsUsage: requestUsageSchema.nullable(),
  metadata: z.record(z.string(), z.string()),
};
