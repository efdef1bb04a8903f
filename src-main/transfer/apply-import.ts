/**
 * Applies a decided import in short batches under one import id, or reverts it. After each batch it asks whether to
 * continue, which lets the user cancel and lets the main thread use the database.
 */
import type { ChangedValue, ImportOperations } from './import-choices.ts';
import type { ImportOrigin, ImportVectors, ImportWriter } from './ports.ts';

/** Memories per transaction: a few milliseconds of the write lock. */
const BATCH = 20;
/** Reverting costs less per memory. */
const REVERT_BATCH = 40;

export interface ApplyOptions {
  readonly importId: string;
  readonly name: string;
  readonly writer: ImportWriter;
  /** Vectors of each memory's text and cues; null if the embedder in use is not available here, so that vectors follow later. */
  readonly embed: (
    values: readonly { readonly text: string; readonly cues: readonly { readonly text: string }[] }[],
  ) => Promise<readonly ImportVectors[] | null>;
  readonly at: number;
  /** Receives the number of finished memories; false reverts the import. */
  readonly proceed: (done: number) => Promise<boolean>;
}

export interface RevertedImport {
  /** Memories: removed again, restored, and kept because they changed since. */
  readonly removed: number;
  readonly restored: number;
  readonly kept: number;
  readonly chats: number;
  readonly chatsKept: number;
}

/** Applies an import. Returns false when it was cancelled; then, as after a failure, everything is reverted. */
export async function applyImport(work: ImportOperations, options: ApplyOptions): Promise<boolean> {
  const { importId, writer } = options;
  writer.begin(importId, options.name, options.at);
  try {
    if (await writeMemories(work, options)) {
      writer.finish(importId);
      return true;
    }
  } catch (thrown) {
    await revertImport(importId, writer, () => options.proceed(0));
    throw thrown;
  }
  await revertImport(importId, writer, () => options.proceed(0));
  return false;
}

/**
 * Reverts an import. `proceed` is awaited between batches; its result is ignored, since a partial reversal helps no
 * one.
 */
export async function revertImport(
  importId: string,
  writer: ImportWriter,
  proceed: () => Promise<unknown>,
): Promise<RevertedImport> {
  const undone = { removed: 0, restored: 0, kept: writer.beginReversal(importId), chats: 0, chatsKept: 0 };
  for (let hasMore = true; hasMore;) {
    const step = writer.revert(importId, REVERT_BATCH);
    undone.removed += step.removed;
    undone.restored += step.restored;
    undone.chats += step.chats;
    undone.chatsKept += step.chatsKept;
    hasMore = step.hasMore;
    await proceed();
  }
  return undone;
}

/** Writes the memories of an import that has begun. Returns false when it was cancelled. */
export async function writeMemories(work: ImportOperations, options: ApplyOptions): Promise<boolean> {
  const { importId, writer } = options;
  const origin: ImportOrigin = { actor: 'import', at: options.at, conversationId: null, messageId: null };
  // Each added memory is written twice, first itself and then its history, so each write counts as half.
  let halves = 0;
  const reportBatch = (batch: number) => options.proceed(Math.floor((halves += batch) / 2));
  for (const batch of inBatches(work.added)) {
    const vectors = await options.embed(batch);
    const memories = batch.map((memory, index) => ({
      memory: { ...memory, supersededBy: null },
      vectors: vectors?.[index] ?? null,
    }));
    writer.add(importId, memories);
    if (!(await reportBatch(batch.length))) return false;
  }
  for (const batch of inBatches(work.added)) {
    const histories = batch.map(({ id, supersededBy, history }) => ({ id, supersededBy, events: history }));
    writer.finishMemories(importId, histories, origin);
    if (!(await reportBatch(batch.length))) return false;
  }
  for (const batch of inBatches(work.changed)) {
    writer.change(importId, await withVectors(batch, options), origin);
    if (!(await reportBatch(2 * batch.length))) return false;
  }
  return true;
}

/** A memory that is only superseded keeps its vectors. */
async function withVectors(batch: readonly ChangedValue[], { embed }: ApplyOptions) {
  const rewritten = batch.filter(({ supersededBy }) => supersededBy === null);
  const vectors = rewritten.length === 0 ? null : await embed(rewritten.map(({ value }) => value));
  return batch.map((one) => ({ ...one, vectors: vectors?.[rewritten.indexOf(one)] ?? null }));
}

function* inBatches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
