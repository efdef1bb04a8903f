/**
 * Messages of the main process, which writes them in English, in the language of the page. They are recognised by their fixed words:
 * what stands at `{{1}}`, `{{2}}` … is kept, or translated if it is such a text itself ("The server at {{1}}").
 */
import { messageCatalog } from './translate.ts';

/** Behind it are the words of a server, as the main process writes it. */
export const SERVER_SAYS = '\nThe server says: ';

interface Template {
  /** The fixed words: what is before the first place, between the places, and behind the last. */
  readonly fixed: readonly string[];
  /** The number of the place behind each of them but the last. */
  readonly places: readonly string[];
  readonly translation: string;
}

const MOST_NESTED = 3;

/** A message as the page shows it; one that is not known, and all that a server said, stay as they are. */
export const tMessage: (message: string) => string =
  messageCatalog === null ? (message) => message : messageTranslator(messageCatalog);

/** @param catalog translations by the English message. */
export function messageTranslator(catalog: Readonly<Record<string, string>>): (message: string) => string {
  // A map: what a server is called may be the name of something that every object has.
  const wholes = new Map(Object.entries(catalog));
  let templates: readonly Template[] | null = null;
  const translated = (message: string, depth: number): string => {
    const whole = wholes.get(message);
    if (whole !== undefined) return whole;
    if (depth === MOST_NESTED) return message;
    const found = byTemplate(message, depth);
    if (found !== null) return found;
    // A text that begins a sentence there: "The model “x” …".
    const [first = ''] = message;
    const small = first.toLowerCase() + message.slice(first.length);
    const inside = small === message ? null : (wholes.get(small) ?? byTemplate(small, depth));
    return inside === null ? message : inside.charAt(0).toUpperCase() + inside.slice(1);
  };
  const byTemplate = (message: string, depth: number): string | null => {
    for (const template of (templates ??= readTemplates(catalog))) {
      const values = valuesIn(message, template);
      if (values === null) continue;
      return template.translation.replace(/\{\{(\d)\}\}/g, (place, number: string) => {
        const value = values.get(number);
        return value === undefined ? place : translated(value, depth + 1);
      });
    }
    return null;
  };
  return (message) => {
    const end = message.indexOf(SERVER_SAYS);
    return end < 0 ? translated(message, 0) : translated(message.slice(0, end), 0) + message.slice(end);
  };
}

/** Those with the most fixed words first: they are the surest. */
function readTemplates(catalog: Readonly<Record<string, string>>): Template[] {
  const size = ({ fixed }: Template) => fixed.reduce((sum, { length }) => sum + length, 0);
  return Object.entries(catalog)
    .filter(([text]) => text.includes('{{1}}'))
    .map(([text, translation]) => {
      const pieces = text.split(/\{\{(\d)\}\}/);
      return {
        fixed: pieces.filter((_, index) => index % 2 === 0),
        places: pieces.filter((_, index) => index % 2 === 1),
        translation,
      };
    })
    .toSorted((a, b) => size(b) - size(a));
}

/** What stands at the places of a template, by their numbers; null: the message is another one. */
function valuesIn(message: string, { fixed, places }: Template): Map<string, string> | null {
  const [first = '', ...others] = fixed;
  const last = others.at(-1) ?? '';
  if (!message.startsWith(first) || !message.endsWith(last)) return null;
  const values = new Map<string, string>();
  let from = first.length;
  for (const [index, place] of places.entries()) {
    const next = others[index] ?? '';
    const to = index === places.length - 1 ? message.length - last.length : message.indexOf(next, from);
    if (to < from || (to === from && next === '')) return null;
    values.set(place, message.slice(from, to));
    from = to + next.length;
  }
  return values;
}
