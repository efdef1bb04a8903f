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
