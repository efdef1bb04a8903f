import type { AddonModel } from './llama-addon.ts';

/** A character has at most four bytes, and a token at least one. */
const MOST_OPEN = 8;
/** How many earlier tokens are decoded with the new ones: some vocabularies put a space before the first token of a text. */
const BEFORE = 4;
const BROKEN = '\uFFFD';

/** Decodes tokens to text as they arrive. An incomplete character is held back until it is complete. */
export class TokenText {
  readonly #model: AddonModel;
  readonly #special: boolean;
  #before: number[] = [];
  #open: number[] = [];

  /** @param special whether control tokens are decoded too */
  constructor(model: AddonModel, special: boolean) {
    this.#model = model;
    this.#special = special;
  }

  /** The text that is complete with this token; often empty. */
  push(token: number): string {
    this.#open.push(token);
    const known = this.#text(this.#before);
    const all = this.#text([...this.#before, ...this.#open]);
    if (all.endsWith(BROKEN) && this.#open.length < MOST_OPEN) return '';
    this.#before = [...this.#before, ...this.#open].slice(-BEFORE);
    this.#open = [];
    return all.slice(known.length);
  }

  #text(tokens: readonly number[]): string {
    return tokens.length === 0 ? '' : this.#model.detokenize(new Uint32Array(tokens), this.#special);
  }
}
