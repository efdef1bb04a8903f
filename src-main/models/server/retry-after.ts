import { waitInWords } from './wait-in-words.ts';

/**
 * The delay a server asks for, in ms from `now`: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110).
 * Null when it has none or it is unreadable.
 */
export function retryAfterMs(headers: Headers | null, now: number): number | null {
  const exact = readNumber(headers?.get('retry-after-ms'));
  if (exact !== null) return exact;
  const header = headers?.get('retry-after');
  const seconds = readNumber(header);
  if (seconds !== null) return seconds * 1000;
  // HTTP dates contain names of days and months; Date.parse alone would read "-4" as a year.
  const date = /[a-z]{3}/i.test(header ?? '') ? Date.parse(header ?? '') : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function readNumber(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^\s*\d{1,9}(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

/**
 * The delay in ms until a limit is reset, from the headers that a server sends beside a refusal: `x-ratelimit-reset…` as a
 * duration ("2m59.56s") or as a time since 1970 in s or ms. Null when there is none or it is unreadable.
 */
export function rateLimitResetMs(headers: Headers | null, now: number): number | null {
  const names = ['x-ratelimit-reset-tokens', 'x-ratelimit-reset-requests', 'x-ratelimit-reset'];
  for (const name of names) {
    const value = headers?.get(name)?.trim() ?? '';
    const time = readNumber(value.slice(0, 9)) === null ? null : Number(value);
    if (time !== null && time > 1e12) return Math.max(0, time - now);
    if (time !== null && time > 1e9) return Math.max(0, time * 1000 - now);
    const duration = value === '' ? null : waitInWords(`wait ${value}`);
    if (duration !== null) return duration;
  }
  return null;
}
