/** Making memories comparable by another embedder, in the background. Until it is done recall goes on with the earlier one. */
import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { command, nothing } from './command.ts';

export const comparingStateSchema = z.strictObject({
  /** waiting: it failed, and is tried again by itself after a while. idle: everything is there. */
  state: z.enum(['idle', 'working', 'paused', 'waiting']),
  /** Texts made comparable and texts in all; both 0 when idle, or when it is not known yet. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Why it waits. */
  error: errorDataSchema.nullable(),
});
export type ComparingState = z.infer<typeof comparingStateSchema>;

export const comparingCommands = {
  'comparing.state': command(nothing, comparingStateSchema),
  /** Until resumed, another embedder is chosen or Tutee starts anew. Changes nothing when nothing is under way. */
  'comparing.pause': command(nothing, comparingStateSchema),
  /** Goes on, or tries again at once. */
  'comparing.resume': command(nothing, comparingStateSchema),
};

export const comparingEvents = {
  /** Told as often as a person could see a difference. */
  'comparing-changed': comparingStateSchema,
};
