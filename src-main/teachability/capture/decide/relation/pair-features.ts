/**
 * The features of the relation classifier for a memory and a new statement: how many words, letters and meaning they share and in which
 * order, which numbers and names differ, what the statement does, and which function words only one of them has. Shared by the app and the
 * recipe.
 */
import type { MemoryKind } from '#shared/memory/memory.ts';
import { stem } from '../../../recall/stem.ts';
import { stopWords } from '../../../recall/stop-words.ts';
import { wordsOf } from '../../../recall/terms.ts';
import { subjectOf } from '../../extract/subject.ts';
import { acts } from '../../understand/acts/act.ts';
import type { Act } from '../../understand/acts/act.ts';
import { actScores, isEnglish } from '../../understand/acts/act-classifier.ts';
import { alone } from '../../understand/acts/act-features.ts';
import { isCommonWord } from '../../understand/acts/frames.ts';
import { countContained, contentWords } from '../shared-words.ts';
import { sameSlot } from '../slots.ts';

/** One side of a pair. */
export interface Statement {
  readonly text: string;
  readonly kind: MemoryKind;
}

/** The dense features of a pair, in a fixed order, and the rows of words that only one side has. */
export interface PairFeatures {
  readonly dense: readonly number[];
  readonly rows: readonly number[];
}

/** The number of principal directions of the vectors that are used. */
export const DIRECTIONS = 24;
/** The number of rows for function words; a word's row is its hash. */
export const WORD_ROWS = 512;
/** Of a longer statement only the beginning is read. In characters. */
const READ = 320;
const MOST_WORDS = 60;

/** The features of one side, computed once for all its pairs. */
export interface ReadStatement extends Statement {
  readonly words: readonly string[];
  readonly telling: readonly string[];
  readonly small: readonly string[];
  readonly numbers: readonly string[];
  readonly names: readonly string[];
  readonly letters: ReadonlyMap<string, number>;
  readonly subject: string | null;
  readonly english: boolean;
  readonly acts: readonly number[];
  readonly spaced: boolean;
}

export function readStatement({ text: whole, kind }: Statement): ReadStatement {
  const text = whole.slice(0, READ);
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const scores = actScores(alone(text));
  return {
    text,
    kind,
    words,
    telling: contentWords(text).slice(0, MOST_WORDS),
    small: words.filter((word) => stopWords.has(word) || isCommonWord(word)),
    numbers: numbersIn(text),
    names: namesIn(text),
    letters: lettersOf(words.join(' ')),
    subject: subjectOf(text, kind),
    english: isEnglish(text),
    acts: acts.map((act) => scores[act]),
    spaced: !UNSPACED.test(text),
  };
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** What an embedder says about a pair. */
export interface PairMeaning {
  /** The similarity of both, 0 to 1 on the scale of `meaningScore`. */
  readonly score: number;
  /** The coordinates of each along the principal directions; empty for another embedder than the recipe's. */
  readonly old: readonly number[];
  readonly now: readonly number[];
}

/** @param meaning null if there is no embedder */
export function pairFeatures(
  old: ReadStatement,
  now: ReadStatement,
  meaning: PairMeaning | null,
): PairFeatures {
  const shared = countContained(old.telling, now.telling);
  const middle = differing(old.words, now.words);
  const numbers = compared(old.numbers, now.numbers);
  const names = compared(old.names, now.names);
  const says = (act: Act) => now.acts[acts.indexOf(act)] ?? 0;
  const slot = sameSlot(old.text, now.text, false);
  const dense = [
    1,
    meaning === null ? 0 : 1,
    meaning?.score ?? 0,
    (meaning?.score ?? 0) ** 2,
    share(shared, old.telling.length),
    share(countContained(now.telling, old.telling), now.telling.length),
    Math.min(shared, 4) / 4,
    likeness(old.letters, now.letters),
    inOrder(old.words, now.words),
    middle.ahead,
    middle.behind,
    Math.min(middle.old, 6) / 6,
    Math.min(middle.now, 6) / 6,
    numbers.same,
    numbers.differ,
    numbers.onlyOld,
    numbers.onlyNow,
    names.same,
    names.differ,
    names.onlyOld,
    names.onlyNow,
    old.subject !== null && old.subject === now.subject ? 1 : 0,
    old.subject !== null && now.subject !== null && old.subject !== now.subject ? 1 : 0,
    slot === 'sure' ? 1 : 0,
    slot === 'unsure' ? 1 : 0,
    old.english === now.english ? 1 : 0,
    now.english ? 1 : 0,
    old.spaced === now.spaced ? 1 : 0,
    now.spaced ? 1 : 0,
    old.kind === now.kind ? 1 : 0,
    old.kind === 'instruction' ? 1 : 0,
    now.kind === 'instruction' ? 1 : 0,
    Math.log1p(old.words.length) / 4,
    Math.log1p(now.words.length) / 4,
    Math.min(now.telling.length - countContained(now.telling, old.telling), 6) / 6,
    Math.min(old.telling.length - shared, 6) / 6,
    old.words[0] === now.words[0] ? 1 : 0,
    // Products of features: a head this small cannot learn them from so few pairs.
    numbers.differ * share(shared, old.telling.length),
    names.differ * share(shared, old.telling.length),
    says('correct') * share(shared, old.telling.length),
    says('correct') * (meaning?.score ?? 0),
    says('cancel') * share(shared, old.telling.length),
    sameUnit(old.text, now.text) ? numbers.differ : 0,
    ...now.acts,
    ...placesOf(meaning),
  ];
  return { dense, rows: [...onlyIn(now, old, 'n'), ...onlyIn(old, now, 'o')] };
}

/** The length of `dense`. */
export const DENSE = 43 + acts.length + 2 * DIRECTIONS;

function placesOf(meaning: PairMeaning | null): readonly number[] {
  const places = meaning === null ? [] : [...meaning.old, ...meaning.now];
  return places.length === 2 * DIRECTIONS ? places : Array.from({ length: 2 * DIRECTIONS }, () => 0);
}

function onlyIn(one: ReadStatement, other: ReadStatement, side: string): number[] {
  const others = new Set(other.words);
  return [...new Set(one.small)].filter((word) => !others.has(word)).map((word) => rowOf(`${side} ${word}`));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

const WITH_UNIT = /\p{N}\s?([\p{L}€$£%]{1,12})/gu;

/** True for values in the same unit: "15 mg" and "10 mg". */
function sameUnit(one: string, other: string): boolean {
  const units = [...one.matchAll(WITH_UNIT)].map(([, unit]) => unit?.toLowerCase());
  return Array.from(other.matchAll(WITH_UNIT)).some(([, unit]) => units.includes(unit?.toLowerCase()));
}

const NUMBER = /\p{N}+(?:[.,:]\p{N}+)*/gu;
const NUMBER_WORDS = new Set(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word) => stem(word)),
);
const HAN_NUMBER = /[一二三四五六七八九十两](?=[\p{Script=Han}])/gu;

