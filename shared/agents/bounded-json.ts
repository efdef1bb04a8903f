import * as z from 'zod';

/** Deeper JSON is rejected: nobody writes it by hand, and code that recurses over it must not exhaust the stack. */
const MOST_LEVELS = 100;

/** A schema for JSON with at most `most` values and characters in total. Checked without recursion. */
export function boundedJson(most: number, what: string) {
  return z.custom<z.core.util.JSONType>((value) => isBoundedJson(value, most), {
    error: () =>
      `${what} must be JSON, at most ${most.toLocaleString('en')} characters and ${MOST_LEVELS} levels deep.`,
  });
}

function isBoundedJson(value: unknown, most: number): boolean {
  const left: { readonly value: unknown; readonly level: number }[] = [{ value, level: 0 }];
  let size = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: one, level } = next;
    size += typeof one === 'string' ? one.length + 1 : 1;
    if (size > most || level > MOST_LEVELS) return false;
    if (isScalar(one)) continue;
    if (typeof one !== 'object' || one === null || !isPlain(one)) return false;
    for (const [key, inner] of Object.entries(one)) {
      size += key.length;
      left.push({ value: inner, level: level + 1 });
    }
  }
  return true;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
