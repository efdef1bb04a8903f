import { contentWords, paraphraseShare, specificWords, strongCodes } from './paraphrase-match.ts';
import { sentencesOf } from './verbatim-match.ts';
import { TextFinder } from './text-finder.ts';

/** TextFinder finds no shorter texts, in bytes of UTF-8. */
const MIN_BYTES = 4;
/** The longest sentence that is compared by its words, in UTF-16 units; a longer one is data. */
const MAX_SENTENCE = 4_000;
/** So many memories are compared for one word of a sentence; memories of the same few words are found by others. */
const MAX_PER_WORD = 50;

/** One text of a memory and its words. */
interface SoughtText {
  readonly memoryId: string;
  readonly words: ReadonlySet<string>;
  /** Those of which a sentence must contain the rarest. */
  readonly specific: ReadonlySet<string>;
}

/**
 * Finds which of many memories a text says, although it neither taught them nor was made from them: word by word, in
 * one sentence with most of their words, or by a code that hardly means anything else. Linear in the text.
 */
export class MentionFinder {
  /** Rules out most texts: one that says a memory contains one of these. */
  readonly #anchors: TextFinder;
  /** By the words of which every sentence that says the text contains one. */
  readonly #textsByWord = new Map<string, SoughtText[]>();
  readonly #memoriesByCode = new Map<string, string[]>();
  readonly #memoriesByText = new Map<string, string[]>();

  /** @param memories the texts of each memory, by its id. */
  constructor(memories: ReadonlyMap<string, readonly string[]>) {
    const sought: SoughtText[] = [];
    for (const [memoryId, texts] of memories)
      for (const text of texts) {
        sought.push({ memoryId, words: contentWords(text), specific: specificWords(text) });
        push(this.#memoriesByText, folded(text).replace(/[\s\p{P}]{1,9}$/u, ''), memoryId);
        for (const code of strongCodes(text)) push(this.#memoriesByCode, code, memoryId);
      }
    const counts = new Map<string, number>();
    for (const { words } of sought) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const anchors = new Set([...this.#memoriesByText.keys(), ...this.#memoriesByCode.keys()]);
    for (const one of sought) {
      const keys =
        one.specific.size > 0 ? byRarity(one.specific, counts).slice(0, 1) : rarest(one.words, counts);
      for (const key of keys) push(this.#textsByWord, key, one);
      for (const anchor of keys.every(isLongEnough) ? keys : rarest(one.words, counts, isLongEnough))
        anchors.add(anchor);
    }
    this.#anchors = new TextFinder(
      [...anchors].filter(isLongEnough).map((anchor) => [anchor, anchor] as const),
    );
  }

  /** The ids of the memories that the text says. */
  memoriesIn(text: string): ReadonlySet<string> {
    const ids = new Set<string>();
    const anchors = new Set<string>();
    this.#anchors.find(Buffer.from(folded(text)), anchors);
    if (anchors.size === 0) return ids;
    for (const anchor of anchors) for (const id of this.#memoriesByText.get(anchor) ?? []) ids.add(id);
    for (const sentence of sentencesOf(text))
      if (sentence.length <= MAX_SENTENCE) this.#addSaidIn(sentence, ids);
    return ids;
  }

  #addSaidIn(sentence: string, ids: Set<string>): void {
    for (const code of strongCodes(sentence))
      for (const id of this.#memoriesByCode.get(code) ?? []) ids.add(id);
    const words = contentWords(sentence);
    for (const word of words)
      for (const sought of this.#textsByWord.get(word)?.slice(0, MAX_PER_WORD) ?? [])
        if (saysMostOf(words, sought.words)) ids.add(sought.memoryId);
  }
}

/** One shared word alone says nothing here, nor does a date. */
function saysMostOf(words: ReadonlySet<string>, sought: ReadonlySet<string>): boolean {
  const shared = [...sought].filter((word) => words.has(word));
  return (
    shared.length > 1 &&
    shared.length / sought.size >= paraphraseShare &&
    shared.some((word) => /\p{L}/u.test(word))
  );
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** So many of the rarest words that a sentence with most of the words has one of them. */
function rarest(
  words: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  isUsable: (word: string) => boolean = () => true,
): string[] {
  const missing = Math.floor(words.size * (1 - paraphraseShare));
  return byRarity(words, counts)
    .filter(isUsable)
    .slice(0, missing + 1);
}

/** The longer first of those that are as rare. */
function byRarity(words: ReadonlySet<string>, counts: ReadonlyMap<string, number>): string[] {
  return [...words].toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || b.length - a.length);
}

function isLongEnough(anchor: string): boolean {
  return Buffer.byteLength(anchor) >= MIN_BYTES;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
