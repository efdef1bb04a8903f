/**
 * Decides which embedder is in force and keeps its vectors complete. Vectors are derived data: when the embedder changes,
 * texts are embedded anew in the background, and the old embedder stays in force until the new one's are all there. Knows
 * an embedder and a place for vectors; not memories, settings or servers.
 */
import type { Embedder } from '#shared/embedder.ts';

/** A text that lacks a vector. */
export interface UnitWithoutVector {
  readonly text: string;
}

/** Where vectors are kept, by embedder. */
export interface VectorStore<Unit extends UnitWithoutVector> {
  /** @param withPrivate false leaves out texts that must not leave this machine. */
  unitsWithoutVectors(embedder: string, limit: number, withPrivate: boolean): readonly Unit[];
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
  #closed = false;

  constructor(store: VectorStore<Unit>, embedder: Embedder, onFailure: (thrown: unknown) => void) {
    this.#store = store;
    this.#current = embedder;
    this.#wanted = () => embedder;
    this.#onFailure = onFailure;
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
    this.#stop.abort();
    this.#stop = new AbortController();
    this.complete();
  }

  /** Makes the vectors that are missing, such as those of memories taught while a server was off. */
  complete(): void {
    if (this.#closed) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    const { signal } = this.#stop;
    this.#work = this.#work.then(() => this.#fill(this.#wanted, signal));
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

  async #fill(make: MakeEmbedder, signal: AbortSignal): Promise<void> {
    try {
      if (signal.aborted) return;
      const embedder = await make(signal);
      while (!signal.aborted && (await this.#fillBatch(embedder, signal))) {
        // Each batch is short; between two of them the main loop is free.
        await new Promise(setImmediate);
      }
      if (!signal.aborted) this.#current = embedder;
    } catch (thrown) {
      if (signal.aborted || this.#closed) return;
      this.#onFailure(thrown);
      this.#retry = setTimeout(() => this.complete(), PAUSE_AFTER_FAILURE).unref();
    }
  }

  /** False when nothing was missing. */
  async #fillBatch(embedder: Embedder, signal: AbortSignal): Promise<boolean> {
    const units = this.#store.unitsWithoutVectors(embedder.key, BATCH, embedder.local);
    if (units.length === 0) return false;
    const vectors = await embedder.embed(
      units.map((unit) => unit.text),
      signal,
    );
    if (signal.aborted) return false;
    this.#store.putVectors(units, { embedder: embedder.key, dimensions: embedder.dimensions, vectors });
    return true;
  }
}
