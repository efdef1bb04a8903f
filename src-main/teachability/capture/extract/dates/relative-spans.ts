/**
 * Spans counted from today in weeks, days and hours ("in two weeks", "w tym tygodniu", "через 3 дня"), by the words that Intl has for them.
 * Numbers up to ten may be spelled out. For other spans English and the languages of `time-words.ts` have their own rules.
 */
import { lazy } from '../../lazy.ts';
import { daysAfter, endOfWeek } from './calendar.ts';

export interface RelativeSpan {
  /** Index in the text after the matched words. */
  readonly after: number;
  readonly locale: string;
  /** A moment within the day that is meant, in ms since 1970 UTC. */
  readonly day: number;
  /** The last moment of a current span, or of the day on which something is about to happen; null otherwise. */
  readonly ends: number | null;
}

type Unit = 'hour' | 'day' | 'week' | 'month';

interface Found {
  readonly day: Date;
  readonly ends: number | null;
}

interface Rule {
  readonly pattern: RegExp;
  readonly resolve: (match: RegExpExecArray, from: Date) => Found;
}

/** One to ten in the grammatical case that follows "in", as people write them; alternatives are separated by a bar. */
const numbers: Readonly<Record<string, string>> = {
  'en-GB': 'an?|one two three four five six seven eight nine ten',
  de: 'einem|einer|ein zwei drei vier fünf sechs sieben acht neun zehn',
  nl: 'een|één twee drie vier vijf zes zeven acht negen tien',
  fr: 'une?|un deux trois quatre cinq six sept huit neuf dix',
  es: 'una?|un dos tres cuatro cinco seis siete ocho nueve diez',
  pt: 'uma?|um duas|dois três quatro cinco seis sete oito nove dez',
  it: "un['’]?|una due tre quattro cinque sei sette otto nove dieci",
  sv: 'en|ett två tre fyra fem sex sju åtta nio tio',
  pl: 'jeden|jedną dwa|dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć',
  ru: 'один|одну два|две три четыре пять шесть семь восемь девять десять',
  uk: 'один|одну два|дві три чотири пʼять шість сім вісім девʼять десять',
  tr: 'bir [iİ]ki üç dört beş altı yedi sekiz dokuz on',
  hi: 'एक दो तीन चार पाँच|पांच छह|छः सात आठ नौ दस',
  ar: 'واحد|واحدة اثنين ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني تسعة|تسع عشرة|عشر',
  ja: '一 二 三 四 五 六 七 八 九 十',
  zh: '一 两|二 三 四 五 六 七 八 九 十',
  ko: '한|일 두|이 세|삼 네|사 다섯|오 여섯|육 일곱|칠 여덟|팔 아홉|구 열|십',
};

/** Words that people use before a count instead of those of Intl. */
const alsoSaid: Readonly<Record<string, readonly [intl: string, also: string]>> = {
  es: ['dentro de', 'en'],
  it: ['tra', 'fra'],
  ar: ['خلال', 'بعد'],
};
/** In these languages other rules handle the current span. */
const NAMED_ELSEWHERE = new Set(['en-GB', 'de', 'pt', 'es', 'fr', 'it']);
const UNSPACED = new Set(['ja', 'zh', 'ko']);
/** One count for each plural form of a noun after a number. */
const COUNTS = [1, 2, 3, 5, 11, 21] as const;
/** Larger counts of hours, days or weeks are not matched. */
const FURTHEST = 60;
/** Another measure next to it means that it may be a rate: "10 km in an hour". */
const RATE = /\p{N}\s?\p{L}/u;
const READ = 400;

/**
 * The first such span that a text names; null if there is none.
 * @param at when the text was written, in ms since 1970 UTC
 */
export function relativeSpan(text: string, at: number): RelativeSpan | null {
  const read = text.slice(0, READ);
  const from = new Date(at);
  for (const { locale, rules } of compiled()) {
    for (const { pattern, resolve } of rules()) {
      const match = pattern.exec(read);
      if (match === null) continue;
      const { day, ends } = resolve(match, from);
      const beside = read.slice(0, match.index) + read.slice(match.index + match[0].length);
      const isRate = ends !== null && RATE.test(beside);
      return {
        after: match.index + match[0].length,
        locale,
        day: day.getTime(),
        ends: isRate ? null : ends,
      };
    }
  }
  return null;
}

