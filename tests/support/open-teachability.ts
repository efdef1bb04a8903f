import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { Capture } from '#main/teachability/capture/capture.ts';
import type { SentenceVectors } from '#main/teachability/capture/understand/acts/segment-vectors.ts';
import type { UserWords } from '#main/teachability/capture/teaching.ts';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { Memories } from '#main/teachability/memory-service.ts';
import { Recall } from '#main/teachability/recall/recall.ts';
import type { ChangeProgress } from '#shared/contract/memory/memory-changing.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { openStore } from './open-store.ts';

export interface OpenTeachability {
  readonly store: MemoryRepository;
  readonly recall: Recall;
  readonly capture: Capture;
  readonly memories: Memories;
  /** The usage of capture requests, in order. */
  readonly usage: TokenUsage[];
  readonly long: LongChanges;
  /** The progress reports of changes of very many memories. */
  readonly progress: ChangeProgress[];
  /** How often memories were stored without vectors. */
  readonly missing: () => number;
  /** Says something as a user: captures explicitly first, then implicitly. */
  readonly say: (text: string, model?: ChatModel) => Promise<readonly Remembered[]>;
  readonly ask: (query: string, budgetTokens?: number) => Promise<RecallReport>;
  /** Advances the clock. */
  readonly later: (ms: number) => void;
}

/** Recall, capture and the memory service over a real store, of `dataDir` or of a new folder. */
export function openTeachability(
  embedder: Embedder | null = new NgramEmbedder(),
  sentenceVectors?: SentenceVectors,
  dataDir?: string,
): OpenTeachability {
  let now = Date.UTC(2026, 0, 1);
  let missing = 0;
  const usage: TokenUsage[] = [];
  const progress: ChangeProgress[] = [];
  const store = openStore(dataDir).memories;
  const ports = {
    reader: store,
    writer: store,
    embedder: () => embedder,
    newId: () => uuid7(),
    now: () => now,
    onMissingVectors: () => {
      missing += 1;
    },
  };
  const long = new LongChanges({
    yieldToEventLoop: () => Promise.resolve(),
    tell: (told) => progress.push(told),
  });
  const recall = new Recall(ports);
  const capture = new Capture({
    ...ports,
    ...(sentenceVectors === undefined ? {} : { sentenceVectors }),
    remembered: (id) => store.remembered(id),
    onUsage: (used) => usage.push(used),
  });
  const memories = new Memories({
    ...ports,
    recall,
    yieldToEventLoop: () => Promise.resolve(),
    long,
    pages: store.views,
    budgetTokens: () => 1_500,
  });
  return {
    store,
    recall,
    capture,
    memories,
    usage,
    long,
    progress,
    missing: () => missing,
    say: async (text, model) => {
      now += 1_000;
      const words = userWords(text, now);
      const { complete, remembered } = await capture.captureExplicit(words);
      if (complete) return remembered;
      return capture.captureImplicit(words, model ?? null, new AbortController().signal);
    },
    ask: (query, budgetTokens = 1_500) => recall.recall({ query, budgetTokens, destinationLocal: true }),
    later: (ms) => {
      now += ms;
    },
  };
}

export function userWords(text: string, at = 0): UserWords {
  return { conversationId: uuid7(), messageId: uuid7(), text, at };
}

/** Texts of the memories that a report sends. */
export function sent(report: RecallReport): string[] {
  return report.candidates.filter(({ outcome }) => outcome === 'used').map(({ text }) => text);
}
