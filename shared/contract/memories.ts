import * as z from 'zod';
import {
  memoryChangesSchema,
  memoryCountsSchema,
  memoryFilterSchema,
  memorySelectionSchema,
  memorySortSchema,
} from '../memory/memory-filter.ts';
import {
  cueSchema,
  memoryEventSchema,
  memoryKindSchema,
  memorySchema,
  memoryScopeSchema,
} from '../memory/memory.ts';
import { recallReportSchema } from '../memory/recall.ts';
import { filledText, idSchema, limits, timeSchema } from '../text.ts';
import { command } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const memoryText = filledText(limits.memoryText, 'A memory');
const cues = z.array(cueSchema).max(limits.cues, { error: `A memory can have at most ${limits.cues} cues.` });

/** Memories that one command did something to are answered in full up to so many; beyond it only their number is. */
export const mostAnswered = 200;

/** What one change did to many memories. */
export const bulkChangeSchema = z.strictObject({
  /** Undoes all of it at once; null when nothing changed. */
  changeId: idSchema.nullable(),
  changed: z.int().nonnegative(),
  /** Those it does not apply to or would change nothing in, such as pausing a forgotten memory. */
  skipped: z.int().nonnegative(),
  /** Those it did not come to, since it was stopped. */
  left: z.int().nonnegative(),
  /** As they are now, at most 200. */
  memories: z.array(memorySchema),
});
export type BulkChange = z.infer<typeof bulkChangeSchema>;

/** What a change did; `changeId` undoes it as one, however many memories it touched. */
export const changedSchema = z.strictObject({ memory: memorySchema, changeId: idSchema });

export const memoryDetailSchema = z.strictObject({
  memory: memorySchema,
  /** Null when the source is not a chat or the chat was deleted. */
  sourceConversation: z.strictObject({ id: idSchema, title: z.string() }).nullable(),
  /** Others of the same subject, and those nearest in words and meaning; at most 8. */
  related: z.array(z.strictObject({ memory: memorySchema, by: z.enum(['subject', 'likeness']) })),
  /** The latest answers it was sent with, newest first, at most 20. */
  uses: z.array(
    z.strictObject({
      conversationId: idSchema,
      conversationTitle: z.string(),
      messageId: idSchema,
      at: timeSchema,
    }),
  ),
});
export type MemoryDetail = z.infer<typeof memoryDetailSchema>;

export const memoryCommands = {
  /** One page of the memories that a filter finds, and how many each filter would show. */
  'memories.list': command(
    z.strictObject({
      ...memoryFilterSchema.shape,
      /** Left out: relevance with a query, newest without. */
      sort: memorySortSchema.optional(),
      limit: z.int().min(1).max(500).default(100),
      offset: z.int().nonnegative().default(0),
    }),
    z.strictObject({ items: z.array(memorySchema), total: z.int(), counts: memoryCountsSchema }),
  ),
  'memories.get': command(byId, memoryDetailSchema),
  /** Teaches from the Teach dialog. Without a kind, rules choose one; without a scope, it applies everywhere. */
  'memories.teach': command(
    z.strictObject({
      text: memoryText,
      kind: memoryKindSchema.optional(),
      cues: cues.optional(),
      scope: memoryScopeSchema.optional(),
    }),
    changedSchema,
  ),
  /** Fields left out stay as they are. */
  'memories.edit': command(
    z.strictObject({
      id: idSchema,
      text: memoryText.optional(),
      kind: memoryKindSchema.optional(),
      cues: cues.optional(),
    }),
    changedSchema,
  ),
  /** Changes many memories as one change. Those it does not apply to are passed over and counted. */
  'memories.update': command(
    z.strictObject({ target: memorySelectionSchema, changes: memoryChangesSchema }),
    bulkChangeSchema,
  ),
  'memories.pause': command(z.strictObject({ id: idSchema, paused: z.boolean() }), changedSchema),
  'memories.pin': command(z.strictObject({ id: idSchema, pinned: z.boolean() }), changedSchema),
  /**
   * "That's wrong", said of a memory that an answer used: what is right takes its place, with the answer as its source.
   * Throws `not_found` for a message that is not there or belongs to a temporary chat.
   */
  'memories.correct': command(
    z.strictObject({ id: idSchema, text: memoryText, messageId: idSchema }),
    changedSchema,
  ),
  'memories.forget': command(byId, changedSchema),
  'memories.restore': command(byId, changedSchema),
  /**
   * Takes one change back, in every memory it touched; `changed_since` when one of them was changed again. What a killed
   * process left of it is taken back by the next call.
   */
  'memories.undo': command(
    z.strictObject({ changeId: idSchema }),
    z.strictObject({
      changed: z.int().nonnegative(),
      /** Those of a very large change that were changed again while it was taken back: they stay as they are. */
      kept: z.int().nonnegative(),
      /** Those it did not come to, since it was stopped; the same command takes them back. */
      left: z.int().nonnegative(),
      /** At most 200. */
      memories: z.array(memorySchema),
    }),
  ),
  /** False: no memory that the change touched is there any more, so that there is nothing it could be taken back in. */
  'memories.undoable': command(
    z.strictObject({ changeId: idSchema }),
    z.strictObject({ undoable: z.boolean() }),
  ),
  /** Newest first. */
  'memories.history': command(byId, z.strictObject({ events: z.array(memoryEventSchema) })),
  /**
   * Would this be found? Recalls for a question without sending or counting anything, as it would be asked there; without a
   * scope, of all memories wherever they apply.
   */
  'memories.preview': command(
    z.strictObject({
      query: filledText(limits.searchQuery, 'The question'),
      scope: memoryScopeSchema.optional(),
    }),
    z.strictObject({ report: recallReportSchema }),
  ),
};
