import { TuteeError } from '#shared/errors.ts';
import { isObject } from '../run/checked-input.ts';
import type { JsonObject } from './tool.ts';

/** Keys of a JSON schema whose values are schemas by name, lists of schemas, or one schema. */
const BY_NAME = ['properties', '$defs', 'definitions'];
const INSIDE = ['items', 'anyOf', 'allOf', 'prefixItems'];

/**
 * A schema as servers with strict tools want it: every object is closed. Throws `invalid_input` with the path of a key that is not
 * required, since it is not the same to leave it out and to send null.
 */
export function strictSchema(schema: JsonObject, tool: string): JsonObject {
  return closed(schema, tool, ['parameters']) as JsonObject;
}

function closed(schema: unknown, tool: string, path: readonly string[]): unknown {
  if (Array.isArray(schema)) return schema.map((one, index) => closed(one, tool, [...path, String(index)]));
  if (!isObject(schema)) return schema;
  const given = schema as JsonObject;
  const properties = given['properties'];
  if (isObject(properties)) checkRequired(Object.keys(properties), given['required'], tool, path);
  const entries = Object.entries(given).map(([key, value]): [string, unknown] => {
    if (BY_NAME.includes(key) && isObject(value))
      return [
        key,
        Object.fromEntries(
          Object.entries(value).map(([name, one]) => [name, closed(one, tool, [...path, key, name])]),
        ),
      ];
    return [key, INSIDE.includes(key) ? closed(value, tool, [...path, key]) : value];
  });
  const made = Object.fromEntries(entries);
  return given['type'] === 'object' ? { ...made, additionalProperties: false } : made;
}

function checkRequired(
  names: readonly string[],
  required: unknown,
  tool: string,
  path: readonly string[],
): void {
  const all: readonly unknown[] = Array.isArray(required) ? required : [];
  const optional = names.find((name) => !all.includes(name));
  if (optional === undefined) return;
  const field = [...path, 'properties', optional].join('.');
  throw new TuteeError(
    'invalid_input',
    `The tool “${tool}” is strict, so every key of its parameters must be required: “${optional}” is not. Make it nullable instead of optional, and give it no default.`,
    { field },
  );
}
