/**
 * Whether the day that a text names has passed: the one that `resolveDates` wrote into it ("My exam is tomorrow (1 December 2026)"), or the
 * first "3 May" after it was told.
 */
import { lazy } from '../../lazy.ts';

/** All locales in which days are written. */
const LOCALES = 'en-GB nl de fr es pt it pl tr sv ru uk ar hi'.split(' ');
/** "(said on …)" is not the day of an event. */
const WRITTEN_DAY =
  /\((?:(?<y>\d{4})[年년]\s?(?<m>\d{1,2})[月월]\s?(?<d>\d{1,2})[日일]|(?<day>\d{1,2})\.?\s(?:de\s)?(?<month>\p{L}[\p{L}\p{M}]*)\s(?:de\s)?(?<year>\d{4})(?:\s[гр]\.)?)\)/gu;

/** "3 May", "3. Mai", "3 de mayo", "3rd of May", "5월 3일", with or without a year. */
const DAY_OF_MONTH =
  /(?<!\p{N})(?<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s(?:of\s|de\s)?(?<month>\p{L}[\p{L}\p{M}]{2,14})(?:,?\s(?:de\s)?(?<year>\d{4}))?|(?<!\p{N})(?<m>\d{1,2})[月월]\s?(?<d>\d{1,2})[日号일]/gu;
/** "May 3" and "May 3rd"; "may 3" can be a verb. */
const MONTH_AND_DAY =
  /(?<!\p{L})(?<month>\p{Lu}\p{Ll}{2,14})\s(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?<year>\d{4}))?(?![\p{N}:])/gu;
/** What comes every year is never over. One line for a group of languages; the beginnings of words. */
const YEARLY = new RegExp(
  String.raw`(?<!\p{L})(?:birthday|born|anniversar|every|each|annual|yearly|geburtstag|geboren|jahrestag|hochzeitstag|jed(?:e|es|en) jahr|jährlich` +
    String.raw`|cumple|naci|nasci|nasceu|aniversari|aniversár|cada|todos|todas|anniversaire|née?(?!\p{L})|chaque|tous les|complean|nat[oa](?!\p{L})|ogni` +
    String.raw`|verjaar|jarig|elk|urodzin|urodził|rocznic|imienin|co rok|födelsedag|född|рожд|родил|годовщин|кажд|народж|doğum|doğd|yıldönüm|her yıl)` +
    String.raw`|ميلاد|ولد|كل (?:سنة|عام)|जन्म|सालगिरह|हर साल|生日|出生|纪念|每年|誕生|生まれ|記念|毎年|생일|태어|기념|매년`,
  'iu',
);
/** Only this many characters are read for such days. */
const READ = 400;

/**
 * False if the text names no day.
 * @param now in ms since 1970 UTC
 * @param told when the text was told, likewise; absent: a day without a year never counts as past
 */
export function dayIsPast(text: string, now: number, told?: number): boolean {
  const written = Array.from(text.matchAll(WRITTEN_DAY), ({ groups = {} }) => endOf(groups));
  const days = written.length > 0 || told === undefined ? written : namedDays(text.slice(0, READ), told);
  const last = Math.max(...days.filter((end) => end !== null));
  return Number.isFinite(last) && last <= now;
}

/** The ends of days such as "3 May"; without a year, of the first one since it was told. */
function namedDays(text: string, told: number): (number | null)[] {
  if (YEARLY.test(text)) return [];
  return [DAY_OF_MONTH, MONTH_AND_DAY].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ groups = {} }) => {
      const { year } = groups;
      if (year !== undefined) return endOf(groups);
      const first = new Date(told).getFullYear();
      const inYear = (at: number) =>
        endOf({ ...groups, ...(groups['m'] === undefined ? { year: `${at}` } : { y: `${at}` }) });
      const end = inYear(first);
      return end !== null && end <= told ? inYear(first + 1) : end;
    }),
  );
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
