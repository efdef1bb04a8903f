import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import { TASK_SOURCE } from '../../run/task.ts';
import type { CandidateFunc, SelectorFunc } from './selector-manager.ts';

/** Who speaks next, as data. */
export interface SpeakerRule {
  /** Whose word it comes after, `user` for the task; anybody’s when not given. */
  readonly after?: string;
  /** What that word must contain; anything when not given. */
  readonly said?: string;
  readonly speaks: string;
}

/**
 * The first rule that fits holds; when none does, it is left to whoever else chooses. What is said in a team inside is said by
 * whoever says it, and by that team.
 */
export function bySpeakerRules(rules: readonly SpeakerRule[]): SelectorFunc {
  return (thread, previous) => {
    const last = thread.findLast(isChatMessage);
    if (last === undefined) return null;
    const speakers = last.source === TASK_SOURCE ? [last.source] : [last.source, previous];
    const fits = ({ after, said }: SpeakerRule): boolean =>
      (after === undefined || speakers.includes(after)) &&
      (said === undefined || messageText(last).includes(said));
    return rules.find(fits)?.speaks ?? null;
  };
}

/** Who may come after whom; after somebody who is not in it, everybody else. */
export type SpeakerTransitions = Readonly<Record<string, readonly string[]>>;

export function bySpeakerTransitions(
  transitions: SpeakerTransitions,
  names: readonly string[],
): CandidateFunc {
  return (_thread, previous) => {
    if (previous === null) return names;
    const given = Object.hasOwn(transitions, previous) ? transitions[previous] : undefined;
    return given ?? names.filter((name) => name !== previous);
  };
}
