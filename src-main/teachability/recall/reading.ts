import type { Memory } from '#shared/memory.ts';
import { memoryCost } from '../memory-block.ts';
import { keptByText } from './kept-by-text.ts';
import { gistOf } from './near-duplicates.ts';
import type { Gist } from './near-duplicates.ts';
import { stemsOf, stemsOfWords, wordsOf } from './terms.ts';
import { textTerms } from './word-score.ts';
import type { TextTerms } from './word-score.ts';

/** What is worked out of a memory's text once, whatever is asked. */
export interface Reading {
  readonly terms: TextTerms;
  readonly gist: Gist;
  /** Estimated tokens of the memory in the block. */
  readonly cost: number;
}

export const readingOf = keptByText((text): Reading => {
  const words = wordsOf(text);
  const stems = stemsOfWords(words);
  return { terms: textTerms(stems), gist: gistOf(words, stems), cost: memoryCost(text) };
});

export const cueTermsOf = keptByText((cue) => textTerms(stemsOf(cue)));

/** Takes what memories say apart while there is time for it; whoever judges them later finds it kept. */
export function readTexts(memories: readonly Memory[]): void {
  for (const { text, cues } of memories) {
    readingOf(text);
    for (const cue of cues) cueTermsOf(cue.text);
  }
}
