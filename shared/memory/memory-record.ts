/** A memory with its whole history, for export and import. */
import * as z from 'zod';
import { memoryEventSchema, memorySchema } from './memory.ts';
import { idSchema } from '../text.ts';

/** One event of the history with what undo needs in addition to the values. */
export const recordedEventSchema = z.strictObject({
  ...memoryEventSchema.omit({ memoryId: true }).shape,
  /** The memory that had replaced this one before and after the event; null: none. */
  supersededBefore: idSchema.nullable(),
  supersededAfter: idSchema.nullable(),
  /** The difference that the event made to `confirmCount`. */
  confirmations: z.int(),
  /** The change that this event undid; null: it is not an undo. */
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
