import * as z from 'zod';
import {
  cueSchema,
  memoryEventSchema,
  memoryKindSchema,
  memorySchema,
  memoryStatusSchema,
} from '../memory.ts';
import { recallReportSchema } from '../recall.ts';
import { filledText, idSchema, limits, optionalText, timeSchema } from '../text.ts';
import { command } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const memoryText = filledText(limits.memoryText, 'A memory');
const cues = z.array(cueSchema).max(limits.cues, { error: `A memory can have at most ${limits.cues} cues.` });

/** What a change did; `changeId` undoes it as one, however many memories it touched. */
const changed = z.strictObject({ memory: memorySchema, changeId: idSchema });

export const memoryCountsSchema = z.strictObject({
  /** Of active memories. */
  byKind: z.record(memoryKindSchema, z.int()),
  byStatus: z.record(memoryStatusSchema, z.int()),
});
export type MemoryCounts = z.infer<typeof memoryCountsSchema>;

export const memoryDetailSchema = z.strictObject({
  memory: memorySchema,
  /** Null when the source is not a chat or the chat was deleted. */
  sourceConversation: z.strictObject({ id: idSchema, title: z.string() }).nullable(),
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
  /** Without a query: newest first. With one: best match first, by words and meaning. */
  'memories.list': command(
    z.strictObject({
      query: optionalText(limits.searchQuery, 'The search').default(''),
      kinds: z.array(memoryKindSchema).default([]),
      statuses: z.array(memoryStatusSchema).default(['active', 'paused']),
      neverUsed: z.boolean().default(false),
      limit: z.int().min(1).max(500).default(100),
      offset: z.int().nonnegative().default(0),
    }),
    z.strictObject({ items: z.array(memorySchema), total: z.int(), counts: memoryCountsSchema }),
  ),
  'memories.get': command(byId, memoryDetailSchema),
  /** Teaches from the Teach dialog. Without a kind, rules choose one. */
  'memories.teach': command(
    z.strictObject({ text: memoryText, kind: memoryKindSchema.optional(), cues: cues.optional() }),
    changed,
  ),
  /** Fields left out stay as they are. */
  'memories.edit': command(
    z.strictObject({
      id: idSchema,
      text: memoryText.optional(),
      kind: memoryKindSchema.optional(),
      cues: cues.optional(),
    }),
    changed,
  ),
  'memories.pause': command(z.strictObject({ id: idSchema, paused: z.boolean() }), changed),
  'memories.pin': command(z.strictObject({ id: idSchema, pinned: z.boolean() }), changed),
  'memories.forget': command(byId, changed),
  'memories.restore': command(byId, changed),
  /** Takes one change back, in every memory it touched; `changed_since` when one of them was changed again. */
  'memories.undo': command(
    z.strictObject({ changeId: idSchema }),
    z.strictObject({ memories: z.array(memorySchema) }),
  ),
  /** Newest first. */
  'memories.history': command(byId, z.strictObject({ events: z.array(memoryEventSchema) })),
  /** Would this be found? Recalls for a question without sending or counting anything. */
  'memories.preview': command(
    z.strictObject({ query: filledText(limits.searchQuery, 'The question') }),
    z.strictObject({ report: recallReportSchema }),
  ),
};
