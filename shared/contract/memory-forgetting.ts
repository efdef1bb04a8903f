import * as z from 'zod';
import { memorySelectionSchema } from '../memory/memory-filter.ts';
import { idSchema } from '../text.ts';
import { command } from './command.ts';

/** What still holds the words of memories that are forgotten for good. */
export const remainsSchema = z.strictObject({
  /** Chats in which the words stand, as the user's own or in an answer; at most 100. */
  chats: z.array(
    z.strictObject({
      conversationId: idSchema,
      title: z.string(),
      /** How many of its messages say it. */
      messages: z.int().positive(),
      /** How many of those are answers that were made of it: they go whole, since their words may be other than the memory's. */
      answers: z.int().nonnegative(),
    }),
  ),
  /** Paths of backups and copies made earlier: delete them to be rid of the words there too. */
  backups: z.array(z.string()),
  /** Names of models that were sent it: what their servers keep is out of reach. */
  sentTo: z.array(z.string()),
});
export type Remains = z.infer<typeof remainsSchema>;

export const memoryForgettingCommands = {
  /** What "forget for good" would take, and where words would remain: for the dialog that asks first. */
  'memories.purgePreview': command(
    z.strictObject({ target: memorySelectionSchema }),
    z.strictObject({ memories: z.int().nonnegative(), ...remainsSchema.shape }),
  ),
  /**
   * Forgets for good: texts, cues, words, vectors, history, quotations and mentions in receipts are gone from the database
   * files when this answers. It cannot be undone. With `chats` the words are also taken out of the chats. Very many are told of
   * by `memories-changing`, and `memories.stopChange` keeps those that were not come to.
   */
  'memories.purge': command(
    z.strictObject({ target: memorySelectionSchema, chats: z.boolean().default(false) }),
    z.strictObject({
      purged: z.int().nonnegative(),
      /** Those it did not come to, since it was stopped: they are as they were. */
      left: z.int().nonnegative(),
      remains: remainsSchema,
    }),
  ),
};
