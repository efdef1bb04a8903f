import * as z from 'zod';
import { memorySelectionSchema } from '../../memory/memory-filter.ts';
import { idSchema } from '../../text.ts';
import { command } from '../command.ts';

/** More memories than this at once are looked for only in the chats in which they were taught or used. */
export const mostSearched = 1_000;

/** What still contains the words of purged memories. */
export const remainsSchema = z.strictObject({
  /** Chats that contain the words, in a message, an attached file or the title; at most 100. */
  chats: z.array(
    z.strictObject({
      conversationId: idSchema,
      title: z.string(),
      /** How many of its messages contain them. */
      messages: z.int().nonnegative(),
      /** How many of those are answers made from the memory: they are deleted whole, because they may paraphrase it. */
      answers: z.int().nonnegative(),
      /** How many attached files contain them: they are taken out of the chat. */
      files: z.int().nonnegative(),
    }),
  ),
  /** Other memories that say the same; they are forgotten only by themselves. At most 50. */
  otherMemories: z.array(z.strictObject({ id: idSchema, text: z.string() })),
  /**
   * Names of prompts, projects, agents and skills that contain the words, and paths of files of knowledge folders that do; only the
   * user changes those. At most 50.
   */
  otherTexts: z.array(
    z.strictObject({ type: z.enum(['prompt', 'project', 'agent', 'skill', 'file']), name: z.string() }),
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
