/**
 * Ends that name a calendar day: "from 3 to 10 May" in sixteen languages; "until Friday", "until the 12th" and "until 3 May" in the
 * languages that `time-words.ts` does not cover. Names of days and months come from Intl, in the forms that Intl uses next to a day.
 */
import { lazy } from '../../lazy.ts';
import { dateOf, dayOfMonthAfter, daysAfter, daysUntil, yearly } from './calendar.ts';
import { asTyped, dayNames, monthNames } from './time-words.ts';

export interface CalendarEnd {
  /** Index in the text after the matched words. */
  readonly after: number;
  readonly words: string;
  /** The first moment after the end, in local time. */
  readonly end: Date;
  readonly locale: string;
}

interface Tongue {
  readonly locale: string;
  /** The word for "until" before a day; null if it follows the day or another rule handles it. */
  readonly until: string | null;
  readonly untilBehind?: string;
  /** Pattern of a day of the month without a month that cannot be an hour ("the 12th"). */
  readonly ofMonth?: string;
  /** The word for "to" between two days. */
  readonly to: string;
  /** What may stand between a day and its month. */
  readonly of?: string;
  /** Required in the text if the words also exist in another language. */
  readonly sign?: RegExp;
}

const tongues: readonly Tongue[] = [
  { locale: 'en-GB', until: null, to: 'to|until|till|through', of: 'of ' },
  { locale: 'de', until: null, to: 'bis(?: zum)?' },
  {
    locale: 'pt',
    until: null,
    to: 'a|ao|até|até ao',
    of: 'de ',
    sign: /[ãõç]|(?<!\p{L})(?:eu|em|na|no)(?!\p{L})/iu,
  },
  { locale: 'es', until: null, to: 'al?|hasta(?: el)?', of: 'de ' },
  { locale: 'fr', until: null, to: String.raw`au|jusqu['’]au` },
  { locale: 'it', until: null, to: String.raw`al|all['’]|fino al` },
  {
    locale: 'nl',
    until: '(?:tot(?: en met)?|t/m)(?: de| komende| aanstaande| volgende)?',
    ofMonth: String.raw`(?<=\bde )(?<d>\d{1,2})(?:e|de|ste)?(?![\d:]| uur)`,
    to: 'tot(?: en met)?|t/m',
  },
  {
    locale: 'sv',
    until: '(?:till|t\\.o\\.m\\.|fram till)(?: den| på| nästa)?',
    ofMonth: String.raw`(?<=den )(?<d>\d{1,2})(?::?[ea])?(?!\d)`,
    to: 'till',
  },
  {
    locale: 'pl',
    until: 'do(?: przyszłe(?:go|j)| najbliższe(?:go|j))?',
    ofMonth: String.raw`(?<d>\d{1,2})-?(?:go|ego)`,
    to: 'do',
  },
  {
    locale: 'ru',
    until: 'до(?: следующ(?:его|ей)| ближайш(?:его|ей))?',
    ofMonth: String.raw`(?<d>\d{1,2})-?(?:го|ого)`,
    to: 'по|до',
  },
  {
    locale: 'uk',
    until: 'до(?: наступно(?:го|ї))?',
    ofMonth: String.raw`(?<d>\d{1,2})-?(?:го|ого)`,
    to: 'по|до',
  },
  { locale: 'ar', until: '(?:حتى|إلى|لغاية)(?: يوم)?', to: 'إلى|حتى' },
  {
    locale: 'tr',
    until: null,
    untilBehind: String.raw`(?:['’]?\p{L}{1,3})?(?: günü\p{L}{0,2})? kadar`,
    ofMonth: String.raw`ayın (?<d>\d{1,2})['’]?\p{L}{2,3}`,
    to: 'ile|ila',
  },
  {
    locale: 'hi',
    until: null,
    untilBehind: '(?: की| के)? तक',
    ofMonth: String.raw`(?<d>\d{1,2}) तारीख`,
    to: 'से',
  },
  { locale: 'ja', until: null, untilBehind: '(?:まで|迄)', ofMonth: '(?<d>\\d{1,2})日', to: 'から|〜|～' },
  { locale: 'zh', until: '(?:到|直到|至)', ofMonth: '(?<d>\\d{1,2})[号日]', to: '到|至|～' },
  { locale: 'ko', until: null, untilBehind: '까지', ofMonth: '(?<d>\\d{1,2})일', to: '부터|에서|~' },
];

