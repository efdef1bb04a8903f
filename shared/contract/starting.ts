/** The question that must be answered before the app can start: its database is empty, and there are backups. */
import * as z from 'zod';
import { backupSchema } from './backups.ts';
import { command, nothing } from './command.ts';

export const startQuestionSchema = z.strictObject({
  /** What was found; one or two plain sentences. */
  message: z.string(),
  /** The newest backup. */
  newest: backupSchema.nullable(),
});
export type StartQuestion = z.infer<typeof startQuestionSchema>;

export const startingCommands = {
  /** Null: the app has started. While there is a question, every other command fails with it. */
  'start.question': command(nothing, z.strictObject({ question: startQuestionSchema.nullable() })),
  /**
   * restore: replaces the database by the newest complete backup. empty: starts with an empty database; the backups stay. Pages reload.
   * Throws `not_found` when there is no question.
   */
  'start.answer': command(z.strictObject({ choice: z.enum(['restore', 'empty']) }), nothing),
};
