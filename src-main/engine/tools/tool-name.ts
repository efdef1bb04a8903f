import { TuteeError } from '#shared/errors.ts';

/** Names every model server takes. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Throws `invalid_input` for a name that no model server would take. */
export function checkedToolName(name: string): string {
  if (NAME.test(name)) return name;
  const message = `“${name}” cannot be a tool’s name: use up to 64 letters, digits, _ and -.`;
  throw new TuteeError('invalid_input', message, { field: 'name' });
}
