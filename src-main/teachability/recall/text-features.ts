import type { Memory } from '#shared/memory/memory.ts';
import { memoryCost } from '../memory-block.ts';
import { cachedByText } from './cached-by-text.ts';
import { gistOfText } from './near-duplicates.ts';
import type { Gist } from './near-duplicates.ts';
import { stemsOf } from './terms.ts';
import { textTerms } from './word-score.ts';
import type { TextTerms } from './word-score.ts';

/** Values computed once from a memory's text, whatever the question is. The costly ones are computed on first use. */
export class TextFeatures {
  readonly terms: TextTerms;
  readonly #text: string;
  #gist: Gist | undefined;
  #cost: number | undefined;

  constructor(text: string) {
    this.#text = text;
    this.terms = textTerms(stemsOf(text));
  }

  get gist(): Gist {
    this.#gist ??= gistOfText(this.#text);
    return this.#gist;
  }

  /** The estimated number of tokens of the memory in the request. */
  get cost(): number {
    this.#cost ??= memoryCost(this.#text);
    return this.#cost;
  }
}

export const featuresOf = cachedByText((text) => new TextFeatures(text));

export const cueTermsOf = cachedByText((cue) => textTerms(stemsOf(cue)));

/** Analyses the texts of memories ahead of time, into the cache. */
export function prepareFeatures(memories: readonly Memory[]): void {
  for (const { text, cues } of memories) {
    featuresOf(text);
    for (const cue of cues) cueTermsOf(cue.text);
  }
}
