import type { SlicedTask } from '#shared/sliced-task.ts';
import type { PlannedTeaching } from '../decide/plan.ts';
import type { Teaching, UserWords } from '../teaching.ts';
import { isAboutPeople } from '../../recall/gate/person-words.ts';
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { pointsAtText } from '../understand/pointing.ts';
import { teachingIn } from '../understand/teaching-form.ts';
import { speaksOfSelf } from '../understand/segment-role.ts';
import { whoseWords } from '../understand/whose-words.ts';
import { teachingsIn, withoutTeachings } from './explicit-teaching.ts';
import { missedByModel } from './missed-by-model.ts';
import { allStatedTask } from './learn-by-rules.ts';

/** Maximum number of questions: a text by somebody else may contain many statements in the first person. */
const MOST = 3;

/**
 * Possible statements of the user in a message that also contains other text: those in the user's own words that no rule is certain of, and
 * those that rules find in words of unclear origin.
 * @param own words of the user, without material
 * @param sure what was already found
 */
export function* uncertainTask(
  own: string,
  { text, at }: UserWords,
  sure: readonly Pick<Teaching, 'text' | 'subject'>[],
): SlicedTask<PlannedTeaching[]> {
  const ofOwn = yield* allStatedTask(own, at, false);
  const ofUnclear = yield* allStatedTask(withoutTeachings(whoseWords(text).unclear, true), at, false);
  return missedByModel([...ofOwn, ...ofUnclear], sure)
    .filter(
      ({ text: said, onlyCorrects = false }) => !onlyCorrects && !asksForWork(said) && mayBeOfUser(said),
    )
    .slice(0, MOST)
    .map((teaching) => ({ ...teaching, doubtful: true }));
}

/**
 * Explicit teachings that may be somebody else's, or that no rule is sure of beside a text.
 * @param own words of the user beside a text; empty where there is no text
 */
export function doubtfulTeachings(unclear: string, own: string, sure: readonly Teaching[]): Teaching[] {
  const ofOwn = missedByModel(teachingsIn(own, false), sure).filter(({ text }) => !asksForWork(text));
  return [...teachingsIn(unclear, true), ...ofOwn];
}

const IN_ENGLISH = /(?<!\p{L})(?:I|me|my|mine|we|us|our|ours)(?!\p{L})/iu;
/** "long area(long side)", "x = 3;": a line of code in no marks. */
const CODE = /(?<!\s)\(\p{L}+\s\p{L}+(?:,\s\p{L}+\s\p{L}+){0,9}\)|;$|\s=\s/u;

/** Beside a text, a sentence without the user in it is part of that text, however sure its form is. */
function mayBeOfUser(text: string): boolean {
  if (CODE.test(text.replace(/[.!]$/u, ''))) return false;
  return !isEnglish(text) || IN_ENGLISH.test(text) || isAboutPeople(text);
}

/** "Attached is my list", "summarise the text below": no statement that would be worth a question. */
function asksForWork(text: string): boolean {
  return pointsAtText({ text }) && !speaksOfSelf({ text }) && teachingIn(text, false) === null;
}
