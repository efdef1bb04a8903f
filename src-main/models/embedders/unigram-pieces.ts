/**
 * Splits a text into the pieces of a SentencePiece unigram vocabulary, like the model's own tokenizer: normalised (NFKC, no control
 * characters, single spaces), then the split with the largest sum of scores (Kudo, "Subword Regularization", ACL 2018; Viterbi's
 * algorithm). Characters that no piece covers become one unknown piece per run. Special tokens written out in a text are plain text here.
 */

export interface UnigramVocabulary {
  /** A piece's id is its index. `▁` stands for a space. */
  readonly pieces: readonly string[];
  /** Logarithms of the pieces' probabilities. */
  readonly scores: Float32Array;
  /** The score of a character that no piece covers; worse than any piece. */
  readonly unknownScore: number;
}

const space = '\u2581';

/** What the tokenizer's own table changes in addition to NFKC. */
const removed = /(?![\t\n\f\r])\p{Cc}/gu;
const spaces = /[\s\u200b-\u200f\u2581\ufeff\ufffd]+/g;

const unreached = { score: -Infinity, start: 0, id: -1 };

export class UnigramPieces {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #scores: Float32Array;
  readonly #unknownScore: number;
  /** Length of the longest piece, in UTF-16 units. */
  readonly #longest: number;

  constructor({ pieces, scores, unknownScore }: UnigramVocabulary) {
    this.#ids = new Map(pieces.map((piece, id) => [piece, id]));
    this.#scores = scores;
    this.#unknownScore = unknownScore;
    this.#longest = pieces.reduce((most, { length }) => Math.max(most, length), 0);
  }

  /** The ids of a text's pieces in order; -1 for an unknown one. */
  cut(text: string): number[] {
    const given = normalise(text);
    const best = this.#bestEnds(given);
    const ids: number[] = [];
    for (let end = given.length; end > 0;) {
      const { id, start } = best[end] ?? unreached;
      if (id >= 0 || ids.at(-1) !== -1) ids.push(id);
      end = start;
    }
    return ids.toReversed();
  }

  /** For each index of the text the best piece that ends there; indexes inside a character are never reached. */
  #bestEnds(text: string): (typeof unreached)[] {
    const best = Array.from({ length: text.length + 1 }, () => unreached);
    best[0] = { ...unreached, score: 0 };
    const reach = (end: number, start: number, score: number, id: number) => {
      if (score > (best[end]?.score ?? Infinity)) best[end] = { score, start, id };
    };
    for (let start = 0; start < text.length; start += 1) {
      const before = best[start]?.score ?? -Infinity;
      if (before === -Infinity) continue;
      const last = Math.min(text.length, start + this.#longest);
      for (let end = start + 1; end <= last; end += 1) {
        const id = this.#ids.get(text.slice(start, end));
        if (id !== undefined) reach(end, start, before + (this.#scores[id] ?? 0), id);
      }
      const character = (text.codePointAt(start) ?? 0) > 0xff_ff ? 2 : 1;
      reach(start + character, start, before + this.#unknownScore, -1);
    }
    return best;
  }
}

/** Empty if there is nothing to read; otherwise it begins with a space, as every word does. */
function normalise(text: string): string {
  const plain = text.replace(removed, '').normalize('NFKC').replace(spaces, ' ').trim();
  return plain === '' ? '' : ` ${plain}`.replaceAll(' ', space);
}
