/** Finds memories that the user names in their own words: "the thing about my sister", "den Code vom Tor". */
import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory, MemoryScope } from '#shared/memory/memory.ts';
import type { MemoryReader } from '../../ports.ts';
import type { NearestMemories } from '../../recall/nearest-memories.ts';
import { isPersonWord } from '../../recall/gate/person-words.ts';
import { stopWords, stopWordsFor, weakWords } from '../../recall/stop-words.ts';
import { queryTerms, wordsOf } from '../../recall/terms.ts';
import { sameScope, searchedFor } from '../../scopes.ts';
import { relatedTo } from './relation/relations.ts';
import { isAboutOtherPerson } from './other-person.ts';
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { isForgetWord } from '../understand/acts/frames.ts';
import { countContained, countRelated, contentWords } from './shared-words.ts';

export interface NamingPorts {
  readonly reader: MemoryReader;
  readonly embedder: () => Embedder | null;
  readonly neighbours: NearestMemories;
}

/** How many memories that share words, and how many of the nearest by vector, are examined. */
const LOOKED_AT = 40;
/** The minimum share of the named words that a memory must contain. */
const LEAST_SHARE = 0.5;
/** Separators of several names: "my car, the insurance and the mechanic" */
const JOINTS = /[,;،、]\s*|\sو(?=\p{Script=Arabic}{3,})|\s(?:and|und|et|y|e|en|i|и|та|ve|och|og)\s/iu;

/** The memories of one scope that the words could mean. */
export async function memoriesNear(words: string, scope: MemoryScope, ports: NamingPorts): Promise<Memory[]> {
  const { reader, embedder, neighbours } = ports;
  const terms = queryTerms(words).flatMap((term) => term.words);
  const held = reader.searchWords(terms, LOOKED_AT, searchedFor(scope)).map(({ memory }) => memory);
  const near = await neighbours.of(words, embedder(), LOOKED_AT, scope);
  const found = [...held.filter((memory) => sameScope(memory.scope, scope)), ...near];
  return [...new Map(found.map((memory) => [memory.id, memory])).values()];
}

/**
 * The memories that contain most words of each part; a part that names nothing is skipped.
 * @param leftOut words that do not belong to a name
 */
export async function memoriesNamed(
  words: string,
  scope: MemoryScope,
  ports: NamingPorts,
  leftOut: (word: string) => boolean,
): Promise<{ readonly memories: Memory[]; readonly parts: number }> {
  const near = await memoriesNear(words, scope, ports);
  const parts = words.split(JOINTS).map((part) => bestOf(namingWords(part, leftOut), near));
  const found = parts.filter((memories) => memories.length > 0);
  return { memories: [...new Set(found.flat())], parts: found.length };
}

/** How many memories are offered if none is certain. */
const OFFERED = 3;
/** The minimum similarity of meaning of a memory that is forgotten together with a related word, and of one that is offered. */
const MEANT = 0.2;
const MAY_BE_MEANT = 0.4;
/** The minimum margin over the second best. */
const APART = 0.1;
/** How long to wait for vectors, in ms. */
const PATIENCE = 1_500;

/** True for words of forgetting in any language. The Turkish "son" (last) is a person in English. */
export function isRequestWord(word: string): boolean {
  return isForgetWord(word) && !isPersonWord(word);
}

/** The only memory whose subject a request ends with: "You can lose where I live". */
export async function memoryOfSubject(
  words: string,
  scopes: readonly MemoryScope[],
  ports: NamingPorts,
): Promise<Memory | null> {
  const all = await nearIn(words, scopes, ports);
  const [only, ...others] = all.filter(({ subject }) => subject !== null && endsWithSubject(words, subject));
  return only === undefined || others.length > 0 ? null : only;
}

async function nearIn(words: string, scopes: readonly MemoryScope[], ports: NamingPorts): Promise<Memory[]> {
  return (await Promise.all(scopes.map((scope) => memoriesNear(words, scope, ports)))).flat();
}

/**
 * The memory that a request means although its words name none: it contains a related word of the one whose meaning is nearest. `near`: what
 * may be meant if none is certain.
 */
export async function memoriesMeant(
  words: string,
  scopes: readonly MemoryScope[],
  ports: NamingPorts,
  leftOut: (word: string) => boolean,
): Promise<{ readonly sure: Memory | null; readonly near: readonly Memory[] }> {
  const all = await nearIn(words, scopes, ports);
  const wanted = contentWords(words, leftOut);
  const related = await relatedTo(
    { text: withoutWords(words, leftOut), kind: 'fact' },
    all,
    ports.embedder(),
    PATIENCE,
  );
  const byMeaning = related
    .map(({ memory, meaning }) => ({ memory, meaning: meaning ?? 0 }))
    .toSorted((one, other) => other.meaning - one.meaning);
  const [best, next] = byMeaning;
  const isSure =
    best !== undefined &&
    best.meaning >= MEANT &&
    best.meaning - (next?.meaning ?? 0) >= APART &&
    !isAboutOtherPerson(best.memory.text, words) &&
    countRelated(wanted, contentWords(best.memory.text)) > 0;
  if (isSure) return { sure: best.memory, near: [] };
  const near = byMeaning.filter(({ meaning }) => meaning >= MAY_BE_MEANT).slice(0, OFFERED);
  return { sure: null, near: near.map(({ memory }) => memory) };
}

