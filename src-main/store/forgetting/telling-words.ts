/** What makes a text say the same as a memory although its words stand in another order: "Your locker code is 4711". */

/** A text that has so large a share of a memory's words repeats it. */
const REPEATING = 0.75;
/** One shared word is no repetition, unless the memory has no more. */
const LEAST_SHARED = 2;
/** Shorter codes, and years, are in too many sentences that have nothing to do with the memory. */
const SHORTEST_CODE = 4;
const SHORTEST_NAME = 4;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** A word with what holds its parts together, as in codes, addresses and double names. */
const TOKEN = /[\p{L}\p{M}\p{N}]+(?:[-_.@/:+][\p{L}\p{M}\p{N}]+)*/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const YEAR = /^(?:19|20)\d\d$/u;
const SENTENCE_START = /(?:^|[.!?。！？\n:]\s{0,20}["'“„«(]{0,5})$/u;
/** More than that can match, so that the beginning of what is looked at is the text's own. */
const LOOKED_BACK = 30;

/** Small words of the languages most taught in; what is missing here only makes two texts seem a little more alike. */
const SMALL = new Set(
  'the and you your yours mine that this with from for are was were has have had not but she her his him its der die das und ist mein dein ihr les des est mon votre una los las mis'.split(
    ' ',
  ),
);

/**
 * A pattern for names, numbers and codes in these texts, each as a word of its own; null when there are none. They tell a memory
 * from all others, whatever is said around them.
 */
export function tellingPattern(texts: readonly string[]): RegExp | null {
  const telling = [...new Set(texts.flatMap(tellingTokens))].sort((one, other) => other.length - one.length);
  if (telling.length === 0) return null;
  const any = telling.map((token) => token.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
}

function tellingTokens(text: string): string[] {
  const found: string[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const atStart = SENTENCE_START.test(text.slice(Math.max(0, index - LOOKED_BACK), index));
    const parts = token.match(WORD) ?? [];
    for (const part of new Set([token, ...parts]))
      if (isCode(part) || (isName(part) && !(atStart && token.startsWith(part)))) found.push(part);
  }
  return found;
}

function isCode(token: string): boolean {
  return token.length >= SHORTEST_CODE && /\p{N}/u.test(token) && !YEAR.test(token);
}

function isName(token: string): boolean {
  return token.length >= SHORTEST_NAME && /^\p{Lu}/u.test(token);
}

/** Finds out whether texts have most of the words of any of some memories, in whatever order and between whatever others. */
export class Repetition {
  /** By memory: how many words carry it. */
  readonly #sizes: readonly number[];
  /** By word: the memories that it carries. */
  readonly #carried = new Map<string, number[]>();

  constructor(memories: readonly string[]) {
    const all = memories.map(carryingWords);
    this.#sizes = all.map(({ size }) => size);
    for (const [memory, words] of all.entries())
      for (const word of words) {
        const carried = this.#carried.get(word);
        if (carried === undefined) this.#carried.set(word, [memory]);
        else carried.push(memory);
      }
  }

  /** Once through the words of the text, however many memories there are. */
  isIn(text: string): boolean {
    const shared = new Map<number, number>();
    for (const word of carryingWords(text))
      for (const memory of this.#carried.get(word) ?? []) shared.set(memory, (shared.get(memory) ?? 0) + 1);
    return [...shared].some(([memory, count]) => {
      const size = this.#sizes[memory] ?? 0;
      return count >= Math.min(LEAST_SHARED, size) && count / size >= REPEATING;
    });
  }
}

/** Folded words without the small ones; pairs of letters where words are written without spaces. */
function carryingWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORD)) {
    if (!UNSPACED.test(word)) {
      if ((word.length > 2 || /\p{N}/u.test(word)) && !SMALL.has(word)) words.add(word);
      continue;
    }
    const letters = Array.from(word);
    if (letters.length === 1) words.add(word);
    for (let at = 1; at < letters.length; at += 1) words.add(`${letters[at - 1] ?? ''}${letters[at] ?? ''}`);
  }
  return words;
}
