import * as z from 'zod';
import { idSchema } from '../../text.ts';
import { command, nothing } from '../command.ts';

/** The progress of a change of very many memories. Published only for changes that take long. */
export const changeProgressSchema = z.strictObject({
  changeId: idSchema,
  /** Memories processed and saved so far, of `total`. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** True: the change is complete or was stopped. */
  ended: z.boolean(),
});
export type ChangeProgress = z.infer<typeof changeProgressSchema>;

export const memoryChangingCommands = {
  /**
   * Stops a change of many memories in progress. What it did so far stays as one change, which its command returns. Ignored when it has
   * ended.
   */
  'memories.stopChange': command(z.strictObject({ changeId: idSchema }), nothing),
};

export const memoryChangingEvents = {
  'memories-changing': changeProgressSchema,
};
