/**
 * Chooses between the app's built-in embedders: the best one, in a thread that starts shortly after the app, or the
 * quick one where the best cannot run. Does not know how they work.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Embedder, LoadedEmbedder } from '#shared/models/embedder.ts';

export interface BuiltInEmbeddersOptions {
  readonly quick: Embedder;
  /** Null when its files are missing. */
  readonly best: LoadedEmbedder | null;
  /** Number of texts without a vector by the embedder with this key. */
  readonly countMissing: (key: string) => number;
  readonly onFailure: (thrown: unknown) => void;
  /** Delay before the best one is loaded, in ms, unless a text needs it earlier. */
  readonly loadDelayMs?: number;
}

/** Loading would slow the app's start. */
const LOAD_DELAY_MS = 400;

export class BuiltInEmbedders {
  readonly #options: BuiltInEmbeddersOptions;
  /** False once the best one has failed: it would start and fail again with each message. */
  #runs = true;

  constructor(options: BuiltInEmbeddersOptions) {
    this.#options = options;
  }

  /**
   * The embedder to start with: the one with more existing vectors, so that recall works before anything is
   * re-embedded.
   */
  initial(): Embedder {
    const { best, quick, countMissing } = this.#options;
    if (best === null) return quick;
    const missing = countMissing(best.key);
    return missing === 0 || missing <= countMissing(quick.key) ? best : quick;
  }

  /** Loads the best embedder that runs on this machine. Throws the signal's reason. */
  async load(signal: AbortSignal): Promise<Embedder> {
    const { best, quick, onFailure, loadDelayMs = LOAD_DELAY_MS } = this.#options;
    if (best === null) return quick;
    await wait(loadDelayMs, undefined, { signal, ref: false });
    try {
      await best.ready();
      return best;
    } catch (thrown) {
      signal.throwIfAborted();
      onFailure(thrown);
      return quick;
    }
  }

  /** Vectors for the act classifier; null if the best embedder cannot run. Throws the signal's reason. */
  async sentenceVectors(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[] | null> {
    const { best, onFailure } = this.#options;
    if (best === null || !this.#runs) return null;
    try {
      return await best.multilingualVectors(texts, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      this.#runs = false;
      onFailure(thrown);
      return null;
    }
  }

  async close(): Promise<void> {
    await this.#options.best?.close();
  }
}
