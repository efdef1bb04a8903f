/**
 * Which of the app's own embedders serves: the best one, in a thread that starts a moment after the app, or the quick one where the
 * best cannot run. May not know what they are made of.
 */
import { setTimeout as later } from 'node:timers/promises';
import type { Embedder } from '#shared/models/embedder.ts';

/** An embedder that has to load before its first text. */
export interface LoadedEmbedder extends Embedder {
  /** Throws when it cannot run on this machine. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface EmbeddersInsideOptions {
  readonly quick: Embedder;
  /** Null when the app lacks its files. */
  readonly best: LoadedEmbedder | null;
  /** How many texts lack a vector of the embedder with this key. */
  readonly countMissing: (key: string) => number;
  readonly onFailure: (thrown: unknown) => void;
  /** So long after it was asked for the best one is loaded, in ms, if no text asked for it before. */
  readonly startAfter?: number;
}

/** The start of the app has the processor to itself. */
const START_AFTER = 400;

export class EmbeddersInside {
  readonly #options: EmbeddersInsideOptions;

  constructor(options: EmbeddersInsideOptions) {
    this.#options = options;
  }

  /** The one to begin with: that which has more of the vectors, so that recall works before anything is made anew. */
  first(): Embedder {
    const { best, quick, countMissing } = this.#options;
    if (best === null) return quick;
    const missing = countMissing(best.key);
    return missing === 0 || missing <= countMissing(quick.key) ? best : quick;
  }

  /** The best one that runs here, loaded. Throws the signal's reason. */
  async usable(signal: AbortSignal): Promise<Embedder> {
    const { best, quick, onFailure, startAfter = START_AFTER } = this.#options;
    if (best === null) return quick;
    await later(startAfter, undefined, { signal, ref: false });
    try {
      await best.ready();
      return best;
    } catch (thrown) {
      signal.throwIfAborted();
      onFailure(thrown);
      return quick;
    }
  }

  async close(): Promise<void> {
    await this.#options.best?.close();
  }
}