/** Languages that write months as numbers and use no spaces. */
const NUMBERED_MONTHS: Readonly<Record<string, string>> = {
  ja: String.raw`(?:(?<y>\d{4})年)?(?<mn>\d{1,2})月(?<d>\d{1,2})日`,
  zh: String.raw`(?:(?<y>\d{4})年)?(?<mn>\d{1,2})月(?<d>\d{1,2})[日号]`,
  ko: String.raw`(?:(?<y>\d{4})년 ?)?(?<mn>\d{1,2})월 ?(?<d>\d{1,2})일`,
};
/** Only this many characters are read, because a statement is short. */
const READ = 400;
const SHORTEST_STEM = 4;

interface Rule {
  readonly pattern: RegExp;
  readonly resolve: (match: RegExpExecArray, from: Date) => Date | null;
}

/**
 * The first end of this kind; undefined if there is none or it is in the past.
 * @param at when the text was written, in ms since 1970 UTC
 */
export function calendarEndIn(text: string, at: number): CalendarEnd | undefined {
  const read = text.slice(0, READ);
  for (const { locale, sign, rules } of compiled()) {
    if (sign?.test(read) === false) continue;
    for (const { pattern, resolve } of rules()) {
      const match = pattern.exec(read);
      const end = match === null ? null : resolve(match, new Date(at));
      if (match === null || end === null || end.getTime() <= at) continue;
      return { after: match.index + match[0].length, words: match[0], end, locale };
    }
  }
  return undefined;
}

/** All patterns that `calendarEndIn` tries. Used to compile them in advance. */
export function* calendarEndPatterns(): Generator<RegExp> {
  for (const { rules } of compiled()) for (const { pattern } of rules()) yield pattern;
}

const compiled = lazy(() => tongues.map((tongue) => ({ ...tongue, rules: lazy(() => rulesOf(tongue)) })));

function rulesOf(tongue: Tongue): Rule[] {
  const { locale, until, untilBehind, ofMonth } = tongue;
  const numbered = NUMBERED_MONTHS[locale];
  const range = numbered === undefined ? rangeOf(tongue) : numberedRange(tongue, numbered);
  if (until === null && untilBehind === undefined) return [range];
  const bounded = (words: string) =>
    new RegExp(
      until === null
        ? `${EDGE}${words}${untilBehind ?? ''}`
        : `${edgeOf(locale)}${until}\\s{0,2}${words}${UNSPACED.has(locale) ? '' : END}`,
      'iu',
    );
  const rules: Rule[] = [range];
  rules.push({
    pattern: bounded(numbered ?? dateWords(tongue)),
    resolve: (match, from) => dated(match, from, locale),
  });
  if (ofMonth !== undefined)
    rules.push({
      pattern: bounded(ofMonth),
      resolve: (match, from) => dayOfMonthAfter(from, Number(match.groups?.['d'])),
    });
  rules.push({
    pattern: bounded(
      `(?:${weekdayForms(locale)
        .map((forms, day) => `(?<w${day}>${forms.join('|')})`)
        .join('|')})`,
    ),
    resolve: (match, from) => {
      const day = [0, 1, 2, 3, 4, 5, 6].findIndex((at) => match.groups?.[`w${at}`] !== undefined);
      return day < 0 ? null : daysAfter(from, daysUntil(from, day) + 1);
    },
  });
  return rules;
}

