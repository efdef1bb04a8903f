/** What the chat needs for using memories in answers. */
import type { Remembered } from '#shared/memory/memory.ts';
import type { RecallAudience, RecallReport } from '#shared/memory/recall.ts';

export interface RecallRequest {
  readonly query: string;
  /** The most tokens that the memories may use, estimated. */
  readonly budgetTokens: number;
  /** False: the request leaves this machine, so private memories are held back. */
  readonly destinationLocal: boolean;
  /** memory: what is recalled is the answer itself. */
  readonly audience: RecallAudience;
  /** Ids of memories that this message taught or contradicts: the model reads the message itself. */
  readonly exclude: ReadonlySet<string>;
  /** Ids of assistants and projects to recall from, in addition to everywhere; none when absent. */
  readonly scopes?: readonly string[];
}

/** Recall before the answer. Makes no model call and never throws. Implemented by teachability. */
export interface Recalling {
  /** Begins with a recall for this query ahead of `recall`; `scopes` as there. */
  prefetch(query: string, scopes: readonly string[]): void;
  recall(request: RecallRequest): Promise<RecallReport>;
  markUsed(memoryIds: readonly string[], at: number): void;
}

/** Writes the answer of memory mode: its text, and the ids of the memories that it shows. */
export type MemoryAnswer = (parts: {
  readonly message: string;
  readonly remembered: readonly Remembered[];
  readonly report: RecallReport | null;
  readonly offRecord?: boolean;
  /** In ms since 1970 UTC. */
  readonly now?: number;
}) => { readonly text: string; readonly shown: readonly string[] };
