import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';

/** It stands before each of its messages. */
const LONGEST_NAME = 100;
/** The name of a team may be made of those of its members. */
const LONGEST_TEAM_NAME = 300;

/**
 * Throws `invalid_input` for a name that cannot be shown, or kept: none, one of more than 100 characters, one with control characters,
 * and `__proto__`, which no JavaScript object has as a key like every other.
 */
export function checkedAgentName(name: string): string {
  return checkedName(name, 'An agent', LONGEST_NAME);
}

/** The same for a team, whose name may have 300 characters. */
export function checkedTeamName(name: string): string {
  return checkedName(name, 'A team', LONGEST_TEAM_NAME);
}

/** The same as a form, so that it is said together with what else a config lacks. */
export const agentNameSchema = z.string().check((name) => {
  const message = faultOf(name.value, 'An agent', LONGEST_NAME);
  if (message !== null) name.issues.push({ code: 'custom', input: name.value, message });
});

function checkedName(name: string, who: string, longest: number): string {
  const fault = faultOf(name, who, longest);
  if (fault === null) return name;
  throw new TuteeError('invalid_input', fault, { field: 'name' });
}

function faultOf(name: string, who: string, longest: number): string | null {
  if (name.trim() === '') return `${who} needs a name.`;
  if (name === '__proto__') return 'Choose another name: programs cannot keep this one.';
  return name.length > longest || /[\p{Cc}\p{Cs}]/u.test(name)
    ? `The name of ${who.toLowerCase()} has at most ${longest} characters, none of them a control character.`
    : null;
}
