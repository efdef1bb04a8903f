import * as z from 'zod';
import { memorySelectionSchema } from '../memory/memory-filter.ts';
import { cueSchema, memoryKindSchema, memorySchema } from '../memory/memory.ts';
import { filledText, idSchema, limits, timeSchema } from '../text.ts';
import { command } from './command.ts';
import { bulkChangeSchema, changedSchema } from './memories.ts';

const page = z.strictObject({
  limit: z.int().min(1).max(200).default(50),
  offset: z.int().nonnegative().default(0),
});
const memoryText = filledText(limits.memoryText, 'A memory');

/** A memory that waits for the user, and what approving it would do as things are now. */
export const reviewItemSchema = z.strictObject({
  memory: memorySchema,
  /**
   * new: it is added. replaces: `others` are superseded by it. repeats: the first of `others` says the same, and is
   * confirmed instead.
   */
  effect: z.enum(['new', 'replaces', 'repeats']),
  others: z.array(memorySchema),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

/** Two memories in use that contradict each other. */
export const memoryConflictSchema = z.strictObject({
  id: idSchema,
  older: memorySchema,
  newer: memorySchema,
  /** In plain words. */
  reason: z.string(),
  foundAt: timeSchema,
});
export type MemoryConflict = z.infer<typeof memoryConflictSchema>;

export const memoryReviewCommands = {
  /** Newest first. */
  'memories.review': command(page, z.strictObject({ items: z.array(reviewItemSchema), total: z.int() })),
  /** Others than pending ones are passed over. What each does is decided anew: much can have changed meanwhile. */
  'memories.approve': command(z.strictObject({ target: memorySelectionSchema }), bulkChangeSchema),
  /** Approves one memory in other words. */
  'memories.approveEdited': command(
    z.strictObject({
      id: idSchema,
      text: memoryText,
      kind: memoryKindSchema.optional(),
      cues: z.array(cueSchema).max(limits.cues).optional(),
    }),
    bulkChangeSchema,
  ),
  /** Into the bin, and never proposed again. Others than pending ones are passed over. */
  'memories.reject': command(z.strictObject({ target: memorySelectionSchema }), bulkChangeSchema),
  /**
   * Makes several memories, of which some may be pending, one: `keep` takes in the cues and tags of the others and the
   * text given; the others are superseded by it.
   */
  'memories.merge': command(
    z.strictObject({ ids: z.array(idSchema).min(2).max(20), keep: idSchema, text: memoryText.optional() }),
    changedSchema,
  ),
  /** Open ones, newest first. */
  'memories.conflicts': command(
    page,
    z.strictObject({ items: z.array(memoryConflictSchema), total: z.int() }),
  ),
  /** keep_newer, keep_older: that one supersedes the other. edit: the newer says `text` from now on and supersedes the older. */
  'memories.resolveConflict': command(
    z
      .strictObject({
        id: idSchema,
        resolution: z.enum(['keep_newer', 'keep_older', 'keep_both', 'edit']),
        text: memoryText.optional(),
      })
      .refine(({ resolution, text }) => (resolution === 'edit') === (text !== undefined), {
        error: 'Give the text to keep with "edit", and with nothing else.',
        path: ['text'],
      }),
    bulkChangeSchema,
  ),
};