/** The words without those that are left out; all of them if none would be left. */
function withoutWords(words: string, leftOut: (word: string) => boolean): string {
  const kept = words.split(/\s+/u).filter((word) => !wordsOf(word).every(leftOut));
  return kept.length === 0 ? words : kept.join(' ');
}

/** True for "You can lose where I live", but not for "my job interview" and the subject "my job". */
function endsWithSubject(words: string, subject: string): boolean {
  const [said, named] = [wordsOf(words), wordsOf(subject)];
  const end = said.length - (said.at(-1) === 'please' ? 1 : 0);
  return named.length > 1 && named.join(' ') === said.slice(Math.max(0, end - named.length), end).join(' ');
}

/** Places where a request may go on with what is to be kept: "the cat, keep the dog", "le chat mais pas le chien". */
const TURN =
  /[,;:–—،؛]\s+|[，、；]|(?<=\p{Script=Han}),|\sو(?=\p{Script=Arabic}{3,})|\s(?=(?:but|aber|mais|pero|ma|mas|maar|ale|но|але|ama|men)\s)|[.。]\s*/iu;
/** In letters. Shorter words are mostly articles and prepositions. */
const SHORTEST_VERB = 4;
const DENIES =
  /(?<!\p{L})(?:not|nicht|kein\p{L}{0,2}|pas|no|non|não|niet|geen|nie|не|değil|inte|ikke|ليس|नहीं)(?!\p{L})|不|别|안(?=\s)|않|지\s?마/iu;

/**
 * Removes from the words of a request the parts that name what is to be kept. A later part belongs to the list of what is to be forgotten
 * only if memories contain all of its words and it has no negation.
 * @param near memories that could be meant
 */
export function withoutKept(words: string, near: readonly Memory[]): string {
  const [first = words, ...others] = words.split(TURN);
  const known = near.flatMap((memory) => contentWords(memory.text));
  const listed = others.filter((part) => {
    const telling = contentWords(part);
    // Verbs such as "keep" and "stays" occur in no memory.
    const verbs = wordsOf(part).filter((word) => word.length >= SHORTEST_VERB && !stopWords.has(word));
    return (
      !DENIES.test(part) &&
      telling.length > 0 &&
      countContained([...telling, ...verbs], known) === telling.length + verbs.length
    );
  });
  return [first, ...listed].join(', ');
}

/** The words of a request that name something, without single letters of Hiragana and Thai if there are others. */
export function namingWords(part: string, leftOut: (word: string) => boolean): string[] {
  const words = contentWords(part, leftOut);
  if (words.length === 0) return englishNouns(part).filter((word) => !leftOut(word));
  const telling = words.filter((word) => !isSmallLetter(word));
  return telling.length > 1 ? telling : words;
}

/** Words of an English text that are small words only in other languages: "van" is "of" in Dutch. */
function englishNouns(text: string): string[] {
  if (!isEnglish(text)) return [];
  const words = wordsOf(text);
  const small = stopWordsFor(words);
  return words.filter((word) => word.length > 2 && !small.has(word) && !weakWords.has(word));
}

/** Single letters of Hiragana and Thai carry no meaning. */
export function isSmallLetter(word: string): boolean {
  return word.length === 1 && !/[\p{Script=Han}\p{Script=Katakana}]/u.test(word);
}

function bestOf(wanted: readonly string[], near: readonly Memory[]): Memory[] {
  if (wanted.length === 0) return [];
  const counts = near.map((memory) => countNamed(wanted, memory));
  const most = Math.max(0, ...counts);
  return most < Math.max(1, wanted.length * LEAST_SHARE) ? [] : near.filter((_, at) => counts[at] === most);
}

/** How many of the words name a memory: none of one about another person, and of one whose subject alone has them only all. */
function countNamed(wanted: readonly string[], { text, subject }: Memory): number {
  const known = [...contentWords(text), ...englishNouns(text)];
  const words = [...known, ...contentWords(subject ?? '')];
  if (wanted.some((word) => isPersonWord(word) && countContained([word], words) === 0)) return 0;
  const count = countContained(wanted, words);
  return count === wanted.length || countContained(wanted, known) > 0 ? count : 0;
}
