import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { CandidateFunc, SelectorFunc } from './selector-manager.ts';

/** Who speaks next, as data. */
export interface SpeakerRule {
  /** Whose word it comes after, `user` for the task; anybody’s when not given. */
  readonly after?: string;
  /** What that word must contain; anything when not given. */
  readonly said?: string;
  readonly speaks: string;
}

/** The first rule that fits holds; when none does, it is left to whoever else chooses. */
export function bySpeakerRules(rules: readonly SpeakerRule[]): SelectorFunc {
  return (thread) => {
    const last = thread.findLast(isChatMessage);
    if (last === undefined) return null;
    const fits = ({ after, said }: SpeakerRule): boolean =>
      (after === undefined || last.source === after) &&
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
  return (thread) => {
    const last = lastSpeaker(thread, names);
    if (last === undefined) return names;
    const given = Object.hasOwn(transitions, last) ? transitions[last] : undefined;
    return given ?? names.filter((name) => name !== last);
  };
}

function lastSpeaker(thread: readonly AgentMessage[], names: readonly string[]): string | undefined {
  return thread.findLast((message) => isChatMessage(message) && names.includes(message.source))?.source;
}