/** All patterns that `relativeSpan` tries. Used to compile them in advance. */
export function* relativeSpanPatterns(): Generator<RegExp> {
  for (const { rules } of compiled()) for (const { pattern } of rules()) yield pattern;
}

/** Other ways to say "this week" and "this month" than the one of Intl. */
const alsoThis: Readonly<Record<string, Readonly<Partial<Record<Unit, readonly string[]>>>>> = {
  zh: { week: ['这(?:一)?周', '[这本]个?(?:星期|礼拜)'], month: ['这个月'] },
  ko: { week: ['이번주'], month: ['이번달'] },
  sv: { week: ['den här veckan', 'denna vecka'], month: ['den här månaden'] },
};

const compiled = lazy(() =>
  Object.keys(numbers).map((locale) => ({ locale, rules: lazy(() => rulesOf(locale)) })),
);

function rulesOf(locale: string): Rule[] {
  const always = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const named = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const counted = (['hour', 'day', 'week', 'month'] as const).map((unit): Rule => {
    const shapes = [...new Set(COUNTS.map((count) => shapeOf(always, count, unit, locale)))].filter((shape) =>
      shape.includes('(?<n>'),
    );
    return {
      pattern: whole(shapes.map((shape, at) => shape.replace('<n>', `<n${at}>`)).join('|'), locale),
      resolve: (match, from) => {
        const said = Object.values(match.groups ?? {}).find((group) => group !== undefined) ?? '1';
        return ahead(from, unit, Math.min(FURTHEST, countOf(said, locale)));
      },
    };
  });
  if (NAMED_ELSEWHERE.has(locale)) return counted;
  const going = (unit: 'week' | 'month', endOf: (from: Date) => Date): Rule => ({
    pattern: whole([escaped(named.format(0, unit)), ...(alsoThis[locale]?.[unit] ?? [])].join('|'), locale),
    resolve: (_match, from) => {
      const end = endOf(from).getTime() - 1;
      return { day: new Date(end), ends: end };
    },
  });
  return [
    going('week', endOfWeek),
    going('month', (from) => new Date(from.getFullYear(), from.getMonth() + 1, 1)),
    ...counted,
  ];
}

function ahead(from: Date, unit: Unit, count: number): Found {
  if (unit === 'hour') {
    const day = new Date(from.getTime() + count * 3_600_000);
    return { day, ends: daysAfter(day, 1).getTime() - 1 };
  }
  const day =
    unit === 'month'
      ? new Date(from.getFullYear(), from.getMonth() + count, from.getDate(), 12)
      : daysAfter(from, count * (unit === 'week' ? 7 : 1));
  return { day, ends: null };
}

/** How a language expresses a count, with a capture group in place of the number. */
function shapeOf(format: Intl.RelativeTimeFormat, count: number, unit: Unit, locale: string): string {
  const gap = UNSPACED.has(locale) ? String.raw`\s?` : String.raw`\s`;
  const letters = (numbers[locale] ?? '').split(' ').join('|');
  return format
    .formatToParts(count, unit)
    .map(({ type, value }) =>
      type === 'integer'
        ? String.raw`(?<n>\d{1,2}|${letters})`
        : withAlso(escaped(value), locale).replaceAll(/\s+/gu, gap),
    )
    .join('');
}

function withAlso(words: string, locale: string): string {
  const [intl, also] = alsoSaid[locale] ?? [];
  return intl === undefined ? words : words.replace(intl, `(?:${intl}|${also ?? ''})`);
}

function countOf(said: string, locale: string): number {
  if (/^\d+$/u.test(said)) return Number(said);
  const words = (numbers[locale] ?? '').split(' ');
  return words.findIndex((forms) => new RegExp(`^(?:${forms})$`, 'iu').test(said)) + 1 || 1;
}

function whole(words: string, locale: string): RegExp {
  return UNSPACED.has(locale)
    ? new RegExp(words, 'iu')
    : new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}])(?:${words})(?![\p{L}\p{M}\p{N}])`, 'iu');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
