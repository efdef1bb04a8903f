import * as z from 'zod';
import { memoryFilterSchema } from '../../memory/memory-filter.ts';
import {
  memoryActionSchema,
  memoryActorSchema,
  memoryKindSchema,
  memorySchema,
} from '../../memory/memory.ts';
import { idSchema, timeSchema } from '../../text.ts';
import { command, nothing } from '../command.ts';

/** A position in the history, for paging: entries before it follow. */
export const timelinePositionSchema = z.strictObject({ at: timeSchema, changeId: idSchema });
export type TimelinePosition = z.infer<typeof timelinePositionSchema>;

/** One change of one or more memories. A very large one can be split into several entries. */
export const timelineEntrySchema = z.strictObject({
  changeId: idSchema,
  at: timeSchema,
  actor: memoryActorSchema,
  action: memoryActionSchema,
  /** The number of memories it touched. */
  count: z.int().positive(),
  /** The first three of them, as they were after the change. */
  memories: z.array(
    z.strictObject({
      memoryId: idSchema,
      kind: memoryKindSchema,
      text: z.string(),
      action: memoryActionSchema,
      /** The text before, if it changed. */
      oldText: z.string().nullable(),
    }),
  ),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** A group of memories, with the filter for `memories.list` that shows it. */
export const memoryGroupSchema = z.strictObject({
  label: z.string(),
  count: z.int().positive(),
  filter: memoryFilterSchema,
});
export type MemoryGroup = z.infer<typeof memoryGroupSchema>;

/** A kind of problem with memories, and the memories that have it. */
export const healthFindingSchema = z.strictObject({
  problem: z.enum(['stale', 'never_used', 'too_long', 'ending_soon']),
  count: z.int().nonnegative(),
  /** The 50 most urgent ones. */
  memories: z.array(memorySchema),
});
export type HealthFinding = z.infer<typeof healthFindingSchema>;

export const memoryViewCommands = {
  /** The history of all memories, newest first, grouped by local day. */
  'memories.timeline': command(
    z.strictObject({
      before: timelinePositionSchema.nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.strictObject({
      days: z.array(
        z.strictObject({ /** YYYY-MM-DD */ day: z.string(), entries: z.array(timelineEntrySchema) }),
      ),
      /** Null: this is the last page. */
      next: timelinePositionSchema.nullable(),
    }),
  ),
  /** The largest groups of active memories, at most 100. The label of a scope is its name, empty for everywhere. */
  'memories.groups': command(
    z.strictObject({ by: z.enum(['subject', 'topic', 'tag', 'scope']) }),
    z.strictObject({ groups: z.array(memoryGroupSchema) }),
  ),
  /**
   * stale: neither used nor changed for half a year. never_used: a month old and never sent with an answer. too_long: likely to contain
   * more than one statement. ending_soon: expires within a week. Contradictions are in `memories.conflicts`.
   */
  'memories.health': command(
    nothing,
    z.strictObject({ openConflicts: z.int(), findings: z.array(healthFindingSchema) }),
  ),
};
