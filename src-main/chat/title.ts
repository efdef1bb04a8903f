import { ownPart, pastedIn } from '#shared/pasted-text.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';

const TITLE_LENGTH = 60;
/** So much of a paste is looked through for a title, where it is all there is. */
const TITLE_SOURCE = 2_000;

/** A chat's first title: its first line of words, cut at a word. A person can rename it. */
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

/** The title of a chat that begins otherwise than before: one that was made of the beginning is made anew, a given one stays. */
export function retitle(title: string, from: string, to: string): string {
  return title === titleFrom(from) ? titleFrom(to) : title;
}
