import * as z from 'zod';
import {
  memoryKindSchema,
  memoryOriginSchema,
  memoryScopeSchema,
  memoryStatusSchema,
  tagSchema,
} from './memory.ts';
import { idSchema, limits, optionalText, timeSchema } from '../text.ts';

/** Which memories are meant. Each condition that is given must hold; an empty list of one allows everything. */
export const memoryFilterSchema = z.strictObject({
  /** Every word must be there, the last may be unfinished; what is alike in meaning follows. */
  query: optionalText(limits.searchQuery, 'The search').default(''),
  kinds: z.array(memoryKindSchema).max(4).default([]),
  statuses: z.array(memoryStatusSchema).max(6).default(['active', 'paused']),
  scopes: z.array(memoryScopeSchema).max(50).default([]),
  origins: z.array(memoryOriginSchema).max(5).default([]),
  /** A memory must have all of them. */
  tags: z.array(tagSchema).max(limits.tags).default([]),
  use: z.enum(['any', 'used', 'never']).default('any'),
  pinned: z.boolean().optional(),
  private: z.boolean().optional(),
  /** Learned at or after. */
  from: timeSchema.optional(),
  /** Learned before. */
  to: timeSchema.optional(),
  /** Exactly this subject, or topic, as groups name them. */
  subject: optionalText(limits.cueText, 'The subject').optional(),
  topic: optionalText(limits.cueText, 'The topic').optional(),
});
export type MemoryFilter = z.infer<typeof memoryFilterSchema>;

/** relevance: best match first; without a query it is newest first. Those never used come last by use. */
export const memorySortSchema = z.enum(['newest', 'oldest', 'most_used', 'last_used', 'relevance']);
export type MemorySort = z.infer<typeof memorySortSchema>;

/** The most ids that one command takes; a filter may mean any number. */
const mostIds = 5_000;

/** Memories that a command is about: named one by one, or all that a filter finds but for some. */
export const memorySelectionSchema = z.union([
  z.strictObject({ ids: z.array(idSchema).min(1).max(mostIds) }),
  z.strictObject({ filter: memoryFilterSchema, except: z.array(idSchema).max(mostIds).default([]) }),
]);
export type MemorySelection = z.infer<typeof memorySelectionSchema>;

/** How many memories each filter would show. Except for `byStatus`, of active and paused ones. */
export const memoryCountsSchema = z.strictObject({
  byKind: z.record(memoryKindSchema, z.int()),
  byStatus: z.record(memoryStatusSchema, z.int()),
  byOrigin: z.record(memoryOriginSchema, z.int()),
  /** Largest first, at most 100. */
  byScope: z.array(z.strictObject({ scope: memoryScopeSchema, count: z.int() })),
  byTag: z.array(z.strictObject({ tag: z.string(), count: z.int() })),
  used: z.int(),
  neverUsed: z.int(),
  pinned: z.int(),
  private: z.int(),
  openConflicts: z.int(),
});
export type MemoryCounts = z.infer<typeof memoryCountsSchema>;

/** What changes in memories beside what they say; left out: stays. */
export const memoryChangesSchema = z
  .strictObject({
    /** Only memories in use can be paused. */
    paused: z.boolean().optional(),
    /** True: into the bin. False: back from it, also from superseded and expired. */
    forgotten: z.boolean().optional(),
    pinned: z.boolean().optional(),
    private: z.boolean().optional(),
    kind: memoryKindSchema.optional(),
    scope: memoryScopeSchema.optional(),
    /** Null: for good. */
    validUntil: timeSchema.nullable().optional(),
    addTags: z.array(tagSchema).max(limits.tags).optional(),
    removeTags: z.array(tagSchema).max(limits.tags).optional(),
  })
  .refine((changes) => Object.values(changes).some((change) => change !== undefined), {
    error: 'Say what to change.',
  });
export type MemoryChanges = z.infer<typeof memoryChangesSchema>;
