/** Whether the day that `resolveDates` wrote into a text has passed: "My exam is tomorrow (1 December 2026)". */
import { lazy } from '../../lazy.ts';

/** All locales in which days are written. */
const LOCALES = 'en-GB nl de fr es pt it pl tr sv ru uk ar hi'.split(' ');
/** "(said on …)" is not the day of an event. */
const WRITTEN_DAY =
  /\((?:(?<y>\d{4})[年년]\s?(?<m>\d{1,2})[月월]\s?(?<d>\d{1,2})[日일]|(?<day>\d{1,2})\.?\s(?:de\s)?(?<month>\p{L}[\p{L}\p{M}]*)\s(?:de\s)?(?<year>\d{4})(?:\s[гр]\.)?)\)/gu;

/** False if the text names no day. @param now in ms since 1970 UTC */
export function dayIsPast(text: string, now: number): boolean {
  const days = Array.from(text.matchAll(WRITTEN_DAY), ({ groups = {} }) => endOf(groups));
  const last = Math.max(...days.filter((end) => end !== null));
  return Number.isFinite(last) && last <= now;
}

/** The first moment after the day, in local time; null for an unknown name of a month. */
function endOf({ y, m, d, day, month, year }: Record<string, string | undefined>): number | null {
  if (y !== undefined) return new Date(Number(y), Number(m) - 1, Number(d) + 1).getTime();
  const at = months().get(month?.toLowerCase() ?? '');
  return at === undefined ? null : new Date(Number(year), at, Number(day) + 1).getTime();
}

const months = lazy(() => {
  const found = new Map<string, number>();
  for (const locale of LOCALES) {
    const format = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    for (let month = 0; month < 12; month += 1) {
      const parts = format.formatToParts(Date.UTC(2024, month, 15));
      const name = parts.find(({ type }) => type === 'month')?.value.toLowerCase();
      if (name !== undefined) found.set(name, month);
    }
  }
  return found;
});
