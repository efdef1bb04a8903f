/** Wires Tutee's memory for programs that use it as a library; called by tutee-memory.ts only. No behaviour of its own. */
import { defaultSettings } from '#shared/settings.ts';
import type { Embedder, LoadedEmbedder } from '#shared/models/embedder.ts';
import { BuiltInEmbedders } from '../embedding/built-in-embedders.ts';
import { ReEmbedder } from '../embedding/re-embedder.ts';
import { bestEmbedder, quickEmbedder } from '../models/embedders/bundled-embedders.ts';
import { yieldToEventLoop } from '../scheduling/yield-to-event-loop.ts';
import { uuid7 } from '../store/database/uuid7.ts';
import { openDatabase, openMemoryDatabase } from '../store/file/open-database.ts';
import { ForgetForGood } from '../store/forgetting/forget-for-good.ts';
import { MemoryRepository } from '../store/memory-repository.ts';
import { Capture } from '../teachability/capture/capture.ts';
import { LongChanges } from '../teachability/long-changes.ts';
import { MemoryForgetting } from '../teachability/memory-forgetting.ts';
import { Memories } from '../teachability/memory-service.ts';
import { keepingPrivate } from '../teachability/private-embedding.ts';
import { Recall } from '../teachability/recall/recall.ts';
import { workerEntry } from './worker-entry.ts';

const VERSION = 'library';

export interface MemoryParts {
  readonly database: ReturnType<typeof openDatabase>;
  readonly store: MemoryRepository;
  readonly reEmbedder: ReEmbedder<ReturnType<MemoryRepository['unitsWithoutVectors']>[number]>;
  readonly recall: Recall;
  readonly capture: Capture;
  readonly memories: Memories;
  /** Null without a file, where nothing stays anyway. */
  readonly forgetting: MemoryForgetting | null;
}

export interface MemoryPartsOptions {
  /** Null: in memory. */
  readonly folder: string | null;
  /** Built-in ones, or a program's own. */
  readonly embedder: BuiltInEmbedders | Embedder;
  readonly budgetTokens: number;
  readonly onFailure: (thrown: unknown) => void;
}

export const defaultBudget = defaultSettings.memoryTokens;

/** @param wanted quick: no thread is started. */
export function builtInEmbedders(
  wanted: 'best' | 'quick',
  onFailure: (thrown: unknown) => void,
): BuiltInEmbedders {
  const best = wanted === 'best' ? bestOrNull(onFailure) : null;
  return new BuiltInEmbedders({
    quick: quickEmbedder(),
    best,
    countMissing: () => 0,
    onFailure,
    loadDelayMs: 0,
  });
}

/** Null where its files are missing, as in a package without them. */
function bestOrNull(onFailure: (thrown: unknown) => void): LoadedEmbedder | null {
  try {
    return bestEmbedder(workerEntry('embedder-worker'), undefined, onFailure);
  } catch (thrown) {
    onFailure(thrown);
    return null;
  }
}

export function openMemoryParts({
  folder,
  embedder: given,
  budgetTokens,
  onFailure,
}: MemoryPartsOptions): MemoryParts {
  const now = Date.now;
  const database =
    folder === null ? openMemoryDatabase() : openDatabase({ dataDir: folder, appVersion: VERSION, now });
  const store = new MemoryRepository(database);
  const builtIn = given instanceof BuiltInEmbedders ? given : null;
  const reEmbedder = new ReEmbedder(
    store,
    given instanceof BuiltInEmbedders ? given.initial() : given,
    onFailure,
  );
  if (builtIn !== null) reEmbedder.use((signal) => builtIn.load(signal));
  const embedder = () => keepingPrivate(reEmbedder.current(), store);
  const ports = {
    reader: store,
    writer: store,
    embedder,
    newId: () => uuid7(),
    now,
    yieldToEventLoop,
    onMissingVectors: () => reEmbedder.backfill(),
    long: new LongChanges({ yieldToEventLoop, tell: () => undefined }),
  };
  const recall = new Recall({ reader: store, embedder, now, onFailure, yieldToEventLoop });
  const capture = new Capture({
    ...ports,
    ...(builtIn !== null && {
      sentenceVectors: (texts: readonly string[], signal: AbortSignal) =>
        builtIn.sentenceVectors(texts, signal),
    }),
    remembered: (id) => store.remembered(id),
  });
  const memories = new Memories({ ...ports, recall, pages: store.views, budgetTokens: () => budgetTokens });
  const forgetting =
    folder === null
      ? null
      : new MemoryForgetting({
          ...ports,
          purger: new ForgetForGood(database, folder, store.purging, (count) => store.noteChanges(count)),
          updates: memories.updates,
        });
  return { database, store, reEmbedder, recall, capture, memories, forgetting };
}
