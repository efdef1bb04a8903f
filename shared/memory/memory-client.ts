/** Other programs on this machine (assistants, editors) that use the memory through MCP. */
import * as z from 'zod';
import { filledText, idSchema, timeSchema } from '../text.ts';
import { memoryScopeSchema } from './memory.ts';

/**
 * What becomes of what a client teaches, corrects or forgets. review: it waits for the user. allowed: it is done at once, and can be
 * undone. never: the client may only read.
 */
export const clientTeachingSchema = z.enum(['review', 'allowed', 'never']);
export type ClientTeaching = z.infer<typeof clientTeachingSchema>;

export const clientNameSchema = filledText(60, 'A name');

export const memoryClientSchema = z.strictObject({
  id: idSchema,
  /** What the user calls it, such as “Claude Desktop”. Unique, whatever the case. */
  name: clientNameSchema,
  /** Everywhere: it reads and teaches what applies everywhere. A project or assistant: that too, and what it teaches applies there. */
  scope: memoryScopeSchema,
  teaching: clientTeachingSchema,
  createdAt: timeSchema,
  /** When it last called a tool; null: never. */
  lastUsedAt: timeSchema.nullable(),
});
export type MemoryClient = z.infer<typeof memoryClientSchema>;

/** The tools that clients call. */
export const memoryToolSchema = z.enum([
  'recall_memories',
  'list_memories',
  'teach_memory',
  'correct_memory',
  'forget_memory',
]);
export type MemoryTool = z.infer<typeof memoryToolSchema>;

/** done: it read, or changed something. review: the change waits for the user. refused: not permitted, or the user said no. */
const clientCallOutcomeSchema = z.enum(['done', 'review', 'refused', 'failed']);

/** The receipt of one call. */
export const clientCallSchema = z.strictObject({
  id: idSchema,
  clientId: idSchema,
  at: timeSchema,
  tool: memoryToolSchema,
  outcome: clientCallOutcomeSchema,
  /** The question or search that it asked, or the text that it taught; empty: none, or forgotten for good since. */
  text: z.string(),
  /** The memories that it was given or changed, best first; those forgotten for good are left out. */
  memoryIds: z.array(idSchema),
});
export type ClientCall = z.infer<typeof clientCallSchema>;
