/**
 * Whether an edited message replaces the sentence from which a memory was learned. Decided by words only: which sentence took the place of
 * which. A sentence that was merely removed is not a contradiction.
 */
import { gistOfText } from '../../recall/near-duplicates.ts';
import { stem } from '../../recall/stem.ts';
import { stemsOf, wordsOf } from '../../recall/terms.ts';
import { sentencesOf } from '../understand/sentences.ts';

/** A sentence replaces another one if they share this much of their words (Dice coefficient, 0..1). */
const SAME_PLACE = 0.5;
/** The maximum number of words compared of a sentence, because the time grows with its square. */
const COMPARED = 300;

/**
 * The sentence of the new text that replaces the one from which this memory was learned; null if that sentence is unchanged or was removed.
 */
export function replacedStatement(memory: string, earlier: string, later: string): string | null {
  const [old, now] = [earlier, later].map((text) => sentencesOf(text).map((sentence) => sentence.text));
  if (old === undefined || now === undefined) return null;
  const source = sourceSentence(memory, old);
  if (source === null) return null;
  const kept = new Set(old.map(lettersOf));
  if (now.some((sentence) => lettersOf(sentence) === lettersOf(source))) return null;
  const changed = now.filter((sentence) => !kept.has(lettersOf(sentence)));
  const [instead = null] = changed.toSorted((one, other) => likeness(source, other) - likeness(source, one));
  if (instead === null || likeness(source, instead) < SAME_PLACE) return null;
  const denies = gistOfText(source).negations !== gistOfText(instead).negations;
  return denies || replacesWordOf(memory, source, instead) ? instead : null;
}

/** The sentence from which a memory was learned: the one that shares most words with it; null if none shares any. */
export function sourceSentence(memory: string, sentences: readonly string[]): string | null {
  const stems = new Set(stemsOf(memory));
  const shared = (sentence: string) => new Set(stemsOf(sentence).filter((one) => stems.has(one))).size;
  const [best] = sentences.toSorted((one, other) => shared(other) - shared(one));
  return best === undefined || shared(best) === 0 ? null : best;
}

/** Whether a word of the memory was replaced by another one, not only removed. */
function replacesWordOf(memory: string, before: string, after: string): boolean {
  const stems = new Set(stemsOf(memory));
  return replacements(wordsOf(before).slice(0, COMPARED), wordsOf(after).slice(0, COMPARED)).some(
    ({ removed, added }) => added.length > 0 && removed.some((word) => stems.has(stem(word))),
  );
}

interface Replacement {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The parts between the words that both have in the same order. */
function replacements(before: readonly string[], after: readonly string[]): Replacement[] {
  const common = commonLengths(before, after);
  const found: Replacement[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  let [at, to] = [0, 0];
  while (at < before.length || to < after.length) {
    const [old, now] = [before[at], after[to]];
    if (old !== undefined && old === now) {
      found.push({ removed, added });
      [removed, added] = [[], []];
      at += 1;
      to += 1;
    } else if (
      old !== undefined &&
      (now === undefined || lengthAt(common, at + 1, to) >= lengthAt(common, at, to + 1))
    ) {
      removed.push(old);
      at += 1;
    } else if (now !== undefined) {
      added.push(now);
      to += 1;
    }
  }
  return [...found, { removed, added }];
}

/** The length of the longest common subsequence of both rests, from each pair of positions on. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let at = before.length - 1; at >= 0; at -= 1)
    for (let to = after.length - 1; to >= 0; to -= 1) {
      const row = lengths[at];
      if (row === undefined) continue;
      row[to] =
        before[at] === after[to]
          ? lengthAt(lengths, at + 1, to + 1) + 1
          : Math.max(lengthAt(lengths, at + 1, to), lengthAt(lengths, at, to + 1));
    }
  return lengths;
}

function lengthAt(lengths: readonly (readonly number[])[], at: number, to: number): number {
  return lengths[at]?.[to] ?? 0;
}

function likeness(one: string, other: string): number {
  const [words, others] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
  const shared = [...words].filter((word) => others.has(word)).length;
  return words.size + others.size === 0 ? 0 : (2 * shared) / (words.size + others.size);
}

function lettersOf(text: string): string {
  return wordsOf(text).join(' ');
}