function numbersIn(text: string): string[] {
  const words = wordsOf(text).filter((word) => NUMBER_WORDS.has(word));
  return [...(text.match(NUMBER) ?? []), ...words, ...(text.match(HAN_NUMBER) ?? [])];
}

/** Capitalised words that do not begin the text, folded; long ones without their last two letters, which inflection changes. */
function namesIn(text: string): string[] {
  const found = text.match(/(?<=[\s('’"„“«])\p{Lu}[\p{L}\p{M}'’-]+/gu) ?? [];
  return found
    .flatMap((name) => wordsOf(name).slice(0, 1))
    .map((name) => name.slice(0, Math.max(4, name.length - 2)));
}

function compared(old: readonly string[], now: readonly string[]) {
  const both = old.filter((one) => now.includes(one)).length;
  const lost = old.some((one) => !now.includes(one));
  const fresh = now.some((one) => !old.includes(one));
  return {
    same: both > 0 ? 1 : 0,
    differ: lost && fresh ? 1 : 0,
    onlyOld: lost && !fresh ? 1 : 0,
    onlyNow: fresh && !lost ? 1 : 0,
  };
}

function lettersOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const padded = ` ${text} `;
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    const three = padded.slice(at, at + 3);
    counts.set(three, (counts.get(three) ?? 0) + 1);
  }
  return counts;
}

/** The cosine similarity of the counts. */
function likeness(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let [product, first, second] = [0, 0, 0];
  for (const [three, count] of one) {
    product += count * (other.get(three) ?? 0);
    first += count * count;
  }
  for (const count of other.values()) second += count * count;
  return first === 0 || second === 0 ? 0 : product / Math.sqrt(first * second);
}

/** The share of words that both have in the same order, 0 to 1. */
function inOrder(one: readonly string[], other: readonly string[]): number {
  let row = new Uint8Array(other.length + 1);
  for (const word of one) {
    const next = new Uint8Array(other.length + 1);
    for (let at = 1; at <= other.length; at += 1)
      next[at] = other[at - 1] === word ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0);
    row = next;
  }
  return share(2 * (row.at(-1) ?? 0), one.length + other.length);
}

/** The shares of words that both begin and end with, and the number of words between, for each. */
function differing(old: readonly string[], now: readonly string[]) {
  const most = Math.min(old.length, now.length);
  let ahead = 0;
  while (ahead < most && old[ahead] === now[ahead]) ahead += 1;
  let behind = 0;
  while (behind < most - ahead && old.at(-1 - behind) === now.at(-1 - behind)) behind += 1;
  return {
    ahead: share(ahead, most),
    behind: share(behind, most),
    old: old.length - ahead - behind,
    now: now.length - ahead - behind,
  };
}

/** FNV-1a over UTF-16 code units. */
function rowOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % WORD_ROWS;
}
