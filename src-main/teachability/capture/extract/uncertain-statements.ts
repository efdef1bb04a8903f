import type { SlicedTask } from '#shared/sliced-task.ts';
import type { PlannedTeaching } from '../decide/plan.ts';
import type { Teaching, UserWords } from '../teaching.ts';
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
    .filter(({ text: said, onlyCorrects = false }) => !onlyCorrects && !asksForWork(said))
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

/** "Attached is my list", "summarise the text below": no statement that would be worth a question. */
function asksForWork(text: string): boolean {
  return pointsAtText({ text }) && !speaksOfSelf({ text }) && teachingIn(text, false) === null;
}
