/**
 * An embedder without any files or servers. It compares texts by shared words and parts of words, so it relates "favourite" and
 * "favourites" in any language, but not "car" and "automobile". Any change of its vectors must change `ngramEmbedderKey`, because stored
 * vectors are compared by key.
 */
import type { Embedder } from '#shared/models/embedder.ts';
import { yieldToEventLoop } from '../../scheduling/yield-to-event-loop.ts';
import { DirectionSum } from './direction-sum.ts';
import { RecentVectors } from './recent-vectors.ts';
import { addDirection, addScaled, featureHash, normalise } from './sign-projection.ts';
import { stopWords } from './stop-words.ts';
import { isSingleCharacter, textWords } from './text-features.ts';

const usualDimensions = 384;
export const ngramEmbedderKey = `ngram-hash@1/${usualDimensions}`;

const kinds = { word: 1, pair: 2, part: 3 } as const;
/** Lengths of the parts of a word, in characters, its two ends counted as one character each. */
const partLengths = [3, 4, 5] as const;

/** The total weight of a word's parts, however many there are: long words must not dominate short ones. */
const weights = { word: 1, parts: 1.4, pair: 0.4, stopWord: 0.15, characterPair: 1 } as const;

/** About 3 MB; nine in ten words of English prose are found here. */
const heldWords = 2_000;
/** Texts between two yields to the event loop: a few milliseconds of work. */
const textsPerTurn = 32;

export class NgramEmbedder implements Embedder {
  readonly key: string;
  readonly dimensions: number;
  readonly local = true;
  readonly #words = new RecentVectors(heldWords);

  /** @param dimensions a multiple of 32. */
  constructor(dimensions: number = usualDimensions) {
    this.dimensions = dimensions;
    this.key = `ngram-hash@1/${dimensions}`;
  }

  /** Throws the signal's reason if it aborts between two texts. */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const [index, text] of texts.entries()) {
      if (index > 0 && index % textsPerTurn === 0) await yieldToEventLoop();
      signal?.throwIfAborted();
      vectors.push(this.embedText(text));
    }
    return vectors;
  }

  /** Unit length; zero if the text has no word. */
  embedText(text: string): Float32Array {
    const words = textWords(text);
    const vector = new Float32Array(this.dimensions);
    const make = (word: string) => wordVector(word, this.dimensions);
    for (const [word, times] of counted(words)) {
      addScaled(vector, this.#words.get(word, make), weightOf(word) * sublinear(times));
    }
    for (const [pair, { times, weight }] of countedPairs(words)) {
      addDirection(vector, featureHash(kinds.pair, pair), weight * sublinear(times));
    }
    return normalise(vector);
  }
}

/** The second occurrence of a word adds less than the first. */
function sublinear(times: number): number {
  return 1 + Math.log(times);
}

function weightOf(word: string): number {
  return stopWords.has(word) ? weights.stopWord : 1;
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function countedPairs(words: readonly string[]): Map<string, { times: number; weight: number }> {
  const pairs = new Map<string, { times: number; weight: number }>();
  for (let index = 1; index < words.length; index += 1) {
    const first = words[index - 1] ?? '';
    const second = words[index] ?? '';
    const pair = `${first} ${second}`;
    const known = pairs.get(pair);
    if (known === undefined) pairs.set(pair, { times: 1, weight: pairWeight(first, second) });
    else known.times += 1;
  }
  return pairs;
}

/** Two adjacent characters of a script without spaces are often a word, so they weigh as much as one. */
function pairWeight(first: string, second: string): number {
  if (isSingleCharacter(first) && isSingleCharacter(second)) return weights.characterPair;
  return weights.pair * Math.min(weightOf(first), weightOf(second));
}

function wordVector(word: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  addDirection(vector, featureHash(kinds.word, word), weights.word);
  if (isSingleCharacter(word)) return vector;
  const parts = wordParts(`^${word}$`, dimensions);
  parts.addTo(vector, weights.parts / Math.sqrt(parts.features));
  return vector;
}

function wordParts(marked: string, dimensions: number): DirectionSum {
  const sum = new DirectionSum(dimensions);
  for (const length of partLengths) {
    for (let start = 0; start + length <= marked.length; start += 1) {
      sum.add(featureHash(kinds.part, marked, start, start + length));
    }
  }
  return sum;
}
