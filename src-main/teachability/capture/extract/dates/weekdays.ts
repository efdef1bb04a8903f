/** A weekday that is mentioned once and not as weekly. Which day it was can be told later only from the date on which it was said. */
import { lazy } from '../../lazy.ts';
import { weekdayForms } from './calendar-ends.ts';

export interface NamedWeekday {
  /** Index in the text after the name. */
  readonly after: number;
  readonly locale: string;
  /** Formats the note about the day on which it was said. */
  readonly saidOn: (date: string) => string;
}

/** What stands before the name (after it in Hindi, Japanese and Korean) if a single day is meant, and how to append when it was said. */
const languages: readonly {
  readonly locale: string;
  readonly before?: string;
  readonly behind?: string;
  readonly saidOn: (date: string) => string;
}[] = [
  { locale: 'en-GB', before: 'on ', saidOn: (date) => `said on ${date}` },
  { locale: 'de', before: '(?:am|diesen|kommenden|nächsten) ', saidOn: (date) => `gesagt am ${date}` },
  {
    locale: 'fr',
    before: '(?<!(?:le|les|chaque|tous les) )',
    behind: '(?: prochain)?',
    saidOn: (date) => `dit le ${date}`,
  },
  {
    locale: 'es',
    before: '(?:el|este) (?:próximo )?',
    behind: '(?: que viene)?',
    saidOn: (date) => `dicho el ${date}`,
  },
  {
    locale: 'pt',
    before: '(?:na|no|nesta|neste) (?:próxim[ao] )?',
    behind: '(?: que vem)?',
    saidOn: (date) => `dito em ${date}`,
  },
  {
    locale: 'it',
    before: '(?<!(?:il|ogni|la|di) )',
    behind: '(?: prossim[oa])?',
    saidOn: (date) => `detto il ${date}`,
  },
  { locale: 'nl', before: '(?:op|is|aanstaande|komende|volgende) ', saidOn: (date) => `gezegd op ${date}` },
  { locale: 'sv', before: '(?:på|nästa) ', saidOn: (date) => `sagt den ${date}` },
  { locale: 'pl', before: 'we? (?:przyszł\\p{L}{1,2} )?', saidOn: (date) => `powiedziane ${date}` },
  { locale: 'ru', before: 'во? (?:следующ\\p{L}{2} |эт\\p{L}{1,2} )?', saidOn: (date) => `сказано ${date}` },
  {
    locale: 'uk',
    before: '[ву] (?:наступн\\p{L}{1,2} |ц\\p{L}{1,2} )?',
    saidOn: (date) => `сказано ${date}`,
  },
  { locale: 'tr', before: '', behind: '(?: günü)', saidOn: (date) => `${date} günü söylendi` },
  { locale: 'ar', before: 'يوم ', behind: '(?: القادم| المقبل)?', saidOn: (date) => `قيل في ${date}` },
  { locale: 'hi', before: '', behind: '(?= को)', saidOn: (date) => `${date} को कहा` },
  { locale: 'ja', before: '(?<!毎週)', saidOn: (date) => `${date}の話` },
  { locale: 'zh', before: '(?<!每|每个)(?:这|本|下|下个)?', saidOn: (date) => `说于${date}` },
  {
    locale: 'ko',
    before: '(?<!매주 )',
    behind: '(?=에|이야|이에요|입니다|(?!마다|\\p{L}))',
    saidOn: (date) => `${date}에 말함`,
  },
];

/** Words for what happens every week. */
const EVERY =
  /(?<!\p{L})(?:every|each|always|usually|normally|often|jede[nrsm]?|immer|meistens|toujours|chaque|tous|siempre|cada|todos|todas|ogni|sempre|toda|elke|iedere|altijd|varje|alltid|każd\p{L}{1,3}|zawsze|кажд\p{L}{2,3}|всегда|кожн\p{L}{1,3}|завжди|her|hep)(?!\p{L})|[毎每总總]|いつも|て(?:い)?(?:る|ます)(?=[。、!！]?$)|매주|매|항상|كل|دائما|हर|हमेशा/iu;
const READ = 400;
const UNSPACED = new Set(['ja', 'zh', 'ko']);

/** The first such day; null if there is none. */
export function namedWeekday(text: string): NamedWeekday | null {
  const read = text.slice(0, READ);
  if (EVERY.test(read)) return null;
  for (const { locale, saidOn, pattern } of compiled()) {
    const match = pattern.exec(read);
    if (match !== null) return { after: match.index + match[0].length, locale, saidOn };
  }
  return null;
}

/** All patterns that `namedWeekday` tries. Used to compile them in advance. */
export function weekdayPatterns(): RegExp[] {
  return [EVERY, ...compiled().map(({ pattern }) => pattern)];
}

const compiled = lazy(() =>
  languages.map((language) => {
    const { locale, before = '', behind = '' } = language;
    const names = weekdayForms(locale).flat().join('|');
    const [ahead, end] = UNSPACED.has(locale)
      ? ['', '']
      : [String.raw`(?<![\p{L}\p{M}])`, String.raw`(?![\p{L}\p{M}])`];
    return { ...language, pattern: new RegExp(`${ahead}${before}(?:${names})${behind}${end}`, 'iu') };
  }),
);
