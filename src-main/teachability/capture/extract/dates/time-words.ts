/** Words for time spans in the languages in which "until Friday" is understood. Names of days and months come from Intl. */

export interface TimeWords {
  /** Used for the names of days and months, and to format dates. */
  readonly locale: string;
  /** The word for "until", with any article that may follow. */
  readonly until: string;
  /** Pattern of "until the 12th": a day of the month that cannot be an hour; the group `d` is its number. */
  readonly ofMonth?: string;
  readonly endOf: string;
  readonly next: string;
  readonly tomorrow: string;
  readonly week: string;
  readonly weekend: string;
  readonly month: string;
  readonly year: string;
  /** The word for "this" before week or month, in every gender. */
  readonly this: string;
  /** Pattern of "for this trip": an end without a date. */
  readonly trip: string;
  /** Required in the text if the words also exist in another language; omitted if they do not. */
  readonly sign?: RegExp;
  /** Formats the end that is appended to "this week". */
  readonly untilDate: (date: string) => string;
  readonly saidOn: (date: string) => string;
}

export const languages: readonly TimeWords[] = [
  {
    locale: 'en-GB',
    ofMonth: String.raw`(?:until|till|['’]?til|through|up (?:to|until))\s+the\s+(?<d>\d{1,2})(?:st|nd|rd|th)`,
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
    ofMonth: String.raw`bis\s+zum\s+(?<d>\d{1,2})\.(?!\s?\d)`,
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
  // Must come before Spanish, which also writes "esta semana".
  {
    locale: 'pt-PT',
    ofMonth: String.raw`até\s+(?:ao\s+|o\s+)?dia\s+(?<d>\d{1,2})(?!\s+de\s)`,
    until: String.raw`até\s+(?:(?:ao|à|às|o|a|este|esta|esse|essa)\s+)*`,
    endOf: String.raw`(?:fi[mn]|final)\s+(?:d(?:[aeo]|est[ae])\s+)?(?:est[ae]\s+)?`,
    next: String.raw`(?:próxim[oa]|que\s+vem)`,
    tomorrow: 'amanhã',
    week: 'semana',
    weekend: String.raw`fim[\s-]de[\s-]semana`,
    month: 'm[êe]s',
    year: 'ano',
    this: String.raw`(?:n?est[ae]|n?ess[ae])`,
    trip: String.raw`(?:para|durante|em) (?:esta|essa) viagem|n(?:esta|essa) viagem|enquanto (?:estou|estiver) (?:em viagem|de férias|fora|viajando)`,
    sign: /[ãõç]|(?<!\p{L})(?:eu|estou|meus?|minhas?|uma|em|ness[ae]|nest[ae]|viagem|mês|até)(?!\p{L})/iu,
    untilDate: (date) => `até ${date}`,
    saidOn: (date) => `dito em ${date}`,
  },
  {
    locale: 'es',
    ofMonth: String.raw`hasta\s+el\s+(?:día\s+)?(?<d>\d{1,2})(?!\s+de\s)`,
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
    ofMonth: String.raw`jusqu['’]au\s+(?<d>\d{1,2})(?!\s+\p{L}|\s?h)`,
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
  {
    locale: 'it',
    ofMonth: String.raw`[fs]ino\s+al(?:l['’])?\s*(?<d>\d{1,2})(?!\s+\p{L})`,
    until: String.raw`[fs]ino\s+(?:a(?:l|lla|d)?\s+|all['’]\s*)(?:quest[oa]\s+)?`,
    endOf: String.raw`fine\s+(?:d(?:i|el|ella)\s+|dell['’]\s*)?(?:quest[oa]\s+|quest['’]\s*)?`,
    next: 'prossim[oa]',
    tomorrow: 'domani',
    week: 'settimana',
    weekend: String.raw`(?:week-?end|fine\s?settimana)`,
    month: 'mese',
    year: 'anno',
    this: 'quest[oa]',
    trip: String.raw`(?:per|durante|in) (?:questo viaggio|questa vacanza)|finché sono (?:in viaggio|in vacanza|via)`,
    untilDate: (date) => `fino ${before(date, 'al ', 'all’')}`,
    saidOn: (date) => `detto ${before(date, 'il ', 'l’')}`,
  },
];

/** Italian uses different articles before a day of the month: "l’8", "l’11", "il 9". */
function before(date: string, article: string, elided: string): string {
  return `${/^(?:8|11)\b/u.test(date) ? elided : article}${date}`;
}

/** Pattern of a name as people type it: accents and the part after a hyphen are optional ("sexta" for "sexta-feira"). */
export function asTyped(name: string): string {
  const [head = '', tail] = name.split('-');
  const letters = (part: string) =>
    part.replace(/[^\p{ASCII}]/gu, (letter) => `[${letter}${withoutAccents(letter)}]`);
  return tail === undefined ? letters(head) : `${letters(head)}(?:-${letters(tail)})?`;
}

/** Index of the name that was typed; -1 if none matches. */
export function placeOf(typed: string, names: readonly string[]): number {
  const said = withoutAccents(typed);
  return names.findIndex(
    (name) => said === withoutAccents(name) || said === withoutAccents(name.split('-')[0] ?? ''),
  );
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Monday first. */
export function dayNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)).toLowerCase());
}

export function monthNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2024, month, 15)).toLowerCase());
}
