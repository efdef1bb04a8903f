import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';

/** Characters. The name is shown before each message of the agent. */
const LONGEST_NAME = 100;
/** Characters. A team's name may be built from the names of its members. */
const LONGEST_TEAM_NAME = 300;

/**
 * Returns the name. Throws `invalid_input` when it is empty, longer than 100 characters, contains control characters, or is
 * `__proto__`, which cannot be used as an ordinary object key.
 */
export function checkedAgentName(name: string): string {
  return checkedName(name, 'An agent', LONGEST_NAME);
}

/** Like `checkedAgentName`, for a team: the limit is 300 characters. */
export function checkedTeamName(name: string): string {
  return checkedName(name, 'A team', LONGEST_TEAM_NAME);
}

/** The same check as a zod schema, so that it is reported together with the other faults of a config. */
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
