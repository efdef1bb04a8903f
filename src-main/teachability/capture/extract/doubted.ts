import type { SlicedTask } from '#shared/sliced-task.ts';
import type { PlannedTeaching } from '../decide/plan.ts';
import type { Teaching, UserWords } from '../teaching.ts';
import { whoseWords } from '../understand/whose-words.ts';
import { untoldOf } from './explicit-teaching.ts';
import { leftOut } from './floor.ts';
import { allStatedTask } from './learn-by-rules.ts';

/** Maximum number of questions: a text by somebody else may contain many statements in the first person. */
const MOST = 3;

/**
 * Possible statements of the user in a message that also contains other text: those in the user's own words that no rule is certain of, and
 * those that rules find in words of unclear origin.
 * @param own words of the user, without material
 * @param sure what was already found
 */
export function* doubtedTask(
  own: string,
  { text, at }: UserWords,
  sure: readonly Pick<Teaching, 'text' | 'subject'>[],
): SlicedTask<PlannedTeaching[]> {
  const ofOwn = yield* allStatedTask(own, at, false);
  const ofUnclear = yield* allStatedTask(untoldOf(whoseWords(text).unclear, true), at, true);
  return leftOut([...ofOwn, ...ofUnclear], sure)
    .filter(({ onlyCorrects = false }) => !onlyCorrects)
    .slice(0, MOST)
    .map((teaching) => ({ ...teaching, doubtful: true }));
}
