import * as z from 'zod';
import { idSchema } from '../text.ts';
import { command, nothing } from './command.ts';

/** How far a change of very many memories is. Told for those that take long only. */
export const changeProgressSchema = z.strictObject({
  changeId: idSchema,
  /** Memories looked at so far, of `total`; what was done in them is saved. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** True: nothing more will be done, be it that all are or that it was stopped. */
  ended: z.boolean(),
});
export type ChangeProgress = z.infer<typeof changeProgressSchema>;

export const memoryChangingCommands = {
  /**
   * Stops a change of many memories that is under way. What it did so far stays and is one change, which its command answers;
   * nothing happens when it has ended.
   */
  'memories.stopChange': command(z.strictObject({ changeId: idSchema }), nothing),
};

export const memoryChangingEvents = {
  'memories-changing': changeProgressSchema,
};
