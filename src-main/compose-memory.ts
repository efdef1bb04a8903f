/** Joins the taught memory to the rest of the app; called by compose.ts alone. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { Settings } from '#shared/settings.ts';
import { yieldToEventLoop } from './scheduling/yield-to-event-loop.ts';
import { AnnouncedCounts } from './ipc/announce/announced-counts.ts';
import { AnnouncedMemories } from './ipc/announce/announced-memories.ts';
import { AnnouncedPurges } from './ipc/announce/announced-purges.ts';
import type { Store } from './store/store.ts';
import { Capture } from './teachability/capture/capture.ts';
import { Rewording } from './teachability/capture/rewording.ts';
import { LongChanges } from './teachability/long-changes.ts';
import { MemoryForgetting } from './teachability/memory-forgetting.ts';
import { MemoryReview } from './teachability/memory-review.ts';
import { keepingPrivate } from './teachability/private-embedding.ts';
import { Memories } from './teachability/memory-service.ts';
import { Recall } from './teachability/recall/recall.ts';

export interface MemoryJoins {
  readonly store: Store;
  readonly embedder: () => Embedder;
  readonly onMissingVectors: () => void;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Between two tries to write while another program holds the database. */
  readonly pause: () => Promise<void>;
  /** Awaited between two slices of a large change; resolves when no checkpoint of the WAL is in progress. */
  readonly waitForCheckpoint: () => Promise<void>;
  /** Told of a recall that failed; the answer goes on without. */
  readonly onFailure: (thrown: unknown) => void;
  /** Who holds words beside the memory, when some are forgotten for good. */
  readonly lost: ConstructorParameters<typeof AnnouncedPurges>[2];
}

export function composeMemory(joins: MemoryJoins) {
  const { store, onMissingVectors, settings, publish, newId, pause, waitForCheckpoint, onFailure, lost } =
    joins;
  const reader = store.memories;
  const embedder = () => keepingPrivate(joins.embedder(), reader);
  const counts = new AnnouncedCounts(() => reader.views.countsInSlices(), publish);
  const writer = new AnnouncedMemories(
    store.memories,
    store.conversations,
    (id) => reader.get(id),
    publish,
    () => counts.changed(),
  );
  const long = new LongChanges({
    yieldToEventLoop: async () => {
      await yieldToEventLoop();
      await waitForCheckpoint();
    },
    pause,
    tell: (progress) => publish('memories-changing', progress),
  });
  const teaching = {
    reader,
    writer,
    embedder,
    newId,
    yieldToEventLoop,
    now: Date.now,
    onMissingVectors,
    long,
  };
  const recall = new Recall({
    reader,
    embedder,
    now: Date.now,
    onFailure,
  });
  const capture = new Capture({
    ...teaching,
    pause,
    remembered: (messageId) => reader.remembered(messageId),
  });
  const rewording = new Rewording({
    ...teaching,
    remembered: (messageId) => reader.remembered(messageId),
  });
  const memories = new Memories({
    ...teaching,
    recall,
    pages: store.memories.views,
    budgetTokens: () => settings().memoryTokens,
  });

  const review = new MemoryReview({
    ...teaching,
    pages: store.memories.views,
    conflicts: store.memories,
    updates: memories.updates,
  });

  const forgetting = new MemoryForgetting({
    ...teaching,
    purger: new AnnouncedPurges(
      store.forgetting,
      (name, payload) => {
        publish(name, payload);
        counts.changed();
      },
      lost,
    ),
    updates: memories.updates,
  });
  return { reader, writer, counts, long, recall, capture, rewording, memories, review, forgetting };
}
