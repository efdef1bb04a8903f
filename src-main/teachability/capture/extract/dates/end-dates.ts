/** Finds the end that a statement names ("until Friday", "this week", "bis Ende März") and resolves it to a day. */
import { lazy } from '../../lazy.ts';
import { dateOf, dayOfMonthAfter, daysAfter, daysUntil, endOfWeek, weekdayOf, yearly } from './calendar.ts';
import { asTyped, dayNames, languages, monthNames, placeOf } from './time-words.ts';
import type { TimeWords } from './time-words.ts';

/** How long "for this trip" lasts if no date is given, in days: enough for most trips, and not forever. */
const TRIP_DAYS = 21;

export interface EndDate {
  /** The matched words, and the index in the text after them. */
  readonly words: string;
  readonly after: number;
  /** The last moment, in ms since 1970 UTC. Days end at midnight of the local time zone. */
  readonly until: number;
  /** exact: the words name the day. span: the span ends on that day. vague: the day is assumed. */
  readonly how: 'exact' | 'span' | 'vague';
  readonly language: TimeWords;
}

type Resolve = (match: RegExpExecArray, from: Date) => Date | null;

interface EndRule {
  readonly pattern: RegExp;
  readonly how: EndDate['how'];
  readonly language: TimeWords;
  /** Computes the first moment after the end. */
  readonly resolve: Resolve;
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * The first end named; undefined if there is none or it is in the past.
 * @param at when the text was written, in ms since 1970 UTC
 */
export function endDateIn(text: string, at: number): EndDate | undefined {
  const from = new Date(at);
  for (const { pattern, how, language, resolve } of rules.flatMap((ofLanguage) => ofLanguage())) {
    const match = pattern.exec(text);
    const end = match === null ? null : resolve(match, from);
    if (match === null || end === null || end.getTime() <= at) continue;
    if (how !== 'exact' && language.sign?.test(text) === false) continue;
    const after = match.index + match[0].length;
    return { words: match[0], after, until: end.getTime() - 1, how, language };
  }
  return undefined;
}

/** All patterns that `endDateIn` tries, language by language. Used to compile them in advance. */
export function* endDatePatterns(): Generator<RegExp> {
  for (const ofLanguage of rules) for (const { pattern } of ofLanguage()) yield pattern;
}

const rules = languages.map((language) =>
  lazy((): readonly EndRule[] => [...exactEnds(language), ...spans(language)]),
);

function exactEnds(language: TimeWords): EndRule[] {
  const { locale, until, ofMonth, endOf, next, tomorrow, week, weekend, month, year } = language;
  const days = dayNames(locale);
  const months = monthNames(locale);
  const day = days.map(asTyped).join('|');
  const named = months.map(asTyped).join('|');
  const rule = (words: string, resolve: Resolve): EndRule => ({
    pattern: new RegExp(String.raw`(?<!\p{L})${until}(?:${words})(?![\p{L}\p{N}])`, 'iu'),
    how: 'exact',
    language,
    resolve,
  });
  const group = (match: RegExpExecArray, name: string) => match.groups?.[name]?.toLowerCase();
  return [
    rule(String.raw`(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})`, (match) =>
      dateOf(Number(group(match, 'y')), Number(group(match, 'm')) - 1, Number(group(match, 'd'))),
    ),
    rule(
      String.raw`(?:(?<d>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?<m>${named})|(?<m2>${named})\s+(?:the\s+)?(?<d2>\d{1,2})(?:st|nd|rd|th)?)(?:,?\s+(?:de\s+)?(?<y>\d{4}))?`,
      (match, from) => {
        const at = placeOf(group(match, 'm') ?? group(match, 'm2') ?? '', months);
        return yearly(from, group(match, 'y'), (y) =>
          dateOf(y, at, Number(group(match, 'd') ?? group(match, 'd2'))),
        );
      },
    ),
    rule(String.raw`(?:(?<end>${endOf}))?(?<m>${named})(?:\s+(?:de\s+)?(?<y>\d{4}))?`, (match, from) => {
      const at = placeOf(group(match, 'm') ?? '', months);
      return yearly(from, group(match, 'y'), (y) => new Date(y, at + 1, 1));
    }),
    rule(String.raw`(?<next>${next}\s+)?(?<day>${day})(?:\s+${next})?`, (match, from) => {
      const ahead = daysUntil(from, placeOf(group(match, 'day') ?? '', days));
      const far = new RegExp(next, 'iu').test(match[0]) && ahead + weekdayOf(from) < 7;
      return daysAfter(from, ahead + (far ? 7 : 0) + 1);
    }),
    ...(ofMonth === undefined
      ? []
      : [
          {
            pattern: new RegExp(String.raw`(?<!\p{L})${ofMonth}(?![\p{L}\p{N}:])`, 'iu'),
            how: 'exact' as const,
            language,
            resolve: (match: RegExpExecArray, from: Date) => dayOfMonthAfter(from, Number(group(match, 'd'))),
          },
        ]),
    rule(tomorrow, (_match, from) => daysAfter(from, 2)),
    rule(String.raw`(?:${endOf})?${weekend}|${endOf}${week}`, (_match, from) => endOfWeek(from)),
    rule(`${next}\\s+${week}|${week}\\s+${next}`, (_match, from) => daysAfter(endOfWeek(from), 1)),
    rule(`${endOf}${month}`, (_match, from) => new Date(from.getFullYear(), from.getMonth() + 1, 1)),
    rule(
      `${next}\\s+${month}|${month}\\s+${next}`,
      (_match, from) => new Date(from.getFullYear(), from.getMonth() + 1, 2),
    ),
    rule(`${endOf}${year}`, (_match, from) => new Date(from.getFullYear() + 1, 0, 1)),
  ];
}

function spans(language: TimeWords): EndRule[] {
  const { week, weekend, month, trip } = language;
  const rule = (words: string, resolve: Resolve, how: EndDate['how'] = 'span'): EndRule => ({
    pattern: new RegExp(String.raw`(?<![\p{L}-])(?:${words})(?![\p{L}\p{N}-])`, 'iu'),
    how,
    language,
    resolve,
  });
  const english =
    language.locale === 'en-GB'
      ? [
          rule(
            String.raw`for the next (?:(?<n>\d{1,3}|${NUMBERS.join('|')}) )?(?<unit>day|week|month)s?`,
            nextFew,
          ),
          rule(String.raw`(?:only|just|for) today|today only`, (_match, from) => daysAfter(from, 1)),
        ]
      : [];
  return [
    ...english,
    rule(`${language.this} (?:${week}|${weekend})`, (_match, from) => endOfWeek(from)),
    rule(`${language.this} ${month}`, (_match, from) => new Date(from.getFullYear(), from.getMonth() + 1, 1)),
    rule(trip, (_match, from) => daysAfter(from, TRIP_DAYS), 'vague'),
  ];
}

function nextFew(match: RegExpExecArray, from: Date): Date {
  const said = match.groups?.['n']?.toLowerCase() ?? '1';
  const count = /^\d+$/u.test(said) ? Number(said) : NUMBERS.indexOf(said) + 1;
  const unit = match.groups?.['unit']?.toLowerCase();
  if (unit === 'month') return new Date(from.getFullYear(), from.getMonth() + count, from.getDate() + 1);
  return daysAfter(from, count * (unit === 'week' ? 7 : 1) + 1);
}
