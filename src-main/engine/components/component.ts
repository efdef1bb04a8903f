import * as z from 'zod';
import { checkForm } from '#shared/check-form.ts';
import { TuteeError } from '#shared/errors.ts';

/** An agent, team, termination, context, tool or model as data: what it is, in which version of its form, and how it is set up. */
export const componentSchema = z.strictObject({
  /** The AutoGen name of the class. */
  provider: z.string().min(1),
  version: z.int().positive(),
  /** Its provider knows the form. */
  config: z.record(z.string(), z.unknown()),
});
export type ComponentModel = z.infer<typeof componentSchema>;

/** Which model: by name, or a component that says how models are asked, such as a FallbackChatModel. */
export const modelSpec = z.union([z.string(), componentSchema], {
  error: 'Give the name of a model as a string, or a component.',
});
export type ModelSpec = z.infer<typeof modelSpec>;

export type ComponentPath = readonly (string | number)[];

/** Faults that already carry their whole path. */
const located = new WeakSet<object>();

/** A fault in a component, with the path from the outermost one to it: `config.participants.0.config.name`. */
export function componentFault(path: ComponentPath, message: string, cause?: unknown): TuteeError {
  const fault = new TuteeError('invalid_input', message, { field: path.join('.'), cause });
  located.add(fault);
  return fault;
}

/** What a component’s own constructor refused, at its place in the whole; all else as it is. */
export function locate(thrown: unknown, path: ComponentPath): unknown {
  if (!(thrown instanceof TuteeError) || located.has(thrown)) return thrown;
  const field = thrown.field ?? '';
  // What a team says about a participant's own field is, in the component, in the participant's config.
  const inside = field === '' ? [] : [field.replace(/^(participants\.\d+)\.(?=\w)/, '$1.config.')];
  return componentFault([...path, 'config', ...inside], thrown.message, thrown);
}

/** A value checked against a form. Throws a fault with the path. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: ComponentPath,
  what: string,
): z.infer<Schema> {
  const parsed = checkForm(schema, value);
  if (parsed.ok) return parsed.value;
  const { path: inside, message } = parsed.fault;
  // At a key the words stand where the key is; of the whole they must say what it is.
  throw componentFault(
    [...path, ...inside],
    inside.length === 0 ? `${what} cannot be read. ${message}` : message,
  );
}
