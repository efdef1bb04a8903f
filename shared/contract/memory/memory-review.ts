import * as z from 'zod';
import { memorySelectionSchema } from '../../memory/memory-filter.ts';
import { cueSchema, memoryKindSchema, memorySchema } from '../../memory/memory.ts';
import { filledText, idSchema, limits, timeSchema } from '../../text.ts';
import { command } from '../command.ts';
import { bulkChangeSchema, changedSchema } from '../memories.ts';

const page = z.strictObject({
  limit: z.int().min(1).max(200).default(50),
  offset: z.int().nonnegative().default(0),
});
const memoryText = filledText(limits.memoryText, 'A memory');

/** A pending memory, and what approving it would do now. */
export const reviewItemSchema = z.strictObject({
  memory: memorySchema,
  /**
   * new: adds it. replaces: it supersedes `others`. repeats: the first of `others` says the same and is confirmed instead.
   */
  effect: z.enum(['new', 'replaces', 'repeats']),
  others: z.array(memorySchema),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

/** Two active memories that contradict each other. */
export const memoryConflictSchema = z.strictObject({
  id: idSchema,
  older: memorySchema,
  newer: memorySchema,
  /** A plain sentence. */
  reason: z.string(),
  foundAt: timeSchema,
});
export type MemoryConflict = z.infer<typeof memoryConflictSchema>;

export const memoryReviewCommands = {
  /** Newest first. */
  'memories.review': command(page, z.strictObject({ items: z.array(reviewItemSchema), total: z.int() })),
  /** Skips memories that are not pending. The effect of each is determined again, because much may have changed. */
  'memories.approve': command(z.strictObject({ target: memorySelectionSchema }), bulkChangeSchema),
  /** Approves one memory with an edited text. */
  'memories.approveEdited': command(
    z.strictObject({
      id: idSchema,
      text: memoryText,
      kind: memoryKindSchema.optional(),
      cues: z.array(cueSchema).max(limits.cues).optional(),
    }),
    bulkChangeSchema,
  ),
  /** Moves memories to the bin; they are never proposed again. Skips memories that are not pending. */
  'memories.reject': command(z.strictObject({ target: memorySelectionSchema }), bulkChangeSchema),
  /**
   * Merges several memories, some of which may be pending: `keep` gets the cues and tags of the others and the given text, and
   * supersedes the others.
   */
  'memories.merge': command(
    z.strictObject({ ids: z.array(idSchema).min(2).max(20), keep: idSchema, text: memoryText.optional() }),
    changedSchema,
  ),
  /** Open conflicts, newest first. */
  'memories.conflicts': command(
    page,
    z.strictObject({ items: z.array(memoryConflictSchema), total: z.int() }),
  ),
  /** keep_newer, keep_older: that one supersedes the other. edit: the newer gets `text` and supersedes the older. */
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
