import { isLocked } from '#shared/retry-while-locked.ts';

/** The least time between two saves, in ms: at most this much of a growing message is lost when the process is killed. */
const INTERVAL = 250;

/** Calls `save` at once for the first change, then at most once per interval while there are more. */
export class ThrottledSave {
  readonly #save: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dirty = false;
  #failure: { readonly thrown: unknown } | null = null;

  constructor(save: () => void) {
    this.#save = save;
  }

  /** Throws what this save threw, or an earlier one in the background. A locked database is not an error: the save is retried. */
  schedule(): void {
    if (this.#failure !== null) throw this.#failure.thrown;
    this.#dirty = true;
    if (this.#timer !== undefined) return;
    this.#trySave();
    this.#timer = setTimeout(() => this.#onInterval(), INTERVAL).unref();
  }

  /** Drops a scheduled save; the caller saves the final state itself. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#dirty = false;
  }

  #onInterval(): void {
    this.#timer = undefined;
    if (!this.#dirty) return;
    try {
      this.#trySave();
      this.#timer = setTimeout(() => this.#onInterval(), INTERVAL).unref();
    } catch (thrown) {
      // Nobody awaits a timer: the next call of `schedule` throws it.
      this.#failure = { thrown };
    }
  }

  #trySave(): void {
    try {
      this.#save();
      this.#dirty = false;
    } catch (thrown) {
      if (!isLocked(thrown)) throw thrown;
    }
  }
}
