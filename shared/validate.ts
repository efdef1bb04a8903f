/**
 * Validates a value by a zod schema and reports faults in plain words, each with its path: what to do, not what zod calls it. A
 * message that the schema itself defines (`error`) is used as it is. Use it for everything whose faults a person may see.
 */
import * as z from 'zod';
import { nearestKey } from './nearest-key.ts';

export interface ValidationFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type Validation<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** The fault to report when only one is shown. */
      readonly fault: ValidationFault;
      /** All faults, that one first. */
      readonly faults: readonly ValidationFault[];
    };

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Validation<z.output<Schema>> {
  const parsed = schema.safeParse(value, { error: plainWords });
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = allFaults(parsed.error.issues);
  return { ok: false, fault: faults[0] ?? { path: [], message: OTHER }, faults };
}

/** A path as a dotted string; empty: the whole value. */
export function dotted(path: ValidationFault['path']): string {
  return path.join('.');
}

const MEANT = ' Did you mean “';

/** Misspelt keys come first, and the key that was meant is not also reported as missing. */
function allFaults(issues: readonly Issue[]): readonly ValidationFault[] {
  const misspelt = issues.filter(({ message }) => message.includes(MEANT));
  const meant = new Set(misspelt.map(({ path, message }) => dotted(texts([...path, meantIn(message)]))));
  const others = issues.filter(
    (issue) => !misspelt.includes(issue) && !(isMissing(issue) && meant.has(dotted(texts(issue.path)))),
  );
  return [...misspelt, ...others].flatMap(faultsOf);
}

function meantIn(message: string): string {
  const from = message.lastIndexOf(MEANT) + MEANT.length;
  return message.slice(from, message.indexOf('”', from));
}

function isMissing({ message }: Issue): boolean {
  return message.includes(' is missing.');
}

function faultsOf(issue: Issue): readonly ValidationFault[] {
  const path = texts(issue.path);
  const inside = issue.code === 'invalid_union' ? branchFaults(issue) : [];
  return inside.length === 0
    ? [{ path, message: issue.message }]
    : inside.map((fault) => ({ path: [...path, ...fault.path], message: fault.message }));
}

function texts(path: Issue['path']): ValidationFault['path'] {
  return path.map((key) => (typeof key === 'number' ? key : String(key)));
}

/** The faults of the union branch that was meant, if that is clear: they say more than "none fits". */
function branchFaults({ errors }: Extract<Issue, { code: 'invalid_union' }>): readonly ValidationFault[] {
  const meant = errors.filter((issues) => issues.length > 0 && !issues.some(isOtherKind));
  const [only, ...more] = meant;
  if (only === undefined || more.length > 0) return [];
  const faults = allFaults(only);
  return (faults[0]?.path.length ?? 0) > 0 ? faults : [];
}

function isOtherKind({ path, code }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

const OTHER = 'This cannot be used here.';

function plainWords(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'invalid_value':
      return missing(issue) ?? `Give ${listed(issue.values.map(quoted))} here.`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'not_multiple_of':
      return `Give a multiple of ${issue.divisor}.`;
    case 'invalid_format':
      return `Give ${formats[issue.format] ?? 'a text of the form that is expected'} here.`;
    case 'unrecognized_keys':
      return unknownKeys(issue);
    case 'invalid_union':
      return missing(issue) ?? `Give ${listed(branches(issue))} here.`;
    case 'invalid_key':
      return 'One of the names here cannot be used.';
    case 'invalid_element':
    case 'custom':
      return OTHER;
  }
}

function wrongType(issue: Extract<RawIssue, { code: 'invalid_type' }>): string {
  const wanted = kinds[issue.expected] ?? 'something else';
  if (issue.input === undefined) return missing(issue, wanted) ?? OTHER;
  return wanted === 'a whole number' && typeof issue.input === 'number'
    ? 'Give a whole number here.'
    : `Give ${wanted} here, not ${kindOf(issue.input)}.`;
}

/** The fault of a missing value; null when there is a value. */
function missing({ input, path }: RawIssue, wanted?: string): string | null {
  if (input !== undefined) return null;
  const key = path?.at(-1);
  const what = typeof key === 'string' ? `${shortly(key)} is missing.` : 'Something is missing here.';
  return wanted === undefined ? what : `${what} Give ${wanted}.`;
}

function tooSmall({ origin, minimum, inclusive = true }: Extract<RawIssue, { code: 'too_small' }>): string {
  const least = minimum.toLocaleString('en');
  if (origin === 'string')
    return minimum === 1 ? 'Write something here.' : `Write at least ${least} characters.`;
  if (origin === 'array' || origin === 'set') return `Give at least ${minimum === 1 ? 'one' : least}.`;
  return inclusive ? `Give at least ${least}.` : `Give a number above ${least}.`;
}

function tooBig({ origin, maximum, inclusive = true }: Extract<RawIssue, { code: 'too_big' }>): string {
  const most = maximum.toLocaleString('en');
  if (origin === 'string') return `Write at most ${most} characters.`;
  return inclusive || origin === 'array' ? `Give at most ${most}.` : `Give a number below ${most}.`;
}

function unknownKeys({ keys, inst }: Extract<RawIssue, { code: 'unrecognized_keys' }>): string {
  const [first = ''] = keys;
  const near = nearestKey(first, keysOf(inst));
  const shown = [...keys.slice(0, 3).map(shortly), ...(keys.length > 3 ? ['others'] : [])];
  const names = listed(shown, 'and');
  const what = keys.length === 1 ? `${names} is not known here.` : `${names} are not known here.`;
  return near === null
    ? `${what} Take ${keys.length === 1 ? 'it' : 'them'} out.`
    : `${what}${MEANT}${near}”?`;
}

function keysOf(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** What the branches of a union expect; for a discriminated union, the values of the discriminator. */
function branches(issue: Extract<RawIssue, { code: 'invalid_union' }>): string[] {
  if (Array.isArray(issue['options'])) return issue['options'].map(quoted);
  const wanted = issue.errors.flatMap(([first]) => {
    if (first?.code === 'invalid_type') return [kinds[first.expected] ?? 'something else'];
    return first?.code === 'invalid_value' ? first.values.map(quoted) : [];
  });
  return wanted.length === 0 ? ['one of the forms that can stand'] : [...new Set(wanted)];
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Readonly<Record<string, string>> = {
  url: 'an address',
  email: 'an email address',
  uuid: 'an identifier',
  datetime: 'a date and a time',
  date: 'a date',
  regex: 'a text of the form that is expected',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'one without end';
  return kinds[typeof value] ?? 'something else';
}

/** Quotes a key, shortened: users can write keys of any length. */
function shortly(key: string): string {
  return key.length > 60 ? `“${key.slice(0, 59)}…”` : `“${key}”`;
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : String(value);
}

function listed(words: readonly string[], last = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
