/**
 * Days named relative to today ("übermorgen", "hier", "послезавтра", "öbür gün"), by the names that Intl has for them. English has its own
 * rules in `resolve-dates.ts`.
 */
import { lazy } from '../../lazy.ts';

export interface RelativeDay {
  /** Index in the text after the matched words. */
  readonly after: number;
  /** Offset in days from the day on which it was said. */
  readonly days: number;
  readonly locale: string;
}

interface DayNames {
  readonly locale: string;
  /** Required in the text if the name is also a word of another language. */
  readonly sign?: RegExp;
  /** Names that Intl does not have, with their offsets in days. */
  readonly also?: Readonly<Record<string, number>>;
  /** If this stands before the name, the name means a time of day. */
  readonly notAfter?: RegExp;
}

const languages: readonly DayNames[] = [
  {
    locale: 'nl',
    sign: /(?<!\p{L})(?:ik|mijn|heb|het|een|ga|we|naar|van)(?!\p{L})/iu,
    notAfter: /(?<!\p{L})(?:de|elke|iedere|goede) $/iu,
  },
  { locale: 'de', notAfter: /(?<!\p{L})(?:am|jeden|guten|den|der|de|eines) $/iu },
  // "hier" is also a German word.
  { locale: 'fr', sign: /(?<!\p{L})(?:je|j['’]|mon|ma|mes|le|la|les|est|on|nous|un|une|du|au)(?!\p{L})/iu },
  { locale: 'es', notAfter: /(?<!\p{L})(?:la|las|esta|cada|una) $/iu },
  { locale: 'pt' },
  { locale: 'it' },
  { locale: 'pl', also: { dziś: 0 } },
  { locale: 'tr' },
  { locale: 'sv', also: { idag: 0, imorgon: 1, imorrn: 1, igår: -1, iövermorgon: 2 } },
  { locale: 'ru' },
  { locale: 'uk' },
  { locale: 'ar', also: { غدا: 1, غداً: 1, أمس: -1 } },
  { locale: 'ja', sign: /[\p{Script=Hiragana}\p{Script=Katakana}]/u },
  { locale: 'zh' },
  { locale: 'ko' },
];

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u;
/** Only this many characters are read, because a statement is short. */
const READ = 400;
const FURTHEST = 2;

/** The first relative day that a text names; null if there is none. */
export function relativeDay(text: string): RelativeDay | null {
  const read = text.slice(0, READ);
  const plain = read.toLowerCase().replaceAll('’', "'");
  if (plain.length !== read.length) return null;
  for (const { locale, sign, notAfter, names } of named()) {
    if (sign?.test(read) === false) continue;
    for (const { name, days } of names) {
      const at = plain.indexOf(name);
      if (at < 0 || !isWhole(plain, at, name) || notAfter?.test(plain.slice(0, at)) === true) continue;
      // In German a capitalised name within a sentence is a noun: "der Morgen" is the morning.
      if (locale === 'de' && at > 0 && /\p{Lu}/u.test(read[at] ?? '')) continue;
      return { after: at + name.length, days, locale };
    }
  }
  return null;
}

function isWhole(text: string, at: number, name: string): boolean {
  if (UNSPACED.test(name)) return true;
  const [before = '', after = ''] = [text[at - 1], text[at + name.length]];
  return !/[\p{L}\p{N}-]/u.test(before) && !/[\p{L}\p{N}-]/u.test(after);
}

/**
 * Longest first, so that "depois de amanhã" is not matched as "amanhã". Hindi uses the same word for yesterday and tomorrow, so it names no
 * day.
 */
const named = lazy(() =>
  languages.map((language) => {
    const format = new Intl.RelativeTimeFormat(language.locale, { numeric: 'auto' });
    const names = Array.from({ length: 2 * FURTHEST + 1 }, (_, at) => at - FURTHEST)
      .map((days) => ({ days, name: format.format(days, 'day').toLowerCase().replaceAll('’', "'") }))
      .concat(Object.entries(language.also ?? {}).map(([name, days]) => ({ days, name })))
      // If a language has no word for a day, Intl returns a count such as "2 days ago".
      .filter(({ name }) => !/\p{N}/u.test(name))
      .sort((one, other) => other.name.length - one.name.length);
    return { ...language, names };
  }),
);
