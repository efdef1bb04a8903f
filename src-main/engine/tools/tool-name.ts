import { TuteeError } from '#shared/errors.ts';

/** Names that every model server accepts. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Returns the name. Throws `invalid_input` when model servers would reject it. */
export function checkedToolName(name: string): string {
  if (NAME.test(name)) return name;
  const message = `“${name}” cannot be a tool’s name: use up to 64 letters, digits, _ and -.`;
  throw new TuteeError('invalid_input', message, { field: 'name' });
}
