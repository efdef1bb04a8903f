/** Words for spans of time in the languages whose "until Friday" is understood. Names of days and months come from Intl. */

export interface TimeWords {
  /** For names of days and months, and for writing dates. */
  readonly locale: string;
  /** "until", with whatever article may follow. */
  readonly until: string;
  readonly endOf: string;
  readonly next: string;
  readonly tomorrow: string;
  readonly week: string;
  readonly weekend: string;
  readonly month: string;
  readonly year: string;
  /** "this", before week or month, in every gender. */
  readonly this: string;
  /** "for this trip": an end that is not named. */
  readonly trip: string;
  /** How an end is written behind "this week". */
  readonly untilDate: (date: string) => string;
  readonly saidOn: (date: string) => string;
}

export const languages: readonly TimeWords[] = [
  {
    locale: 'en-GB',
    until: String.raw`(?:until|till|['’]?til|through|up (?:to|until))\s+(?:the\s+|this\s+(?!week|month|year)|coming\s+|about\s+)*`,
    endOf: String.raw`end of\s+(?:the\s+|this\s+)?`,
    next: 'next',
    tomorrow: 'tomorrow',
    week: 'week',
    weekend: 'weekend',
    month: 'month',
    year: 'year',
    this: '(?:for the rest of (?:this|the)|for this|this)',
    trip: String.raw`(?:for|during|on) (?:this|the|my current) (?:trip|journey|holiday|vacation|visit|stay|tour)|while i(?:['’]m| am) (?:on (?:holiday|vacation)|travell?ing|away)`,
    untilDate: (date) => `until ${date}`,
    saidOn: (date) => `said on ${date}`,
  },
  {
    locale: 'de',
    until: String.raw`bis\s+(?:(?:zum|zur|einschließlich|kommenden|kommende)\s+)*`,
    endOf: String.raw`ende\s+(?:der\s+|des\s+|dieser\s+|dieses\s+)?`,
    next: String.raw`nächste[nrms]?`,
    tomorrow: 'morgen',
    week: 'woche',
    weekend: 'wochenende',
    month: 'monats?',
    year: 'jahr(?:es)?',
    this: '(?:für den rest (?:dieser|dieses)|diese[sn]?)',
    trip: String.raw`(?:für|auf|während) diese[rn]? (?:reise|urlaub|fahrt)`,
    untilDate: (date) => `bis ${date}`,
    saidOn: (date) => `gesagt am ${date}`,
  },
  {
    locale: 'es',
    until: String.raw`hasta\s+(?:(?:el|la|este|esta)\s+)*`,
    endOf: String.raw`(?:final(?:es)?|fin)\s+(?:de\s+)?(?:la\s+|el\s+|este\s+|esta\s+)?`,
    next: String.raw`próxim[oa]`,
    tomorrow: 'mañana',
    week: 'semana',
    weekend: 'fin de semana',
    month: 'mes',
    year: 'año',
    this: 'est[ea]',
    trip: String.raw`(?:para|durante) este viaje`,
    untilDate: (date) => `hasta el ${date}`,
    saidOn: (date) => `dicho el ${date}`,
  },
  {
    locale: 'fr',
    until: String.raw`jusqu['’](?:à|au|en)\s+(?:(?:la|le|ce|cette)\s+)*`,
    endOf: String.raw`fin\s+(?:d[eu]\s+)?(?:la\s+|ce\s+|cette\s+)?`,
    next: String.raw`prochain[e]?`,
    tomorrow: 'demain',
    week: 'semaine',
    weekend: 'week-end',
    month: 'mois',
    year: String.raw`ann[ée]e`,
    this: 'ce(?:tte)?',
    trip: String.raw`(?:pour|pendant) ce voyage`,
    untilDate: (date) => `jusqu’au ${date}`,
    saidOn: (date) => `dit le ${date}`,
  },
];

/** Monday first. */
export function dayNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)).toLowerCase());
}

export function monthNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2024, month, 15)).toLowerCase());
}
