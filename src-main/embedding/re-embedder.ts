/**
 * Decides which embedder is in use and keeps its vectors complete. Vectors are derived data: when the embedder changes, all texts are
 * re-embedded in the background, and the old embedder stays in use until the new one's vectors are complete. Knows an embedder and a vector
 * store; not memories, settings or servers.
 */
import type { EmbeddingState } from '#shared/contract/embedding.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { yieldToEventLoop } from '../scheduling/yield-to-event-loop.ts';
import { EmbeddingProgress } from './embedding-progress.ts';

/** A text without a vector. */
export interface UnitWithoutVector {
  readonly text: string;
}

/** Where vectors are stored, by embedder. */
export interface VectorStore<Unit extends UnitWithoutVector> {
  /** @param withPrivate false leaves out texts that must not leave this machine. */
  unitsWithoutVectors(embedder: string, limit: number, withPrivate: boolean): readonly Unit[];
  /** Number of `unitsWithoutVectors`. */
  countWithoutVectors(embedder: string, withPrivate: boolean): number;
  putVectors(
    units: readonly Unit[],
    vectors: {
      readonly embedder: string;
      readonly dimensions: number;
      readonly vectors: readonly Float32Array[];
    },
  ): void;
}

/** Creates an embedder. One behind a server is asked for its dimensions first; a built-in one is created at once. */
export type MakeEmbedder = (signal: AbortSignal) => Embedder | Promise<Embedder>;

/** Texts per batch: a short request to a server, and a moment for a built-in embedder. */
const BATCH = 16;

/** Fewer texts are done before a user could read the progress, so it is not reported. */
const HIDDEN_BELOW = 2 * BATCH;

/** Delay before the next attempt after a failure, in ms, so that an unavailable server is not asked constantly. */
const RETRY_DELAY_MS = 60_000;

export class ReEmbedder<Unit extends UnitWithoutVector> {
  readonly #store: VectorStore<Unit>;
  readonly #onFailure: (thrown: unknown) => void;
  #current: Embedder;
  #wanted: MakeEmbedder;
  #stop = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | null = null;
  readonly #progress: EmbeddingProgress;
  #paused = false;
  #closed = false;

  /** @param onProgress receives each change of state and about a hundred steps of progress. */
  constructor(
    store: VectorStore<Unit>,
    embedder: Embedder,
    onFailure: (thrown: unknown) => void,
    onProgress: (state: EmbeddingState) => void = () => undefined,
  ) {
    this.#store = store;
    this.#current = embedder;
    this.#wanted = () => embedder;
    this.#onFailure = onFailure;
    this.#progress = new EmbeddingProgress(onProgress);
  }

  /** The embedder in use: it embeds queries and new memories. */
  current(): Embedder {
    return this.#current;
  }

  /**
   * Switches to another embedder once every text has its vector; until then the old one stays in use. A failure is reported and retried
   * later.
   */
  use(make: MakeEmbedder): void {
    this.#wanted = make;
    this.#paused = false;
    this.#progress.idle();
    this.#abortWork();
    this.backfill();
  }

  /** Makes missing vectors, such as those of memories taught while a server was unavailable. */
  backfill(): void {
    if (this.#closed || this.#paused) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    const { signal } = this.#stop;
    this.#work = this.#work.then(() => this.#fill(this.#wanted, signal));
  }

  state(): EmbeddingState {
    return this.#progress.state;
  }

  /** Pauses until `resume` or `use`; the embedder in use stays the same. Does nothing when all vectors exist. */
  pause(): void {
    if (this.#closed || this.#progress.state.state === 'idle') return;
    this.#paused = true;
    this.#abortWork();
    this.#progress.paused();
  }

  /** Continues after a pause; after a failure, retries at once. */
  resume(): void {
    const { state, done, total } = this.#progress.state;
    if (this.#closed || state === 'idle' || state === 'working') return;
    this.#paused = false;
    this.#abortWork();
    this.#progress.working(done, total);
    this.backfill();
  }

  /** Resolves when no work is in progress. A failed attempt counts as ended; its retry comes later. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#work;
  }

  /** Aborts the work in progress and cancels a scheduled retry. */
  #abortWork(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }

  async #fill(make: MakeEmbedder, signal: AbortSignal): Promise<void> {
    try {
      if (signal.aborted) return;
      const embedder = await make(signal);
      await this.#fillAll(embedder, signal);
      if (signal.aborted) return;
      this.#current = embedder;
      this.#progress.idle();
    } catch (thrown) {
      if (signal.aborted || this.#closed) return;
      this.#onFailure(thrown);
      this.#progress.waiting(thrown);
      this.#retry = setTimeout(() => this.backfill(), RETRY_DELAY_MS).unref();
    }
  }

  async #fillAll(embedder: Embedder, signal: AbortSignal): Promise<void> {
    const missing = this.#store.countWithoutVectors(embedder.key, embedder.local);
    // After a pause or failure, count on top of what was done before.
    let total = Math.max(missing, this.#progress.state.total);
    let done = total - missing;
    const isReported = total > HIDDEN_BELOW;
    for (;;) {
      if (signal.aborted) return;
      // The listener may pause.
      if (isReported) this.#progress.working(done, total);
      if (signal.aborted) return;
      const count = await this.#fillBatch(embedder, signal);
      if (count === 0) return;
      done += count;
      // Memories taught meanwhile are embedded too.
      if (done >= total) total = done + this.#store.countWithoutVectors(embedder.key, embedder.local);
      // Batches are short; yield between them.
      await yieldToEventLoop();
    }
  }

  /** Embeds one batch. Returns how many vectors were made; 0 when none were missing. */
  async #fillBatch(embedder: Embedder, signal: AbortSignal): Promise<number> {
    const units = this.#store.unitsWithoutVectors(embedder.key, BATCH, embedder.local);
    if (units.length === 0) return 0;
    const vectors = await embedder.embed(
      units.map((unit) => unit.text),
      signal,
    );
    if (signal.aborted) return 0;
    this.#store.putVectors(units, { embedder: embedder.key, dimensions: embedder.dimensions, vectors });
    return units.length;
  }
}
