/** Re-embedding: when the embedding model changes, all texts get new vectors in the background. Until then recall uses the old ones. */
import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { command, nothing } from './command.ts';

export const embeddingStateSchema = z.strictObject({
  /** idle: every text has its vector. waiting: it failed, and is retried after a minute. */
  state: z.enum(['idle', 'working', 'paused', 'waiting']),
  /** Texts embedded and texts in all; both are 0 when idle or not known yet. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** The failure while `waiting`. */
  error: errorDataSchema.nullable(),
});
export type EmbeddingState = z.infer<typeof embeddingStateSchema>;

export const embeddingCommands = {
  'embedding.state': command(nothing, embeddingStateSchema),
  /** Pauses until `embedding.resume`, another choice of embedder or a restart. Does nothing when idle. */
  'embedding.pause': command(nothing, embeddingStateSchema),
  /** Continues after a pause; retries at once after a failure. */
  'embedding.resume': command(nothing, embeddingStateSchema),
};

export const embeddingEvents = {
  /** Sent when the state changes, or the progress by at least one percent. */
  'embedding-changed': embeddingStateSchema,
};
