import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';

/** It stands before each of its messages. */
const LONGEST_NAME = 100;

/** Throws `invalid_input` for a name that cannot be shown: none, one of more than 100 characters, or with control characters. */
export function checkedAgentName(name: string): string {
  const fault = faultOf(name);
  if (fault === null) return name;
  throw new TuteeError('invalid_input', fault, { field: 'name' });
}

/** The same as a form, so that it is said together with what else a config lacks. */
export const agentNameSchema = z.string().check((name) => {
  const message = faultOf(name.value);
  if (message !== null) name.issues.push({ code: 'custom', input: name.value, message });
});

function faultOf(name: string): string | null {
  if (name.trim() === '') return 'An agent needs a name.';
  return name.length > LONGEST_NAME || /[\p{Cc}\p{Cs}]/u.test(name)
    ? `The name of an agent has at most ${LONGEST_NAME} characters, none of them a control character.`
    : null;
}
