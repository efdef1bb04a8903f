import * as z from 'zod';
import { validate } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';
import { throwFaults } from '../run/all-made.ts';

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
  // That there is none is said as of every other key.
  error: ({ input }) =>
    input === undefined ? undefined : 'Give the name of a model as a string, or a component.',
});
export type ModelSpec = z.infer<typeof modelSpec>;

export type ComponentPath = readonly (string | number)[];

/** Faults that already carry their whole path. */
const whole = new WeakSet<object>();

/** A fault in a component, with the path from the outermost one to it: `config.participants.0.config.name`. */
export function componentFault(path: ComponentPath, message: string, cause?: unknown): TuteeError {
  const fault = new TuteeError('invalid_input', message, { field: path.join('.'), cause });
  whole.add(fault);
  return fault;
}

/** What a component’s own constructor refused, at its place in the whole. */
export function located(fault: TuteeError, path: ComponentPath): TuteeError {
  if (whole.has(fault)) return fault;
  const field = fault.field ?? '';
  // What a team says about a participant's own field is, in the component, in the participant's config.
  const inside = field === '' ? [] : [field.replace(/^(participants\.\d+)\.(?=\w)/, '$1.config.')];
  return componentFault([...path, 'config', ...inside], fault.message, fault);
}

/** A value checked against a form. Throws its faults with their paths. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: ComponentPath,
  what: string,
): z.infer<Schema> {
  const parsed = validate(schema, value);
  if (parsed.ok) return parsed.value;
  const faults = parsed.faults.map(({ path: inside, message }) =>
    componentFault(
      [...path, ...inside],
      // At a key the words stand where the key is; of the whole they must say what it is.
      inside.length === 0 ? `${what} cannot be read. ${message}` : message,
    ),
  );
  throwFaults(faults);
  throw componentFault(path, `${what} cannot be read.`);
}

/** How an agent, a team or a tool is called in a component, in so far as it says so. */
export function nameIn(component: unknown): string | null {
  const config = componentSchema.safeParse(component).data?.config ?? {};
  if (typeof config['name'] === 'string') return config['name'];
  const inside = config['agent'] ?? config['wrappedAgent'];
  return inside === undefined ? null : nameIn(inside);
}
