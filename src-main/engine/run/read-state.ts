import type * as z from 'zod';
import { validate, dotted } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';

/**
 * Validates a saved state. Throws `invalid_input` with the owner (`what`) and the path of the fault. A newer version and the state
 * of another class get messages of their own.
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
