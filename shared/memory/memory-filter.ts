import * as z from 'zod';
import {
  memoryKindSchema,
  memoryOriginSchema,
  memoryScopeSchema,
  memoryStatusSchema,
  tagSchema,
} from './memory.ts';
import { idSchema, limits, optionalText, timeSchema } from '../text.ts';

/** Selects memories. All given conditions must hold; an empty list does not restrict. */
export const memoryFilterSchema = z.strictObject({
  /** Matches memories with every word (the last may be a prefix), followed by those similar in meaning. */
  query: optionalText(limits.searchQuery, 'The search').default(''),
  kinds: z.array(memoryKindSchema).max(4).default([]),
  statuses: z.array(memoryStatusSchema).max(6).default(['active', 'paused']),
  scopes: z.array(memoryScopeSchema).max(50).default([]),
  origins: z.array(memoryOriginSchema).max(memoryOriginSchema.options.length).default([]),
  /** A memory must have all of them. */
  tags: z.array(tagSchema).max(limits.tags).default([]),
  use: z.enum(['any', 'used', 'never']).default('any'),
  pinned: z.boolean().optional(),
  private: z.boolean().optional(),
  /** Learned at or after this time. */
  from: timeSchema.optional(),
  /** Learned before this time. */
  to: timeSchema.optional(),
  /** Exactly this subject or topic, as `memories.groups` returns them. */
  subject: optionalText(limits.cueText, 'The subject').optional(),
  topic: optionalText(limits.cueText, 'The topic').optional(),
});
export type MemoryFilter = z.infer<typeof memoryFilterSchema>;

/** relevance: best match first, or newest first without a query. By use, memories never used come last. */
export const memorySortSchema = z.enum(['newest', 'oldest', 'most_used', 'last_used', 'relevance']);
export type MemorySort = z.infer<typeof memorySortSchema>;

/** The most ids in one command; a filter may select any number. */
const mostIds = 5_000;

/** The memories that a command applies to: by id, or all that a filter finds except some. */
export const memorySelectionSchema = z.union([
  z.strictObject({ ids: z.array(idSchema).min(1).max(mostIds) }),
  z.strictObject({ filter: memoryFilterSchema, except: z.array(idSchema).max(mostIds).default([]) }),
]);
export type MemorySelection = z.infer<typeof memorySelectionSchema>;

/** How many memories each filter would show. Counts active and paused ones, except for `byStatus`. */
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

/** Changes of memories other than their text; absent fields stay unchanged. */
export const memoryChangesSchema = z
  .strictObject({
    /** Only active memories can be paused. */
    paused: z.boolean().optional(),
    /** True: moves to the bin. False: restores from the bin, or from superseded or expired. */
    forgotten: z.boolean().optional(),
    pinned: z.boolean().optional(),
    private: z.boolean().optional(),
    kind: memoryKindSchema.optional(),
    scope: memoryScopeSchema.optional(),
    /** Null: no end. */
    validUntil: timeSchema.nullable().optional(),
    addTags: z.array(tagSchema).max(limits.tags).optional(),
    removeTags: z.array(tagSchema).max(limits.tags).optional(),
  })
  .refine((changes) => Object.values(changes).some((change) => change !== undefined), {
    error: 'Say what to change.',
  });
export type MemoryChanges = z.infer<typeof memoryChangesSchema>;