const EDGE = String.raw`(?<![\p{L}\p{M}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const UNSPACED = new Set(['ja', 'zh', 'ko']);

function edgeOf(locale: string): string {
  return UNSPACED.has(locale) ? '' : EDGE;
}

/** "3 May", "3. Mai", "3 de mayo", "3rd of May", with or without a year. */
function dateWords({ locale, of }: Tongue): string {
  const months = monthWords(locale);
  return String.raw`(?<d>\d{1,2})(?:st|nd|rd|th|\.|º|er)?\s${joined(of)}(?<m>${months})(?:,?\s(?:de\s)?(?<y>\d{4}))?`;
}

function joined(of: string | undefined): string {
  return of === undefined ? '' : `(?:${of})?`;
}

/** "3 to 10 May", "28 April to 3 May". */
function rangeOf(tongue: Tongue): Rule {
  const { locale, to, of } = tongue;
  const months = monthWords(locale);
  const first = String.raw`\d{1,2}(?:st|nd|rd|th|\.|º|er|-?го|-?go)?(?:\s${joined(of)}(?:${months}))?`;
  const between = String.raw`(?:\s?[-–]\s?|\s?(?:${to})\s?(?:the\s)?)`;
  const last = dateWords(tongue);
  // Only English also writes "May 3 to 10" and "May 3 to June 10".
  const turned = String.raw`(?<m1>${months})\s\d{1,2}(?:st|nd|rd|th)?${between}(?:(?<m2>${months})\s)?(?<d2>\d{1,2})(?:st|nd|rd|th)?`;
  const words =
    locale === 'en-GB' ? `(?:${first}${between}${last}|${turned}${END})` : `${first}${between}${last}${END}`;
  return {
    pattern: new RegExp(`${EDGE}${words}`, 'iu'),
    resolve: (match, from) => {
      const { d, d2, m, m1, m2, y } = match.groups ?? {};
      return onDay(from, locale, d ?? d2, m2 ?? m ?? m1, y);
    },
  };
}

function numberedRange({ to }: Tongue, date: string): Rule {
  const plain = date.replace(/\?<\w+>/gu, '?:');
  return {
    pattern: new RegExp(
      `${plain}\\s?(?:${to}|-|–)\\s?(?:(?<m2>\\d{1,2})[月월] ?)?(?<d2>\\d{1,2})[日号일]`,
      'iu',
    ),
    resolve: (match, from) => {
      const { d2, m2 } = match.groups ?? {};
      const first = /(\d{1,2})[月월]/u.exec(match[0])?.[1];
      return yearly(from, undefined, (year) => dateOf(year, Number(m2 ?? first) - 1, Number(d2)));
    },
  };
}

function dated({ groups = {} }: RegExpExecArray, from: Date, locale: string): Date | null {
  const { d, m, mn, y } = groups;
  if (mn !== undefined) return yearly(from, y, (year) => dateOf(year, Number(mn) - 1, Number(d)));
  return onDay(from, locale, d, m, y);
}

function onDay(
  from: Date,
  locale: string,
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
): Date | null {
  const said = month?.toLowerCase() ?? '';
  const at = monthForms(locale).findIndex((forms) => forms.includes(said));
  return at < 0 ? null : yearly(from, year, (one) => dateOf(one, at, Number(day)));
}

/** Longest first, so that "maja" is not matched as "maj". */
function monthWords(locale: string): string {
  return monthForms(locale)
    .flat()
    .sort((one, other) => other.length - one.length)
    .join('|');
}

/** Each month (January first) in its standalone form and in the form used next to a day ("maj", "maja"). */
function monthForms(locale: string): string[][] {
  const besideDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return monthNames(locale).map((alone, month) => {
    const parts = besideDay.formatToParts(Date.UTC(2024, month, 15));
    const inflected = parts.find(({ type }) => type === 'month')?.value.toLowerCase() ?? alone;
    return [...new Set([alone, inflected])];
  });
}

/**
 * Each weekday (Monday first) in its standalone form and, in Slavic languages, in its other grammatical cases ("piątek", "piątku"). Chinese
 * has three names for each.
 */
export function weekdayForms(locale: string): string[][] {
  return dayNames(locale).map((name) => {
    // In Portuguese the part after the hyphen is dropped: "sexta".
    if (locale === 'pt') return [asTyped(name)];
    if (locale === 'zh') return [name, name.replace('星期', '周'), name.replace('星期', '礼拜')];
    if (locale === 'ja') return [name, name.slice(0, 2)];
    if (locale !== 'pl' && locale !== 'ru' && locale !== 'uk') return [name];
    const stem = name.slice(0, Math.max(SHORTEST_STEM, name.length - 2));
    return [String.raw`${stem}\p{L}{0,3}`];
  });
}
