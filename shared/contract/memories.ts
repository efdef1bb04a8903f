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
import { understoodPartSchema } from '../memory/message-act.ts';
import { recallReportSchema } from '../memory/recall.ts';
import { filledText, idSchema, limits, timeSchema } from '../text.ts';
import { command } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const memoryText = filledText(limits.memoryText, 'A memory');
const cues = z.array(cueSchema).max(limits.cues, { error: `A memory can have at most ${limits.cues} cues.` });

/** A bulk command returns at most this many memories in full, besides their number. */
export const mostAnswered = 200;

/** The result of a change of many memories. */
export const bulkChangeSchema = z.strictObject({
  /** Undoes the whole change; null when nothing changed. */
  changeId: idSchema.nullable(),
  changed: z.int().nonnegative(),
  /** Memories it does not apply to or would not change, such as forgotten ones when pausing. */
  skipped: z.int().nonnegative(),
  /** Memories not processed, because the change was stopped. */
  left: z.int().nonnegative(),
  /** The changed memories, at most 200. */
  memories: z.array(memorySchema),
});
export type BulkChange = z.infer<typeof bulkChangeSchema>;

/** The result of a change of one memory; `changeId` undoes it, together with others it affected. */
export const changedSchema = z.strictObject({ memory: memorySchema, changeId: idSchema });

export const memoryDetailSchema = z.strictObject({
  memory: memorySchema,
  /** Null when the source is not a chat or the chat is deleted. */
  sourceConversation: z.strictObject({ id: idSchema, title: z.string() }).nullable(),
  /** Memories of the same subject, and those most similar in words and meaning; at most 8. */
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
  /** One page of the memories that a filter finds, and the counts for all filters. */
  'memories.list': command(
    z.strictObject({
      ...memoryFilterSchema.shape,
      /** Absent: relevance with a query, newest without. */
      sort: memorySortSchema.optional(),
      limit: z.int().min(1).max(500).default(100),
      offset: z.int().nonnegative().default(0),
    }),
    z.strictObject({ items: z.array(memorySchema), total: z.int(), counts: memoryCountsSchema }),
  ),
  'memories.get': command(byId, memoryDetailSchema),
  /** Adds a memory from the Teach dialog. Without a kind, rules choose one; without a scope, it applies everywhere. */
  'memories.teach': command(
    z.strictObject({
      text: memoryText,
      kind: memoryKindSchema.optional(),
      cues: cues.optional(),
      scope: memoryScopeSchema.optional(),
    }),
    changedSchema,
  ),
  /** Absent fields stay unchanged. */
  'memories.edit': command(
    z.strictObject({
      id: idSchema,
      text: memoryText.optional(),
      kind: memoryKindSchema.optional(),
      cues: cues.optional(),
    }),
    changedSchema,
  ),
  /** Changes many memories in one change. Those it does not apply to are skipped and counted. */
  'memories.update': command(
    z.strictObject({ target: memorySelectionSchema, changes: memoryChangesSchema }),
    bulkChangeSchema,
  ),
  'memories.pause': command(z.strictObject({ id: idSchema, paused: z.boolean() }), changedSchema),
  'memories.pin': command(z.strictObject({ id: idSchema, pinned: z.boolean() }), changedSchema),
  /**
   * Corrects a memory that an answer used: the new text supersedes it, with the answer as its source. Throws `not_found` for a message
   * that is deleted or belongs to a temporary chat.
   */
  'memories.correct': command(
    z.strictObject({ id: idSchema, text: memoryText, messageId: idSchema }),
    changedSchema,
  ),
  'memories.forget': command(byId, changedSchema),
  'memories.restore': command(byId, changedSchema),
  /**
   * Undoes one change in every memory it touched. Throws `changed_since` when one of them was changed again. After a killed process the
   * next call undoes the rest.
   */
  'memories.undo': command(
    z.strictObject({ changeId: idSchema }),
    z.strictObject({
      changed: z.int().nonnegative(),
      /** Memories of a very large change that were changed again during the undo, and stay unchanged. */
      kept: z.int().nonnegative(),
      /** Memories not processed, because the undo was stopped; the same command undoes them. */
      left: z.int().nonnegative(),
      /** At most 200. */
      memories: z.array(memorySchema),
    }),
  ),
  /** False: all memories of the change are purged, so there is nothing to undo. */
  'memories.undoable': command(
    z.strictObject({ changeId: idSchema }),
    z.strictObject({ undoable: z.boolean() }),
  ),
  /** Newest first. */
  'memories.history': command(byId, z.strictObject({ events: z.array(memoryEventSchema) })),
  /**
   * Recalls for a question without sending or counting anything, as in a chat of the given scope; without a scope, from all memories.
   */
  'memories.preview': command(
    z.strictObject({
      query: filledText(limits.searchQuery, 'The question'),
      scope: memoryScopeSchema.optional(),
    }),
    z.strictObject({
      report: recallReportSchema,
      /** What the message is taken for, part by part; a part of another's text is empty. */
      understood: z.array(understoodPartSchema),
    }),
  ),
};
