/**
 * Ends that name a day of the calendar: "from 3 to 10 May" in sixteen languages, and "until Friday", "until the 12th", "until 3 May" in those
 * that `time-words.ts` has no words for. Names of days and months come from Intl, in the forms that Intl uses beside a day.
 */
import { lazy } from '../../lazy.ts';
import { dateOf, dayOfMonthAfter, daysAfter, daysUntil, yearly } from './calendar.ts';
import { asTyped, dayNames, monthNames } from './time-words.ts';

export interface CalendarEnd {
  /** Where the words that name it end in the text. */
  readonly after: number;
  readonly words: string;
  /** The first moment after it, in local time. */
  readonly end: Date;
  readonly locale: string;
}

interface Tongue {
  readonly locale: string;
  /** "until" before a day; null where it stands behind it, or where other rules read it. */
  readonly until: string | null;
  readonly untilBehind?: string;
  /** A day of the month without its month, told from an hour of the day. */
  readonly ofMonth?: string;
  /** "to", between two days. */
  readonly to: string;
  /** What may stand between a day and its month. */
  readonly of?: string;
  /** What the text must hold for words that another language has too. */
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

/** Written with numbers for months, and without spaces. */
const NUMBERED_MONTHS: Readonly<Record<string, string>> = {
  ja: String.raw`(?:(?<y>\d{4})年)?(?<mn>\d{1,2})月(?<d>\d{1,2})日`,
  zh: String.raw`(?:(?<y>\d{4})年)?(?<mn>\d{1,2})月(?<d>\d{1,2})[日号]`,
  ko: String.raw`(?:(?<y>\d{4})년 ?)?(?<mn>\d{1,2})월 ?(?<d>\d{1,2})일`,
};
/** A statement is short. In characters. */
const READ = 400;
const SHORTEST_STEM = 4;

interface Rule {
  readonly pattern: RegExp;
  readonly resolve: (match: RegExpExecArray, from: Date) => Date | null;
}

/** The first such end; undefined for none, or one that is over. @param at when it was said, in ms since 1970 UTC */
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

/** All patterns that `calendarEndIn` tries. */
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
  // "May 3 to 10" and "May 3 to June 10" are English only.
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

/** The longest first, so that "maj" is not all that is read of "maja". */
function monthWords(locale: string): string {
  return monthForms(locale)
    .flat()
    .sort((one, other) => other.length - one.length)
    .join('|');
}

/** As it stands alone and as it stands beside a day ("maj", "maja"), January first. */
function monthForms(locale: string): string[][] {
  const besideDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return monthNames(locale).map((alone, month) => {
    const parts = besideDay.formatToParts(Date.UTC(2024, month, 15));
    const inflected = parts.find(({ type }) => type === 'month')?.value.toLowerCase() ?? alone;
    return [...new Set([alone, inflected])];
  });
}

/** Monday first: as it stands alone, and in Slavic languages in any case ("piątek", "piątku"); Chinese has three names. */
export function weekdayForms(locale: string): string[][] {
  return dayNames(locale).map((name) => {
    // Portuguese drops what follows the hyphen: "sexta".
    if (locale === 'pt') return [asTyped(name)];
    if (locale === 'zh') return [name, name.replace('星期', '周'), name.replace('星期', '礼拜')];
    if (locale === 'ja') return [name, name.slice(0, 2)];
    if (locale !== 'pl' && locale !== 'ru' && locale !== 'uk') return [name];
    const stem = name.slice(0, Math.max(SHORTEST_STEM, name.length - 2));
    return [String.raw`${stem}\p{L}{0,3}`];
  });
}
