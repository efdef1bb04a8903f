/** The product's memory in a folder of its own, with a new user's settings: used by every bench. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { checkpointWal } from '#main/store/file/open-database.ts';
import { Store } from '#main/store/store.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { Capture } from '#main/teachability/capture/capture.ts';
import { cuesFor } from '#main/teachability/capture/extract/cues.ts';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { Memories } from '#main/teachability/memory-service.ts';
import { vectorsFor } from '#main/teachability/memory-vectors.ts';
import { Recall } from '#main/teachability/recall/recall.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { MemoryKind, MemorySource, MemoryValue, Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { defaultSettings } from '#shared/settings.ts';
import { limits } from '#shared/text.ts';
import { embedderMeasured, vectorsOfSentences } from './embedder-choice.ts';

/** Memories per transaction while a store is filled. */
const BATCH = 500;

export interface StoredText {
  readonly text: string;
  readonly kind: MemoryKind;
  /** True: add the cues that rules create for a teaching. */
  readonly cues?: boolean;
  /** The imported chat that this memory is a turn of; turns of one chat are given in order. */
  readonly conversationId?: string | null;
}

/** A part of recall that can be left out for the ablation. */
export type RecallPart = 'meaning' | 'surroundings';

export interface LearnerOptions {
  readonly at?: number;
  readonly embedder?: Embedder;
  readonly without?: readonly RecallPart[];
}

export class Learner {
  readonly folder: string;
  readonly store: Store;
  readonly embedder: Embedder;
  readonly recall: Recall;
  readonly capture: Capture;
  readonly memories: Memories;
  readonly #at: number;

  /** @param at time of all messages, in ms since 1970 UTC: figures must not depend on the day of the run. */
  constructor({
    at = Date.UTC(2026, 0, 1),
    embedder = embedderMeasured(),
    without = [],
  }: LearnerOptions = {}) {
    this.#at = at;
    this.embedder = embedder;
    const sentenceVectors = vectorsOfSentences();
    this.folder = mkdtempSync(join(tmpdir(), 'tutee-bench-'));
    const now = () => this.#at;
    this.store = new Store({ dataDir: this.folder, appVersion: 'bench', now });
    const reader = this.store.memories;
    const ports = { reader, writer: reader, embedder: () => this.embedder, newId: () => uuid7(), now };
    this.recall = new Recall({
      ...ports,
      reader: without.includes('surroundings') ? withoutSurroundings(reader) : reader,
      embedder: () => (without.includes('meaning') ? null : this.embedder),
      onFailure: (thrown) => {
        throw thrown;
      },
      yieldToEventLoop: () => yieldToEventLoop(),
    });
    this.capture = new Capture({
      ...ports,
      ...(sentenceVectors === null ? {} : { sentenceVectors }),
      remembered: (id) => reader.remembered(id),
    });
    this.memories = new Memories({
      ...ports,
      recall: this.recall,
      pages: reader.views,
      yieldToEventLoop: () => Promise.resolve(),
      long: new LongChanges({ yieldToEventLoop: () => Promise.resolve(), tell: () => undefined }),
      budgetTokens: () => defaultSettings.memoryTokens,
      onMissingVectors: () => undefined,
    });
  }

  /** Stores texts unchanged, in order; returns their ids. */
  async fill(texts: readonly StoredText[], progress?: (done: number) => void): Promise<string[]> {
    const ids: string[] = [];
    for (let start = 0; start < texts.length; start += BATCH) {
      ids.push(...(await this.#addBatch(texts.slice(start, start + BATCH))));
      progress?.(ids.length);
    }
    // In the app wal-checkpointer.ts does so shortly afterwards; otherwise every read would search a long WAL.
    checkpointWal(this.folder);
    return ids;
  }

  /** Sends a message to Tutee: explicit teaching first, otherwise capture by rules, or with a model. */
  async say(text: string, model: ChatModel | null = null): Promise<readonly Remembered[]> {
    const words = { conversationId: uuid7(), messageId: uuid7(), text, at: this.#at };
    const { complete, remembered } = await this.capture.captureExplicit(words);
    if (complete) return remembered;
    return this.capture.captureImplicit(words, model, new AbortController().signal);
  }

  /** As the app does shortly after its start. */
  async warmUp(): Promise<void> {
    await this.#ready();
    await this.recall.warmUp(() => yieldToEventLoop());
  }

  /** The memories that would be sent with a message, at a new user's budget. */
  async context(query: string, budgetTokens: number = defaultSettings.memoryTokens): Promise<RecallReport> {
    await this.#ready();
    return this.recall.recall({ query, budgetTokens, destinationLocal: true });
  }

  /** The same where no model is connected and the memories themselves are the answer. */
  async contextAlone(query: string): Promise<RecallReport> {
    await this.#ready();
    const budgetTokens = defaultSettings.memoryTokens;
    return this.recall.recall({ query, budgetTokens, destinationLocal: true, audience: 'memory' });
  }

  /** The same as `context` where these assistants and projects are searched beside everywhere. */
  async contextIn(query: string, scopes: readonly string[]): Promise<RecallReport> {
    await this.#ready();
    const budgetTokens = defaultSettings.memoryTokens;
    return this.recall.recall({ query, budgetTokens, destinationLocal: true, scopes });
  }

  /** Ids of the k best, whatever gate and budget say. */
  async best(query: string, k: number): Promise<string[]> {
    await this.#ready();
    return (await this.recall.rank(query, k)).map(({ memory }) => memory.id);
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** As in an app that has run for a moment. */
  async #ready(): Promise<void> {
    await this.recall.prepare();
    await this.store.memories.warmStanding(() => yieldToEventLoop());
  }

  async #addBatch(texts: readonly StoredText[]): Promise<string[]> {
    const added = texts.map((stored) => ({ id: uuid7(), value: valueOf(stored), source: sourceOf(stored) }));
    const vectors = await vectorsFor(added, this.embedder, 600_000);
    this.store.memories.apply(
      added.map((one) => ({ ...one, type: 'add', vectors: vectors.get(one.id) ?? null })),
      { actor: 'import', at: this.#at, conversationId: null, messageId: null },
    );
    return added.map(({ id }) => id);
  }
}

/** The same memories without neighbouring chat turns. */
function withoutSurroundings(reader: MemoryRepository): MemoryRepository {
  return new Proxy(reader, {
    get: (target, name) => {
      if (name === 'turnsAround') return () => [];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** Ids of the memories that a report sends. */
export function usedIds(report: RecallReport): string[] {
  return report.candidates.filter(({ outcome }) => outcome === 'used').map(({ memoryId }) => memoryId);
}

function sourceOf({ conversationId = null }: StoredText): MemorySource {
  return { origin: 'import', conversationId, messageId: null, quote: null };
}

function valueOf({ text, kind, cues = false }: StoredText): MemoryValue {
  return {
    kind,
    text: text.slice(0, limits.memoryText).toWellFormed(),
    cues: cues ? cuesFor(text, kind, null) : [],
    tags: [],
    subject: null,
    scope: { type: 'everywhere' },
    status: 'active',
    pinned: false,
    private: false,
    validUntil: null,
  };
}
