import { ownPart, pastedIn } from '#shared/pasted-text.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';

const TITLE_LENGTH = 60;
/** How many characters of a paste are searched for a title when the message is nothing but a paste. */
const TITLE_SOURCE = 2_000;

/** The first title of a chat: the first line with a word in it, cut at a word. Up to 61 characters. */
export function titleFrom(message: string): string {
  const text = ownPart(message) || (pastedIn(message)[0] ?? '').slice(0, TITLE_SOURCE);
  const line = text.split('\n').find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? text;
  const clean = line
    .replace(/^[\s#>*\-/]+/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(sanitizeName(clean) || sanitizeName(line) || '…');
  if (characters.length <= TITLE_LENGTH) return characters.join('');
  const cut = characters.slice(0, TITLE_LENGTH).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > TITLE_LENGTH / 2 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}

/** The title after the first message changed from `from` to `to`: a generated title is generated again, a given one stays. */
export function retitle(title: string, from: string, to: string): string {
  return title === titleFrom(from) ? titleFrom(to) : title;
}
