/**
 * How well the user's own words support what a model says they taught. A model may reword but not add: no name, number or address, no
 * negation, no deed that the user did not mention.
 */
import type { MemoryKind } from '#shared/memory/memory.ts';
import { stem } from '../../../recall/stem.ts';
import { fold, stemsOf } from '../../../recall/terms.ts';
import { isAmong, nearestClauses } from './compared-clauses.ts';
import { reversesMeaning } from './polarity.ts';
import { isSomebodyElses } from './whose-claim.ts';

export type Support = 'sure' | 'doubtful' | 'none';

export interface SupportingWords {
  /** The user's own words in this message and in their previous request. */
  readonly said: string;
  /** The assistant's previous words, which support nothing. */
  readonly answered: string;
  /** What the lesson may also mention: the memory that it changes. */
  readonly known: string;
  /** True for an answer that the user edited: how they edited it says more than their words. */
  readonly shown?: boolean;
}

/** The share of a lesson's content words that must be the user's. It is higher for instructions, which are sent with every request. */
const SURE: Readonly<Record<MemoryKind, number>> = {
  fact: 0.5,
  preference: 0.5,
  skill: 0.6,
  instruction: 0.75,
};
const LEAST = 0.5;
/** The maximum share of a lesson's words that come from the previous answer alone. */
const SHARE_OF_ANSWER = 0.34;

/** Words that only introduce a lesson, such as words of wishing and answering. They need no support in the message. */
const FRAME = new Set(
  `prefer preference like love enjoy dislike hate avoid want wish need user always never usually generally answer answers reply
  response respond write use give keep make call called named name live work have own use using used short brief when whenever ask`
    .split(/\s+/u)
    .map(stem),
);

const ADDRESS =
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}|https?:\/\/[^\s]{1,500}|\b[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{2,63}){1,4}\b/gu;
const NUMBER = /\d+(?:[.,:/-]\d+)*/gu;
/** A capitalised word within a sentence. */
const NAME = /(?<=[\p{L}\p{N},;:)"”’] )\p{Lu}[\p{L}\p{M}’'-]+/gu;
const NO_NAME = /^(?:I|I['’].+)$/u;

export function supportFor(text: string, kind: MemoryKind, words: SupportingWords): Support {
  const said = new Set(stemsOf(words.said));
  const known = new Set(stemsOf(words.known));
  const stems = [...new Set(stemsOf(text))];
  if (!stems.some((one) => said.has(one))) return 'none';
  const answered = new Set(stemsOf(words.answered).filter((one) => !said.has(one)));
  const fromAnswer = stems.filter((one) => answered.has(one) && !known.has(one)).length;
  if (fromAnswer > stems.length * SHARE_OF_ANSWER) return 'none';
  if (bringsIn(text, `${words.said}\n${words.known}`)) return 'none';
  const content = stems.filter((one) => !FRAME.has(one) && !/^\p{N}/u.test(one));
  const covered = content.filter((one) => known.has(one) || isAmong(one, said)).length;
  const share = content.length === 0 ? 1 : covered / content.length;
  if (share < LEAST || (content.length > 0 && !content.some((one) => isAmong(one, said)))) return 'none';
  const sure =
    share >= (words.shown === true ? LEAST : SURE[kind]) &&
    !reversesMeaning(text, words.said) &&
    !movesNumber(text, words.said) &&
    !isSomebodyElses(text, nearestClauses(text, words.said));
  return sure ? 'sure' : 'doubtful';
}

/** True for an address, a name or a number that the user did not give. */
function bringsIn(text: string, given: string): boolean {
  const source = fold(given);
  const addresses = text.match(ADDRESS) ?? [];
  const names = [...text.matchAll(NAME)].map(([name]) => name).filter((name) => !NO_NAME.test(name));
  if ([...addresses, ...names].some((one) => !source.includes(stripped(one)))) return true;
  const numbers = new Set(given.match(NUMBER) ?? []);
  const digits = text.match(NUMBER) ?? [];
  // "Three kids" may become "3 kids": spelled-out numbers count as given.
  return digits.some((one) => !numbers.has(one) && (one.length > 2 || !NUMBER_WORD.test(source)));
}

const NUMBER_WORD =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|a couple|dozen)\b/u;

function stripped(name: string): string {
  return fold(name).replace(/['’]s?$/u, '');
}

/** What a number counts; of scripts without spaces one letter. */
const COUNTED =
  /(?<!\d)(?<number>\d{1,15}(?:[.,:/-]\d{1,15}){0,3})\s?(?<unit>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\p{L}{1,40})/gu;

/** "Three sons and seven nephews" as seven sons. */
function movesNumber(text: string, said: string): boolean {
  const counted = (one: string) =>
    [...fold(one).matchAll(COUNTED)].map(({ groups }) => ({
      number: groups?.['number'] ?? '',
      unit: stem(groups?.['unit'] ?? ''),
    }));
  const given = counted(said);
  return counted(text).some(({ number, unit }) => {
    const ofUnit = given.filter((one) => one.unit === unit);
    return ofUnit.length > 0 && ofUnit.every((one) => one.number !== number);
  });
}
