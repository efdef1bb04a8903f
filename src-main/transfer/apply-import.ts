/**
 * Writes a decided import in short batches under one id, or takes back what it wrote. Between two batches it asks whether
 * to go on: that is how it is cancelled, and how the main side gets its turn at the database.
 */
import type { ChangedValue, ImportOperations } from './import-choices.ts';
import type { ImportOrigin, ImportVectors, ImportWriter } from './ports.ts';

/** Memories of one transaction: a few milliseconds of the write lock. */
const BATCH = 20;
/** Taking back is less work a memory. */
const REVERT_BATCH = 40;

export interface ApplyOptions {
  readonly importId: string;
  readonly name: string;
  readonly writer: ImportWriter;
  /** Vectors of each memory's text and cues; null where there is no embedder at hand, and they follow later. */
  readonly embed: (
    values: readonly { readonly text: string; readonly cues: readonly { readonly text: string }[] }[],
  ) => Promise<readonly ImportVectors[] | null>;
  readonly at: number;
  /** Told how many memories are done; false: take everything back. */
  readonly proceed: (done: number) => Promise<boolean>;
}

/** Answers whether it was applied; false: it was cancelled and nothing of it is left. What fails is taken back as well. */
export async function applyImport(work: ImportOperations, options: ApplyOptions): Promise<boolean> {
  const { importId, writer } = options;
  writer.begin(importId, options.name, options.at);
  try {
    if (await write(work, options)) {
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

/** Takes an import back; `proceed` only waits its turn, since half taken back helps nobody. */
export async function revertImport(
  importId: string,
  writer: ImportWriter,
  proceed: () => Promise<unknown>,
): Promise<{ removed: number; restored: number; kept: number }> {
  const kept = writer.beginReversal(importId);
  let removed = 0;
  let restored = 0;
  for (let hasMore = true; hasMore;) {
    const step = writer.revert(importId, REVERT_BATCH);
    removed += step.removed;
    restored += step.restored;
    hasMore = step.hasMore;
    await proceed();
  }
  return { removed, restored, kept };
}

async function write(work: ImportOperations, options: ApplyOptions): Promise<boolean> {
  const { importId, writer } = options;
  const origin: ImportOrigin = { actor: 'import', at: options.at, conversationId: null, messageId: null };
  // Each added memory is written twice: first itself, then its history. Half the way is half the progress.
  let halves = 0;
  const goOn = (batch: number) => options.proceed(Math.floor((halves += batch) / 2));
  for (const batch of inBatches(work.added)) {
    const vectors = await options.embed(batch);
    const memories = batch.map((memory, index) => ({
      memory: { ...memory, supersededBy: null },
      vectors: vectors?.[index] ?? null,
    }));
    writer.add(importId, memories);
    if (!(await goOn(batch.length))) return false;
  }
  for (const batch of inBatches(work.added)) {
    const histories = batch.map(({ id, supersededBy, history }) => ({ id, supersededBy, events: history }));
    writer.finishMemories(importId, histories, origin);
    if (!(await goOn(batch.length))) return false;
  }
  for (const batch of inBatches(work.changed)) {
    writer.change(importId, await withVectors(batch, options), origin);
    if (!(await goOn(2 * batch.length))) return false;
  }
  return true;
}

/** A memory that is only superseded keeps the vectors it has. */
async function withVectors(batch: readonly ChangedValue[], { embed }: ApplyOptions) {
  const reworded = batch.filter(({ supersededBy }) => supersededBy === null);
  const vectors = reworded.length === 0 ? null : await embed(reworded.map(({ value }) => value));
  return batch.map((one) => ({ ...one, vectors: vectors?.[reworded.indexOf(one)] ?? null }));
}

function* inBatches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
