import * as z from 'zod';
import { validate } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';
import { throwFaults } from '../run/collect-faults.ts';

/** An agent, team, termination, context, tool or model as data. */
export const componentSchema = z.strictObject({
  /** The AutoGen name of the class. */
  provider: z.string().min(1),
  version: z.int().positive(),
  /** For people. */
  label: z.string().exactOptional(),
  description: z.string().exactOptional(),
  /** Validated by the schema of its provider. */
  config: z.record(z.string(), z.unknown()),
});
export type ComponentModel = z.infer<typeof componentSchema>;

/** A model by name, or a component that wraps models, such as a FallbackChatModel. */
export const modelSpec = z.union([z.string(), componentSchema], {
  // A missing model gets the same message as any other missing key.
  error: ({ input }) =>
    input === undefined ? undefined : 'Give the name of a model as a string, or a component.',
});
export type ModelSpec = z.infer<typeof modelSpec>;

export type ComponentPath = readonly (string | number)[];

/** Faults whose field is already the full path. */
const whole = new WeakSet<object>();

/** A fault in a component, with the path from the outermost one to it: `config.participants.0.config.name`. */
export function componentFault(path: ComponentPath, message: string, cause?: unknown): TuteeError {
  const fault = new TuteeError('invalid_input', message, { field: path.join('.'), cause });
  whole.add(fault);
  return fault;
}

/** A fault from a component's constructor with its full path in the outermost component. */
export function located(fault: TuteeError, path: ComponentPath): TuteeError {
  if (whole.has(fault)) return fault;
  const field = fault.field ?? '';
  // A team reports `participants.0.name`; in the component that field is `participants.0.config.name`.
  const inside = field === '' ? [] : [field.replace(/^(participants\.\d+)\.(?=\w)/, '$1.config.')];
  return componentFault([...path, 'config', ...inside], fault.message, fault);
}

/** Parses a value with a schema. Throws all faults with their full paths. */
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
      // A fault at a key is shown beside the key; a fault of the whole value must say what the value is.
      inside.length === 0 ? `${what} cannot be read. ${message}` : message,
    ),
  );
  throwFaults(faults);
  throw componentFault(path, `${what} cannot be read.`);
}

/** The name of an agent, team or tool in a component; null when the component has none. */
export function nameIn(component: unknown): string | null {
  const config = componentSchema.safeParse(component).data?.config ?? {};
  if (typeof config['name'] === 'string') return config['name'];
  const inside = config['agent'] ?? config['wrappedAgent'];
  return inside === undefined ? null : nameIn(inside);
}
