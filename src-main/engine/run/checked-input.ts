/**
 * Checks of what programs hand to the engine. A program without a type checker, or with a cast, must learn at once what is wrong and where,
 * not from a TypeError in the middle of a run.
 */
import { TuteeError } from '#shared/errors.ts';

/** @param example how to create the part, for the message. Throws `invalid_input`. */
export function checkedOptions<Options>(options: Options, example: string): Options {
  if (isObject(options)) return options;
  throw new TuteeError('invalid_input', `Give options as one object: ${example}.`);
}

/**
 * @param methods functions that the part must have. @param expected what it should be, with its article. Throws `invalid_input` with
 * `field`.
 */
export function checkedPart<Part>(
  part: Part,
  field: string,
  methods: readonly string[],
  expected: string,
): Part {
  const missing = methods.filter((name) => !isObject(part) || typeof Reflect.get(part, name) !== 'function');
  if (isObject(part) && missing.length === 0) return part;
  throw wrongPart(part, field, expected);
}

/** Throws `invalid_input` with `field`, or with `field.0` for an item. */
export function checkedParts<Part>(
  parts: readonly Part[],
  field: string,
  methods: readonly string[],
  expected: string,
): readonly Part[] {
  checkedList(parts, field, expected);
  for (const [index, part] of parts.entries()) checkedPart(part, `${field}.${index}`, methods, expected);
  return parts;
}

/** Throws `invalid_input` with `field` for anything but an array. */
export function checkedList<Item>(items: readonly Item[], field: string, expected: string): readonly Item[] {
  const given: unknown = items;
  if (Array.isArray(given)) return items;
  throw new TuteeError(
    'invalid_input',
    `${field} is ${named(items)}. Give a list; each item is ${expected}.`,
    {
      field,
    },
  );
}

export function wrongPart(part: unknown, field: string, expected: string): TuteeError {
  return new TuteeError('invalid_input', `${field} is ${named(part)}. Give ${expected}.`, { field });
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, in words for an error message. */
function named(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'object') return 'an object of another kind';
  return typeof value === 'function' ? 'a function' : `a ${typeof value}`;
}
