/**
 * Makes statements about time readable later: appends the date to the words that name a day ("until Friday (27 November 2026)"), and sets
 * the end of the memory if the statement names one. This folder owns dates in texts, in all languages; it knows nothing of teachings beyond
 * their text.
 */
import { calendarEndIn } from './calendar-ends.ts';
import { daysAfter } from './calendar.ts';
import { endDateIn } from './end-dates.ts';
import { relativeDay } from './relative-days.ts';
import { relativeSpan } from './relative-spans.ts';
import { looksPast } from './tense.ts';
import { namedWeekday } from './weekdays.ts';

export interface ResolvedDates {
  readonly text: string;
  /** Ms since 1970 UTC; null: no end. */
  readonly validUntil: number | null;
}

/** In the past tense "this week" and "until Friday" say when something was, not how long it holds. */
const PAST =
  /\b(?:was|were|did|had|got|went|came|began|became|bought|met|saw|took|left|lost|found|made|sold|(?:have|has|['’]ve|['’]s) (?:\w+ )?(?:been|\w+ed|gone|got|had|done)|(?!need|feed|speed|seed|bed|red\b|\w*based|\w*sized|unleaded|indeed|exceed|proceed|succeed|allowed|interested|limited|worried|tired|married|engaged)\w{2,}ed)\b/iu;

/** Words that name an exact day once it is known when they were said. */
const RELATIVE_DAY =
  /(?<![\p{L}-])(?<day>(?:the )?day after tomorrow|tomorrow|yesterday|tonight|today)(?![\p{L}\p{N}'’-])/iu;
const RELATIVE_DAYS: Readonly<Record<string, number>> = { tomorrow: 1, yesterday: -1, tonight: 0, today: 0 };

/** Words whose meaning depends on when they were said, but that name no exact day. */
const RELATIVE =
  /(?<![\p{L}-])(?:(?:next|last|this|coming) (?:week|weekend|month|year|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)|in (?:a|an|one|two|three|four|five|six|\d{1,3}|a few) (?:days?|weeks?|months?|years?)(?! old)|(?:a|one|two|three|four|five|six|\d{1,3}|a few) (?:days?|weeks?|months?|years?) (?:ago|from now))(?![\p{L}\p{N}'’-])/iu;

/** A date with a year already explains the relative words. */
const HAS_YEAR = /\b(?:19|20)\d{2}\b/u;

/** True if the words name an end, so that "for now" does not decide alone. */
export function namesEndDate(text: string, at: number): boolean {
  const end = endDateIn(text, at);
  return end === undefined ? calendarEndIn(text, at) !== undefined : end.how !== 'vague';
}

/** @param at when the text was written, in ms since 1970 UTC; days are those of the local time zone */
export function resolveDates(text: string, at: number): ResolvedDates {
  const end = endDateIn(text, at);
  if (end !== undefined && !PAST.test(text) && !looksPast(text, end.language.locale)) {
    const { language, how, after, words, until } = end;
    const day = dayOf(until, language.locale);
    const note =
      how === 'exact'
        ? day
        : how === 'span'
          ? language.untilDate(day)
          : language.saidOn(dayOf(at, language.locale));
    return { text: HAS_YEAR.test(words) ? text : noted(text, after, note), validUntil: until };
  }
  return withCalendarEnd(text, at) ?? withRelativeDay(text, at);
}

function withCalendarEnd(text: string, at: number): ResolvedDates | null {
  const found = calendarEndIn(text, at);
  if (found === undefined || PAST.test(text) || looksPast(text, found.locale)) return null;
  const { words, after, locale, end } = found;
  const until = end.getTime() - 1;
  return { text: HAS_YEAR.test(words) ? text : noted(text, after, dayOf(until, locale)), validUntil: until };
}

function withRelativeDay(text: string, at: number): ResolvedDates {
  if (HAS_YEAR.test(text)) return { text, validUntil: null };
  const near = RELATIVE_DAY.exec(text);
  const onDay = (after: number, days: number, locale: string) =>
    noted(text, after, dayOf(daysAfter(new Date(at), days).getTime(), locale));
  if (near !== null) {
    const days = RELATIVE_DAYS[near[0].toLowerCase()] ?? 2;
    // "Today I work from home" is over tomorrow; "today I moved" stays true.
    const validUntil = days === 0 && !PAST.test(text) ? endOfDay(at) : null;
    return { text: onDay(near.index + near[0].length, days, 'en-GB'), validUntil };
  }
  const relative = RELATIVE.exec(text);
  if (relative !== null)
    return {
      text: noted(text, relative.index + relative[0].length, `said on ${dayOf(at, 'en-GB')}`),
      validUntil: null,
    };
  const span = relativeSpan(text, at);
  const abroad = span === null ? relativeDay(text) : null;
  if (abroad !== null)
    return {
      text: onDay(abroad.after, abroad.days, abroad.locale),
      validUntil: abroad.days === 0 && !looksPast(text, abroad.locale) ? endOfDay(at) : null,
    };
  if (span === null) {
    const weekday = namedWeekday(text);
    return {
      text: weekday === null ? text : noted(text, weekday.after, weekday.saidOn(dayOf(at, weekday.locale))),
      validUntil: null,
    };
  }
  const { locale, after, ends, day } = span;
  const note = dayOf(day, locale);
  const over = looksPast(text, locale) || (locale === 'en-GB' && PAST.test(text));
  return { text: noted(text, after, note), validUntil: over ? null : ends };
}

/** The last millisecond of the day. */
function endOfDay(at: number): number {
  return daysAfter(new Date(at), 1).getTime() - 1;
}

function noted(text: string, after: number, note: string): string {
  return `${text.slice(0, after)} (${note})${text.slice(after)}`;
}

function dayOf(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}
