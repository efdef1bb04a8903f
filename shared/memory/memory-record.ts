/** A memory as it is carried from one place to another: all of it, with its whole history. */
import * as z from 'zod';
import { memoryEventSchema, memorySchema } from './memory.ts';
import { idSchema } from '../text.ts';

/** One line of history with what undoing needs beside the values. */
export const recordedEventSchema = z.strictObject({
  ...memoryEventSchema.omit({ memoryId: true }).shape,
  /** The memory that had replaced this one before and after the event; null: none. */
  supersededBefore: idSchema.nullable(),
  supersededAfter: idSchema.nullable(),
  /** By how much the event changed `confirmCount`. */
  confirmations: z.int(),
  /** The change that this event took back; null: it is no undo. */
  undoes: idSchema.nullable(),
});
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

export const memoryRecordSchema = z.strictObject({
  ...memorySchema.shape,
  /** Oldest first. */
  history: z.array(recordedEventSchema),
});
/** A memory and its history, oldest event first. */
export type MemoryRecord = z.infer<typeof memoryRecordSchema>;
