import * as z from 'zod';
import { memorySelectionSchema } from '../../memory/memory-filter.ts';
import { idSchema } from '../../text.ts';
import { command } from '../command.ts';

/** What still contains the words of purged memories. */
export const remainsSchema = z.strictObject({
  /** Chats that contain the words, in a user message or an answer; at most 100. */
  chats: z.array(
    z.strictObject({
      conversationId: idSchema,
      title: z.string(),
      /** How many of its messages contain them. */
      messages: z.int().positive(),
      /** How many of those are answers made from the memory: they are deleted whole, because they may paraphrase it. */
      answers: z.int().nonnegative(),
    }),
  ),
  /** Paths of earlier backups and copies, which still contain the words until they are deleted. */
  backups: z.array(z.string()),
  /** Names of models that were sent the words; what their servers store is out of reach. */
  sentTo: z.array(z.string()),
});
export type Remains = z.infer<typeof remainsSchema>;

export const memoryForgettingCommands = {
  /** What `memories.purge` would delete, and where words would remain: for the confirmation dialog. */
  'memories.purgePreview': command(
    z.strictObject({ target: memorySelectionSchema }),
    z.strictObject({ memories: z.int().nonnegative(), ...remainsSchema.shape }),
  ),
  /**
   * Forgets for good: when this resolves, texts, cues, index entries, vectors, history, quotes and mentions in receipts are erased from
   * the database files. It cannot be undone. With `chats` the words are also redacted in chats. A large purge publishes
   * `memories-changing` and can be stopped by `memories.stopChange`.
   */
  'memories.purge': command(
    z.strictObject({ target: memorySelectionSchema, chats: z.boolean().default(false) }),
    z.strictObject({
      purged: z.int().nonnegative(),
      /** Memories not processed, because the purge was stopped; they are unchanged. */
      left: z.int().nonnegative(),
      remains: remainsSchema,
    }),
  ),
};
