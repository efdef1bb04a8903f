import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import { TASK_SOURCE } from '../../run/task.ts';
import type { CandidateFunc, SelectorFunc } from './selector-manager.ts';

/** A rule for the next speaker, as data. */
export interface SpeakerRule {
  /** Source of the last message, `user` for the task. Default: any. */
  readonly after?: string;
  /** Text that the last message must contain. Default: any. */
  readonly said?: string;
  readonly speaks: string;
}

/**
 * The first matching rule decides; without a match the choice is left to the person or the model. A message of a nested team has
 * two sources: its author and the team.
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

/** Allowed next speakers by previous speaker. After a speaker without an entry, everyone else is allowed. */
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
