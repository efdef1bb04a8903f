import { isLocked } from '#shared/retry-while-locked.ts';

/** How often what grows is saved at most, in ms: a killed process loses at most so much of it. */
const SAVE_EVERY = 250;

/** Saves what grows: its first piece at once, all that follow soon, however fast they come. */
export class SaveSoon {
  readonly #save: () => void;
  #timer: NodeJS.Timeout | undefined;
  #grown = false;
  #failure: { readonly thrown: unknown } | null = null;

  constructor(save: () => void) {
    this.#save = save;
  }

  /** Throws what a save threw, this one or one in between; a database that another program holds is tried again. */
  grew(): void {
    if (this.#failure !== null) throw this.#failure.thrown;
    this.#grown = true;
    if (this.#timer !== undefined) return;
    this.#saveIfFree();
    this.#timer = setTimeout(() => this.#due(), SAVE_EVERY).unref();
  }

  /** It grows no more: nothing is saved from here on. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#grown = false;
  }

  #due(): void {
    this.#timer = undefined;
    if (!this.#grown) return;
    try {
      this.#saveIfFree();
      this.#timer = setTimeout(() => this.#due(), SAVE_EVERY).unref();
    } catch (thrown) {
      // Nobody waits here: whoever brings the next piece is told.
      this.#failure = { thrown };
    }
  }

  #saveIfFree(): void {
    try {
      this.#save();
      this.#grown = false;
    } catch (thrown) {
      if (!isLocked(thrown)) throw thrown;
    }
  }
}
