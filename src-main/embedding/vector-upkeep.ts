/**
 * Decides which embedder is in force and keeps its vectors complete. Vectors are derived data: when the embedder changes,
 * texts are embedded anew in the background, and the old embedder stays in force until the new one's are all there. Knows
 * an embedder and a place for vectors; not memories, settings or servers.
 */
import type { ComparingState } from '#shared/contract/comparing.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { nextRound } from '../rounds/next-round.ts';
import { ComparingProgress } from './comparing-progress.ts';

/** A text that lacks a vector. */
export interface UnitWithoutVector {
  readonly text: string;
}

/** Where vectors are kept, by embedder. */
export interface VectorStore<Unit extends UnitWithoutVector> {
  /** @param withPrivate false leaves out texts that must not leave this machine. */
  unitsWithoutVectors(embedder: string, limit: number, withPrivate: boolean): readonly Unit[];
  /** How many `unitsWithoutVectors` there are. */
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

/** An embedder behind a server is asked once before it can be used; the one inside is there. */
export type MakeEmbedder = (signal: AbortSignal) => Embedder | Promise<Embedder>;

/** Texts embedded at a time: a quick request for a server, and a moment for the embedder inside. */
const BATCH = 16;

/** Fewer are done before a person could read that they are under way. */
const FEW = 2 * BATCH;

/** After a failure the next try waits so long, in ms, so that a server that is off is not asked again and again. */
const PAUSE_AFTER_FAILURE = 60_000;

export class VectorUpkeep<Unit extends UnitWithoutVector> {
  readonly #store: VectorStore<Unit>;
  readonly #onFailure: (thrown: unknown) => void;
  #current: Embedder;
  #wanted: MakeEmbedder;
  #stop = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | null = null;
  readonly #progress: ComparingProgress;
  #paused = false;
  #closed = false;

  /** @param onProgress is told how far the making of vectors is, about a hundred times. */
  constructor(
    store: VectorStore<Unit>,
    embedder: Embedder,
    onFailure: (thrown: unknown) => void,
    onProgress: (state: ComparingState) => void = () => undefined,
  ) {
    this.#store = store;
    this.#current = embedder;
    this.#wanted = () => embedder;
    this.#onFailure = onFailure;
    this.#progress = new ComparingProgress(onProgress);
  }

  /** The embedder in force: the one that recall asks and new memories get vectors from. */
  current(): Embedder {
    return this.#current;
  }

  /**
   * Puts an embedder in force as soon as every text has its vector; until then the earlier one stays. When it cannot be
   * made or asked, the failure is told and the same is tried again later.
   */
  use(make: MakeEmbedder): void {
    this.#wanted = make;
    this.#paused = false;
    this.#progress.idle();
    this.#restart();
    this.complete();
  }

  /** Makes the vectors that are missing, such as those of memories taught while a server was off. */
  complete(): void {
    if (this.#closed || this.#paused) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    const { signal } = this.#stop;
    this.#work = this.#work.then(() => this.#fill(this.#wanted, signal));
  }

  state(): ComparingState {
    return this.#progress.state;
  }

  /** Stops making vectors until `resume` or `use`; the embedder in force stays. Changes nothing when all are there. */
  pause(): void {
    if (this.#closed || this.#progress.state.state === 'idle') return;
    this.#paused = true;
    this.#restart();
    this.#progress.paused();
  }

  /** Goes on where it stopped; after a failure it tries again at once. */
  resume(): void {
    const { state, done, total } = this.#progress.state;
    if (this.#closed || state === 'idle' || state === 'working') return;
    this.#paused = false;
    this.#restart();
    this.#progress.working(done, total);
    this.complete();
  }

  /** Resolves when nothing is under way; what failed is tried again later. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#work;
  }

  /** Lets go of what is under way, and of the wait for another try. */
  #restart(): void {
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
      this.#retry = setTimeout(() => this.complete(), PAUSE_AFTER_FAILURE).unref();
    }
  }

  async #fillAll(embedder: Embedder, signal: AbortSignal): Promise<void> {
    const missing = this.#store.countWithoutVectors(embedder.key, embedder.local);
    // After a pause or a failure the rest is counted on top of what was done before it.
    let total = Math.max(missing, this.#progress.state.total);
    let done = total - missing;
    const shown = total > FEW;
    for (;;) {
      if (signal.aborted) return;
      // Whoever is told may pause.
      if (shown) this.#progress.working(done, total);
      if (signal.aborted) return;
      const made = await this.#fillBatch(embedder, signal);
      if (made === 0) return;
      done += made;
      // Memories taught meanwhile are made too.
      if (done >= total) total = done + this.#store.countWithoutVectors(embedder.key, embedder.local);
      // Each batch is short; between two of them the main loop is free.
      await nextRound();
    }
  }

  /** How many were made; 0 when nothing was missing. */
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
