/** What Tutee must be told before it can start: its database is empty, and there are backups of it. */
import * as z from 'zod';
import { backupSchema } from './backups.ts';
import { command, nothing } from './command.ts';

export const startQuestionSchema = z.strictObject({
  /** One or two plain sentences: what was found. */
  message: z.string(),
  /** The newest that there is. */
  newest: backupSchema.nullable(),
});
export type StartQuestion = z.infer<typeof startQuestionSchema>;

export const startingCommands = {
  /** Null: nothing is asked, Tutee runs. While something is asked every other command fails with what is asked. */
  'start.question': command(nothing, z.strictObject({ question: startQuestionSchema.nullable() })),
  /**
   * restore: the newest backup that is whole takes the place of what is there. empty: Tutee begins with nothing; the backups
   * stay. Pages load anew. `not_found` when nothing is asked.
   */
  'start.answer': command(z.strictObject({ choice: z.enum(['restore', 'empty']) }), nothing),
};
