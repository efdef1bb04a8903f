import { beginsInChannels, HarmonySplitter } from './harmony-splitter.ts';
import type { HarmonyPiece } from './harmony-splitter.ts';
import { withoutHeader } from '../turn-marks.ts';
import { ThoughtSplitter } from './thought-splitter.ts';

export type AnswerPiece = HarmonyPiece;

/** Splits an answer according to the marks that it begins with. */
export class AnswerSplitter {
  #held = '';
  #marks: ThoughtSplitter | null = null;
  #channels: HarmonySplitter | null = null;

  push(chunk: string): AnswerPiece {
    if (this.#channels !== null) return this.#channels.push(chunk);
    if (this.#marks !== null) return { ...this.#marks.push(chunk), calls: [] };
    const begun = withoutHeader(this.#held + chunk);
    this.#held = begun ?? this.#held + chunk;
    if (begun === null) return nothing;
    const begins = this.#held.trim() === '' && this.#held.length > 200 ? 'no' : beginsInChannels(this.#held);
    if (begins === 'maybe') return nothing;
    return this.#begin(begins);
  }

  flush(): AnswerPiece {
    if (this.#channels !== null) return this.#channels.flush();
    if (this.#marks !== null) return { ...this.#marks.flush(), calls: [] };
    const first = this.#begin('no');
    const rest = this.flush();
    return { ...rest, reasoning: first.reasoning + rest.reasoning, text: first.text + rest.text };
  }

  #begin(begins: 'yes' | 'no'): AnswerPiece {
    const held = this.#held;
    this.#held = '';
    if (begins === 'yes') {
      this.#channels = new HarmonySplitter();
      return this.#channels.push(held);
    }
    this.#marks = new ThoughtSplitter();
    return { ...this.#marks.push(held), calls: [] };
  }
}

const nothing: AnswerPiece = { reasoning: '', text: '', calls: [] };
