/** Wires the memory; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { Settings } from '#shared/settings.ts';
import { yieldToEventLoop } from '../scheduling/yield-to-event-loop.ts';
import { MemoryCountsPublisher } from '../publishing/memory-counts-publisher.ts';
import { PublishingMemoryWriter } from '../publishing/publishing-memory-writer.ts';
import { PublishingMemoryPurger } from '../publishing/publishing-memory-purger.ts';
import type { Store } from '../store/store.ts';
import { ClientMemory } from '../teachability/client-memory.ts';
import { Capture } from '../teachability/capture/capture.ts';
import { EditedMessages } from '../teachability/capture/decide/edited-messages.ts';
import { LongChanges } from '../teachability/long-changes.ts';
import { MemoryForgetting } from '../teachability/memory-forgetting.ts';
import { MemoryReview } from '../teachability/memory-review.ts';
import { keepingPrivate } from '../teachability/private-embedding.ts';
import { Memories } from '../teachability/memory-service.ts';
import { Recall } from '../teachability/recall/recall.ts';

export interface MemoryDependencies {
  readonly store: Store;
  readonly embedder: () => Embedder;
  readonly sentenceVectors: NonNullable<ConstructorParameters<typeof Capture>[0]['sentenceVectors']>;
  readonly onMissingVectors: () => void;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Awaited between two attempts to write to a locked database. */
  readonly pause: () => Promise<void>;
  /** Awaited between two slices of a large change; resolves when no checkpoint of the WAL is in progress. */
  readonly waitForCheckpoint: () => Promise<void>;
  /** Logs a failed recall; the answer continues without memories. */
  readonly onFailure: (thrown: unknown) => void;
  /** The services that hold words outside the memory store, for purges. */
  readonly wordHolders: ConstructorParameters<typeof PublishingMemoryPurger>[2];
}

export function composeMemory(dependencies: MemoryDependencies) {
  const {
    store,
    onMissingVectors,
    settings,
    publish,
    newId,
    pause,
    waitForCheckpoint,
    onFailure,
    wordHolders,
  } = dependencies;
  const reader = store.memories;
  const embedder = () => keepingPrivate(dependencies.embedder(), reader);
  const counts = new MemoryCountsPublisher(() => reader.views.countsInSlices(), publish);
  const writer = new PublishingMemoryWriter(
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
    yieldToEventLoop,
  });
  const capture = new Capture({
    ...teaching,
    pause,
    sentenceVectors: dependencies.sentenceVectors,
    remembered: (messageId) => reader.remembered(messageId),
  });
  const editedMessages = new EditedMessages({
    ...teaching,
    remembered: (messageId) => reader.remembered(messageId),
  });
  const services = {
    ...teaching,
    recall,
    pages: store.memories.views,
    budgetTokens: () => settings().memoryTokens,
  };
  const memories = new Memories(services);
  const clientMemory = new ClientMemory(services, memories);

  const review = new MemoryReview({
    ...teaching,
    pages: store.memories.views,
    conflicts: store.memories,
    updates: memories.updates,
  });

  const forgetting = new MemoryForgetting({
    ...teaching,
    purger: new PublishingMemoryPurger(
      store.forgetting,
      (name, payload) => {
        publish(name, payload);
        counts.changed();
      },
      wordHolders,
    ),
    updates: memories.updates,
  });
  return {
    reader,
    writer,
    counts,
    long,
    recall,
    capture,
    editedMessages,
    memories,
    review,
    forgetting,
    clientMemory,
  };
}
