import type * as z from 'zod';
import { validate, dotted } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';

/**
 * A saved state, checked. Throws `invalid_input` that names what it belongs to and the path of the fault; a newer version
 * and the state of something else are said to be just that.
 */
export function readState<Schema extends z.ZodType>(
  schema: Schema,
  state: unknown,
  what: string,
): z.infer<Schema> {
  const parsed = validate(schema, state);
  if (parsed.ok) return parsed.value;
  const { fault } = parsed;
  const path = dotted(fault.path);
  const reason = path === 'type' || path === 'version' ? otherKind(state, path) : fault.message;
  throw new TuteeError('invalid_input', `This is not a state that ${what} can load: ${reason}`, {
    field: path,
  });
}

function otherKind(state: unknown, path: 'type' | 'version'): string {
  const found: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, path) : undefined;
  const said = found === undefined ? `its ${path} is missing` : `its ${path} is ${JSON.stringify(found)}`;
  return path === 'version' ? `${said}; it may be from a newer Tutee.` : `${said}.`;
}
