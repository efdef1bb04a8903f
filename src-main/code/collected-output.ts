/** The longest line that says how code ended, roughly. */
const ENDING = 300;

/** Output of code, up to a number of characters. */
export class CollectedOutput {
  /** For the outputs of several blocks, each with its ending, when each is limited by itself. */
  static ofBlocks(most: number): CollectedOutput {
    return new CollectedOutput(most + ENDING);
  }

  readonly #most: number;
  #text = '';
  #isFull = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Keeps what fits. Returns false once there is more than that. */
  add(text: string): boolean {
    const left = this.#most - this.#text.length;
    this.#text += text.slice(0, left);
    if (text.length > left) this.#isFull = true;
    return !this.#isFull;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  /** @param ending a line of its own after the output; empty: none. */
  text(ending = ''): string {
    const text = this.#text.toWellFormed();
    if (ending === '') return text;
    return text === '' || text.endsWith('\n') ? `${text}${ending}` : `${text}\n${ending}`;
  }
}
