/** Decides whether a text repeats a memory in other words, such as "Your locker code is 4711". */

/** A text with at least this share of a memory's content words repeats it. */
export const paraphraseShare = 0.75;
/** One shared word is no repetition, unless the memory has only one. */
const MIN_SHARED_WORDS = 2;
/** Shorter codes, and years, occur in too many unrelated sentences. */
const MIN_CODE_LENGTH = 4;
const MIN_NAME_LENGTH = 4;
/** A shorter number alone may be any amount. */
const MIN_NUMBER_LENGTH = 5;
/** A longer word is data, such as a picture in base64. */
const MAX_CODE_LENGTH = 64;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** A word with inner punctuation, as in codes, addresses and double names. */
const TOKEN = /[\p{L}\p{M}\p{N}]+(?:[-_.@/:+][\p{L}\p{M}\p{N}]+)*/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const YEAR = /^(?:19|20)\d\d$/u;
const SENTENCE_START = /(?:^|[.!?。！？\n:]\s{0,20}["'“„«(]{0,5})$/u;
/** More characters than SENTENCE_START can match, so that `^` matches only at the start of the text. */
const LOOKBEHIND = 30;

/** Stop words of the most used languages; a missing one only makes two texts seem slightly more alike. */
const STOP_WORDS = new Set(
  'the and you your yours mine that this with from for are was were has have had not but she her his him its der die das und ist mein dein ihr les des est mon votre una los las mis'.split(
    ' ',
  ),
);

/**
 * A pattern for names, numbers and codes in these texts, as whole words; null when there are none. They identify a
 * memory whatever is said around them.
 */
export function distinctivePattern(texts: readonly string[]): RegExp | null {
  const distinctive = [...new Set(texts.flatMap(distinctiveTokens))].sort(
    (one, other) => other.length - one.length,
  );
  if (distinctive.length === 0) return null;
  const any = distinctive.map((token) => token.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
}

/** Words with digits and names in a text, in lower case: without any of them, a sentence does not say it. */
export function specificWords(text: string): ReadonlySet<string> {
  const specific = [...contentWords(text)].filter((word) => /\p{N}/u.test(word));
  const names = distinctiveTokens(text).flatMap((token) => [...contentWords(token)]);
  return new Set([...specific, ...names]);
}

function distinctiveTokens(text: string): string[] {
  const found: string[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const atStart = SENTENCE_START.test(text.slice(Math.max(0, index - LOOKBEHIND), index));
    const parts = token.match(WORD) ?? [];
    for (const part of new Set([token, ...parts]))
      if (isCode(part) || (isName(part) && !(atStart && token.startsWith(part)))) found.push(part);
  }
  return found;
}

/**
 * Codes that hardly mean anything but what a memory says, in lower case: with letters and digits, or long numbers. Not
 * round numbers, and not what looks like a date or an amount.
 */
export function strongCodes(text: string): ReadonlySet<string> {
  const words = text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
  return new Set(words.filter(isStrongCode));
}

function isStrongCode(word: string): boolean {
  if (word.length < MIN_CODE_LENGTH || word.length > MAX_CODE_LENGTH || !/\p{N}/u.test(word)) return false;
  if (/^\p{N}+$/u.test(word)) return word.length >= MIN_NUMBER_LENGTH && !word.endsWith('000');
  // "12th", "1990s", "250ml" and "24h" are no codes; "sk9xq2" and "b7q4" are.
  return !/^\p{N}+\p{L}{1,4}$/u.test(word) && !/^\p{L}+\p{N}{1,2}$/u.test(word);
}

function isCode(token: string): boolean {
  return token.length >= MIN_CODE_LENGTH && /\p{N}/u.test(token) && !YEAR.test(token);
}

function isName(token: string): boolean {
  return token.length >= MIN_NAME_LENGTH && /^\p{Lu}/u.test(token);
}

/** Detects texts that contain most content words of any of some memories, in any order. */
export class ParaphraseDetector {
  /** Number of content words, by memory. */
  readonly #sizes: readonly number[];
  /** Memories that contain a content word. */
  readonly #memoriesByWord = new Map<string, number[]>();

  constructor(memories: readonly string[]) {
    const all = memories.map(contentWords);
    this.#sizes = all.map(({ size }) => size);
    for (const [memory, words] of all.entries())
      for (const word of words) {
        const memoriesWith = this.#memoriesByWord.get(word);
        if (memoriesWith === undefined) this.#memoriesByWord.set(word, [memory]);
        else memoriesWith.push(memory);
      }
  }

  /** One pass over the text, however many memories there are. */
  isIn(text: string): boolean {
    const shared = new Map<number, number>();
    for (const word of contentWords(text))
      for (const memory of this.#memoriesByWord.get(word) ?? [])
        shared.set(memory, (shared.get(memory) ?? 0) + 1);
    return [...shared].some(([memory, count]) => {
      const size = this.#sizes[memory] ?? 0;
      return count >= Math.min(MIN_SHARED_WORDS, size) && count / size >= paraphraseShare;
    });
  }
}

/** Folded words without stop words; character bigrams in scripts without spaces. */
export function contentWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORD)) {
    if (!UNSPACED.test(word)) {
      if ((word.length > 2 || /\p{N}/u.test(word)) && !STOP_WORDS.has(word)) words.add(word);
      continue;
    }
    const letters = Array.from(word);
    if (letters.length === 1) words.add(word);
    for (let at = 1; at < letters.length; at += 1) words.add(`${letters[at - 1] ?? ''}${letters[at] ?? ''}`);
  }
  return words;
}
