import type { SlicedTask } from '#shared/sliced-task.ts';
import type { PlannedTeaching } from '../decide/plan.ts';
import type { Teaching, UserWords } from '../teaching.ts';
import { whoseWords } from '../understand/whose-words.ts';
import { untoldOf } from './explicit-teaching.ts';
import { leftOut } from './floor.ts';
import { allStatedTask } from './learn-by-rules.ts';

/** A text of somebody else may say much in the first person; nobody wants to be asked about all of it. */
const MOST = 3;

/**
 * What the user may say of themself beside a text: of their own words what no rule is sure of, and what rules find in words of which it
 * cannot be told whose they are.
 * @param own words of the user, without material
 * @param sure what was found already
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
