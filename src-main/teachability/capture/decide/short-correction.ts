/** Short messages that correct one value of what was taught last: "Wait, no, 5510", "with a C: Catherine", "I meant Milan". */
import { countContained, contentWords } from './shared-words.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import { tidySentence } from '../extract/wording.ts';
import { wordsOf } from '../../recall/terms.ts';
import { withoutApology } from '../understand/apology.ts';
import { amendedUnspaced, beginsByDenying } from './amended-unspaced.ts';
import { correctsOtherPerson } from './other-person.ts';

/** A longer sentence names its own topic. In words. */
const LONGEST_FRAGMENT = 9;
/** A message with more words of the memory is a statement of its own. */
const MOST_SHARED = 1;
/** The maximum number of different letters in another spelling of a name, and of a short one. */
const MOST_EDITS = 2;
const MOST_EDITS_OF_SHORT = 1;
const SHORT_NAME = 4;
const SHORTEST_NAME = 3;
/** Punctuation around a word. */
const MARKS = /^[^\p{L}\p{N}]{1,9}|[^\p{L}\p{M}\p{N}%€$]{1,9}$/gu;

const SURE = 0.6;
/** A shorter message is not taken for a paste. In characters. */
const LONGEST_LINE = 60;

/** True for a short line without quotation marks, which only the user can have written. */
export function isOneLine(message: string): boolean {
  return message.length <= LONGEST_LINE && !/[\n"“”„«»]/u.test(message);
}

/** A clause that says that the preceding answer is wrong, and nothing else. By language. */
const DENIES = new RegExp(
  `^(?:${[
    String.raw`(?:(?:that|this|it)(?:['’]s| is| was) )?(?:(?:all|quite|just) )?(?:wrong|incorrect|not (?:quite )?(?:true|right|correct))`,
    String.raw`(?:that|this|it) (?:isn['’]?t|wasn['’]?t) (?:quite )?(?:true|right|correct)`,
    String.raw`(?:das|es) stimmt (?:so )?nicht|stimmt nicht|(?:das ist )?(?:falsch|nicht richtig)`,
    String.raw`(?:c['’]est )?(?:faux|inexact)|ce n['’]est pas (?:ça|vrai|juste)`,
    String.raw`(?:eso )?no es (?:cierto|correcto|verdad|así)|(?:eso )?(?:es incorrecto|está mal)`,
    String.raw`(?:è )?sbagliato|non è (?:vero|giusto|corretto)|(?:está )?errado|(?:isso )?não é verdade`,
    String.raw`(?:dat )?klopt niet|(?:dat is )?fout|(?:to )?nieprawda|это не(?:верно|правда)|неправильно|yanlış`,
  ].join('|')})$`,
  'iu',
);

/**
 * True for a short message that corrects something.
 * @param own words of the user, without material
 */
export function isCorrection(own: string): boolean {
  if (beginsByDenying(own) && own.length <= LONGEST_LINE) return true;
  // An apology before a number gives another one; before other words it may be about anything.
  if (isOneLine(own) && withoutApology(own) !== own.trim() && /^\p{N}/u.test(withoutApology(own)))
    return true;
  if (wordsOf(withoutApology(own)).length > LONGEST_FRAGMENT) return false;
  // "That's wrong, it's Dr. Braun": the first clause says what the second one is for.
  const [first = '', ...others] = own.trim().split(/[,;:.!–—]\s/u);
  if (others.length > 0 && DENIES.test(first.trim())) return true;
  return sentenceActs(own).some(({ scores, isQuestion }) => !isQuestion && scores.correct >= SURE);
}

/** True for a sentence that gives a number or a code and nothing that it is the value of: "It is 5522." */
export function isValueAlone(sentence: string): boolean {
  const [only, ...others] = tokensOf(sentence).filter((token) => contentWords(token).length > 0);
  return only !== undefined && others.length === 0 && /\p{N}/u.test(only);
}

/** True for a sentence that gives a name after "it is" and nothing that bears it: "It is Dr. Braun." */
export function isNameAlone(sentence: string): boolean {
  const tokens = tokensOf(sentence);
  const [first, ...others] = tokens.filter((token) => contentWords(token).length > 0);
  if (first === undefined || first === tokens[0] || others.length > 2) return false;
  return IT_IS.test(sentence) && [first, ...others].every((token) => /^\p{Lu}/u.test(token));
}

const IT_IS =
  /^(?:it|that|he|she)(?:['’]s|\s(?:is|was))\s|^(?:es|das|er|sie) (?:ist|heißt)\s|^c['’]est\s|^(?:es|è|é|se llama|si chiama)\s|^(?:het|dat|hij|zij) (?:is|heet)\s|^to (?:jest)?\s|^это\s/iu;

/** A longer correction is a statement of its own. In words, and in characters for scripts without spaces. */
const LONGEST_WITHOUT_CAPITALS = 5;
const LONGEST_UNSPACED = 16;

/**
 * For scripts without capitals, in which names cannot be recognised: the memory and the correction together, as they were said; null unless
 * the fragment is a few words that certainly correct something.
 */
export function withCorrection(memory: string, fragment: string): string | null {
  const words = fragment.trim().split(/\s+/u).length;
  if (/\p{Lu}|\p{Ll}/u.test(fragment) || words > LONGEST_WITHOUT_CAPITALS || fragment.length > LONGEST_LINE)
    return null;
  if (words === 1 && fragment.length > LONGEST_UNSPACED) return null;
  // Without a denial it is a statement of its own, which replaces what it changes.
  if (!beginsByDenying(fragment)) return null;
  return `${memory} ${tidySentence(fragment)}`;
}

/** "We broke up, Kim and me" corrects no memory of somebody else; "I meant Kim" may. */
const TELLS_OF_SELF = /^(?:i|we)(?:['’]\p{L}+)?\s(?!mean|said|say|wrote|typed|told)\p{L}/iu;
const SPEAKS_OF_SELF = /\b(?:i|me|my|we|us|our)\b/iu;

/** The memory's text with the value from the fragment; null if it is unclear which word is meant. */
export function applyShortCorrection(memory: string, fragment: string): string | null {
  const inUnspaced = amendedUnspaced(memory, fragment);
  if (inUnspaced !== null) return inUnspaced;
  if (wordsOf(fragment).length > LONGEST_FRAGMENT || correctsOtherPerson(memory, fragment)) return null;
  if (countContained(contentWords(fragment), contentWords(memory)) > MOST_SHARED) return null;
  if (TELLS_OF_SELF.test(fragment) && !SPEAKS_OF_SELF.test(memory)) return null;
  const old = tokensOf(memory);
  const said = tokensOf(fragment).filter((token) => token.length > 1 || /\p{N}/u.test(token));
  const isNew = (token: string) => !old.some((one) => one.toLowerCase() === token.toLowerCase());
  // A message that begins like the memory is a statement of its own: "My boss is called Ida now".
  if (said.length > 2 && said[0] === old[0] && said[1] === old[1]) return null;
  const fresh = said.filter(isNew);
  const number = fresh.findLast((token) => /\p{N}/u.test(token));
  if (number !== undefined)
    return replacedOne(
      memory,
      old.filter((token, at) => /\p{N}/u.test(token) && (!AGE.test(fragment) || !countsThings(old, at))),
      number,
    );
  // The first word of a sentence has a capital in any case: "Nein, das ist jetzt Dr. Braun".
  const named = fresh.filter((token) => /^\p{Lu}/u.test(token));
  const names = named.length > 1 && named[0] === said[0] ? named.slice(1) : named;
  // If there is another new name, "Свадьбу" is an inflected form of "Свадьба", not another spelling.
  const respelt = names.findLast((name) =>
    old.some((token) => isSpellingOf(token, name) && (names.length === 1 || !isFormOf(token, name))),
  );
  if (respelt !== undefined)
    return replacedOne(
      memory,
      old.filter((token) => isSpellingOf(token, respelt)),
      respelt,
    );
  const last = names.at(-1);
  if (last === undefined) return null;
  const name = withTitle(last, fragment, memory);
  const place = oldAfterSame(old, said, last);
  if (place !== null) return replacedOne(memory, [place], name);
  const denied = said.filter((token) => !isNew(token) && /^\p{Lu}/u.test(token) && old.indexOf(token) > 0);
  const capitals = old.slice(1).filter((token) => /^\p{Lu}/u.test(token) && token !== 'I');
  return replacedOne(memory, denied.length === 1 ? denied : capitals, name);
}

/** A name with the title before it: "Dr. Braun". A title that the memory already has stays there. */
function withTitle(name: string, fragment: string, memory: string): string {
  const at = fragment.lastIndexOf(name);
  const title = /(?<!\p{L})\p{Lu}\p{L}{1,3}\.\s$/u.exec(fragment.slice(0, at))?.[0] ?? '';
  return memory.includes(title) ? name : title + name;
}

/** The old name that stands behind the same word with a capital as the new one: "Weiss" for "Dr. Braun" after "Dr. Weiss". */
function oldAfterSame(old: readonly string[], said: readonly string[], name: string): string | null {
  const before = said[said.lastIndexOf(name) - 1];
  if (before === undefined || !/^\p{Lu}/u.test(before)) return null;
  const at = old.indexOf(before);
  const now = at < 1 ? undefined : old[at + 1];
  return now !== undefined && /^\p{Lu}/u.test(now) && !said.includes(now) ? now : null;
}

function isFormOf(one: string, other: string): boolean {
  const length = Math.max(SHORTEST_NAME, Math.min(one.length, other.length) - 2);
  return one.slice(0, length).toLowerCase() === other.slice(0, length).toLowerCase();
}

function tokensOf(text: string): string[] {
  return text
    .split(/\s+/u)
    .map((word) => word.replaceAll(MARKS, ''))
    .filter((word) => word !== '');
}

/** A case ending after a name, as in Turkish: "Bodrum'da". */
const CASE_ENDING = /['’]\p{Ll}{1,6}$/u;

/** A person and a number after "to be": an age, not a count of something. By language. */
const AGE =
  /^(?:(?:no|nein|nej|nee|não|não),?\s)?(?:(?:s?he|i)['’\s](?:is|s|am|m)|(?:er|sie|ich)\s(?:ist|bin)|(?:hij|zij|ze|ik)\s(?:is|ben)|(?:han|hon|hun|jag|jeg)\s(?:är|er))\s(?:\p{L}{1,12}\s){0,2}\p{N}{1,3}(?:\s\p{L}{1,12}){0,2}[.!]?$/iu;
const YEARS = /^(?:years?|jahr|jaar|år|months?|monat|maand|now|today|jetzt|heute|nu|and|und|en|och|og)/iu;

/** True for a number before the things that it counts: "3 kids". */
function countsThings(tokens: readonly string[], at: number): boolean {
  const next = tokens[at + 1];
  return next !== undefined && contentWords(next).length > 0 && !YEARS.test(next);
}

/** Null unless exactly one can be meant. */
function replacedOne(text: string, candidates: readonly string[], by: string): string | null {
  const [only, ...others] = candidates;
  if (only === undefined || others.length > 0) return null;
  // The ending fits no other sentence than one of the same language and case.
  if (CASE_ENDING.test(by) && !CASE_ENDING.test(only)) return null;
  const at = text.lastIndexOf(only);
  return text.slice(0, at) + by + text.slice(at + only.length);
}

function isSpellingOf(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  if (
    Math.min(first.length, second.length) < SHORTEST_NAME ||
    Math.abs(first.length - second.length) > MOST_EDITS
  )
    return false;
  const most = Math.min(first.length, second.length) <= SHORT_NAME ? MOST_EDITS_OF_SHORT : MOST_EDITS;
  return edits(first, second) <= most && first !== second;
}

/** The number of letters to add, remove or change (Levenshtein distance). */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to += 1)
      next.push(
        Math.min(
          (row[to] ?? 0) + (other[to] === letter ? 0 : 1),
          (row[to + 1] ?? 0) + 1,
          (next[to] ?? 0) + 1,
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
