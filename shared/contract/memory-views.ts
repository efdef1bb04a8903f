import * as z from 'zod';
import { memoryFilterSchema } from '../memory/memory-filter.ts';
import { memoryActionSchema, memoryActorSchema, memoryKindSchema, memorySchema } from '../memory/memory.ts';
import { idSchema, timeSchema } from '../text.ts';
import { command, nothing } from './command.ts';

/** A place in history; what is listed comes before it. */
export const timelinePositionSchema = z.strictObject({ at: timeSchema, changeId: idSchema });
export type TimelinePosition = z.infer<typeof timelinePositionSchema>;

/** One change: what was learned, corrected, forgotten … together. A very large one can be several entries. */
export const timelineEntrySchema = z.strictObject({
  changeId: idSchema,
  at: timeSchema,
  actor: memoryActorSchema,
  action: memoryActionSchema,
  /** How many memories it touched. */
  count: z.int().positive(),
  /** The first three of them, as they were after it. */
  memories: z.array(
    z.strictObject({
      memoryId: idSchema,
      kind: memoryKindSchema,
      text: z.string(),
      action: memoryActionSchema,
      /** What it said before, when that changed. */
      oldText: z.string().nullable(),
    }),
  ),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** One thing that memories can be grouped by, with the filter of `memories.list` that shows its group. */
export const memoryGroupSchema = z.strictObject({
  label: z.string(),
  count: z.int().positive(),
  filter: memoryFilterSchema,
});
export type MemoryGroup = z.infer<typeof memoryGroupSchema>;

/** What can be wrong with memories, and what one click does about each. */
export const healthFindingSchema = z.strictObject({
  problem: z.enum(['stale', 'never_used', 'too_long', 'ending_soon']),
  count: z.int().nonnegative(),
  /** The first 50, those most in need first. */
  memories: z.array(memorySchema),
});
export type HealthFinding = z.infer<typeof healthFindingSchema>;

export const memoryViewCommands = {
  /** What was learned and changed when, newest first, by days of this machine's calendar. */
  'memories.timeline': command(
    z.strictObject({
      before: timelinePositionSchema.nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.strictObject({
      days: z.array(
        z.strictObject({ /** YYYY-MM-DD */ day: z.string(), entries: z.array(timelineEntrySchema) }),
      ),
      /** Null: there is nothing earlier. */
      next: timelinePositionSchema.nullable(),
    }),
  ),
  /** The largest groups of memories in use, at most 100. Of scopes the label is the name, empty for everywhere. */
  'memories.groups': command(
    z.strictObject({ by: z.enum(['subject', 'topic', 'tag', 'scope']) }),
    z.strictObject({ groups: z.array(memoryGroupSchema) }),
  ),
  /**
   * stale: neither used nor changed for half a year. never_used: a month old and never sent with an answer. too_long: more
   * than one thing is likely in it. ending_soon: holds for less than a week more. Contradictions are `memories.conflicts`.
   */
  'memories.health': command(
    nothing,
    z.strictObject({ openConflicts: z.int(), findings: z.array(healthFindingSchema) }),
  ),
};
