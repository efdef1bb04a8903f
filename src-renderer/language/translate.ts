/**
 * The words of the page. English stands in the sources and is the key to the other languages, whose catalogs are loaded, with i18next,
 * only by those who use them (docs/decisions/2026-12-01-languages.md).
 */
import { language, locale } from './language.ts';

/** What stands at the places `{{name}}` of a text; numbers are written as the language does. */
export type Values = Readonly<Record<string, string | number>>;
/** A text in the language of the page; `count` chooses the plural, `values` fills the places, null leaves them. */
type Translate = (
  text: string,
  values: Readonly<Record<string, string>> | null,
  choice?: { readonly count?: number; readonly context?: string },
) => string;

const numbers = new Intl.NumberFormat(language === 'en' ? 'en' : locale);

/** "1,234" */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return options === undefined
    ? numbers.format(value)
    : value.toLocaleString(numbers.resolvedOptions().locale, options);
}

const lists = {
  conjunction: new Intl.ListFormat(locale, { type: 'conjunction' }),
  disjunction: new Intl.ListFormat(locale, { type: 'disjunction' }),
};

/** "Ana, Ben and Cem", or with "or". */
export function formatList(items: readonly string[], type: keyof typeof lists = 'conjunction'): string {
  return lists[type].format(items);
}

const places = /\{\{(\w+)\}\}/g;

/** A catalog loaded: the texts of the page by `translate`, the messages of the main process by their English. */
interface Loaded {
  readonly translate: Translate;
  readonly messages: Readonly<Record<string, string>> | null;
}

const { translate, messages: messageCatalog } = await loadWords();
export { messageCatalog };

async function loadWords(): Promise<Loaded> {
  const english: Translate = (text, values) =>
    values === null ? text : text.replace(places, (place, name: string) => values[name] ?? place);
  const inEnglish = { translate: english, messages: null };
  if (language === 'en') return inEnglish;
  try {
    const { loadCatalog } = await import('./load-catalog.ts');
    return await loadCatalog(language);
  } catch {
    // A page in English is better than none; the next load tries again.
    return inEnglish;
  }
}

/**
 * A text of the page in its language. `text` is the English one, a literal, so that the catalogs can be checked against the sources.
 * @param context which of two meanings, where other languages have two words; a literal too. Its key is `text_context`.
 */
export function t(text: string, values: Values = {}, context?: string): string {
  return translate(text, written(values), context === undefined ? undefined : { context });
}

/** A text that depends on a number, which stands at `{{count}}`: `one` in English for 1, `many` for all others. */
export function tCount(count: number, one: string, many: string, values: Values = {}): string {
  const all = written({ ...values, count });
  // Without a catalog, also where one could not be loaded, the page is in English.
  return messageCatalog === null ? translate(count === 1 ? one : many, all) : translate(many, all, { count });
}

/** A text whose double braces are its own, such as the variables of a prompt. */
export function tVerbatim(text: string): string {
  return translate(text, null);
}

/** A translated text in pieces: strings, and the names of the places between them. */
export function textPieces(text: string): readonly { readonly text: string; readonly place: string }[] {
  const translated = translate(text, null);
  const found = [...translated.matchAll(places)];
  let from = 0;
  const pieces = found.map((match) => {
    const piece = { text: translated.slice(from, match.index), place: match[1] ?? '' };
    from = match.index + match[0].length;
    return piece;
  });
  return [...pieces, { text: translated.slice(from), place: '' }];
}

function written(values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? formatNumber(value) : value,
    ]),
  );
}
