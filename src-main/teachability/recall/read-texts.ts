import type { Memory } from '#shared/memory.ts';
import { gistOf } from './near-duplicates.ts';
import { textCost } from './selection.ts';
import { termsOf } from './worded.ts';

/** Takes what memories say apart while there is time for it; whoever judges them later finds it kept. */
export function readTexts(memories: readonly Memory[]): void {
  for (const { text, cues } of memories) {
    termsOf(text);
    for (const cue of cues) termsOf(cue.text);
    gistOf(text);
    textCost(text);
  }
}
