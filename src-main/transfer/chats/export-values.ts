/** Reads values of an export, which may be anything; values of the wrong type are treated as missing. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The elements of a list that are objects. */
export function fieldsIn(list: unknown): Fields[] {
  return listOf(list).flatMap((each) => {
    const fields = fieldsOf(each);
    return fields === null ? [] : [fields];
  });
}

/** Text in a form that can be stored: without NUL and lone surrogates. Empty if it is not text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '') : '';
}

/** A short text such as an id or a name; null if it is empty or not text. */
export function nameOf(value: unknown, longest = 200): string | null {
  const text = textOf(value).slice(0, longest).toWellFormed().trim();
  return text === '' ? null : text;
}

/** The last millisecond of the year 9999. */
const LATEST = 253_402_300_799_999;

/** Milliseconds since 1970 UTC from seconds or an ISO date; null if it is neither or out of range. */
export function timeOf(value: unknown): number | null {
  const at =
    typeof value === 'number'
      ? value * 1_000
      : typeof value === 'string' && value.length <= 40
        ? Date.parse(value)
        : Number.NaN;
  return Number.isFinite(at) && at > 0 && at <= LATEST ? Math.floor(at) : null;
}
