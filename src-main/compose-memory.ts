/** Joins the taught memory to the rest of the app; called by compose.ts alone. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { Settings } from '#shared/settings.ts';
import { nextRound } from './rounds/next-round.ts';
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
  /** Between two slices of a large change: settles when the log of the database may grow. */
  readonly rest: () => Promise<void>;
  /** Told of a recall that failed; the answer goes on without. */
  readonly onFailure: (thrown: unknown) => void;
  /** Who holds words beside the memory, when some are forgotten for good. */
  readonly lost: ConstructorParameters<typeof AnnouncedPurges>[2];
}

export function composeMemory(joins: MemoryJoins) {
  const { store, onMissingVectors, settings, publish, newId, pause, rest, onFailure, lost } = joins;
  const reader = store.memories;
  const embedder = () => keepingPrivate(joins.embedder(), reader);
  const counts = new AnnouncedCounts(() => reader.views.countsInParts(), publish);
  const writer = new AnnouncedMemories(
    store.memories,
    store.conversations,
    (id) => reader.get(id),
    publish,
    () => counts.changed(),
  );
  const long = new LongChanges({
    nextRound: async () => {
      await nextRound();
      await rest();
    },
    pause,
    tell: (progress) => publish('memories-changing', progress),
  });
  const teaching = {
    reader,
    writer,
    embedder,
    newId,
    nextRound,
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
