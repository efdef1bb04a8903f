import type { Token } from './parser.ts';

export type Direction = 'ltr' | 'rtl';

const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** The direction of a text by its first letter; undefined if it has none. */
export function directionOf(text: string): Direction | undefined {
  const letter = FIRST_LETTER.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

/**
 * The `dir` attributes of a block's elements, by opening token: for each paragraph, item and cell by its own text, for their containers by
 * the first of them. Elements that inherit the right direction are left out.
 */
export function directionsIn(tokens: readonly Token[]): ReadonlyMap<Token, Direction> {
  const own = new Map<Token, Direction>();
  const parents = new Map<Token, Token | undefined>();
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.nesting === 1) {
      parents.set(token, open.at(-1));
      open.push(token);
    } else if (token.nesting === -1) open.pop();
    else if (token.type === 'inline') {
      const direction = directionOf(token.content);
      if (direction === undefined) continue;
      for (const ancestor of open) if (!own.has(ancestor)) own.set(ancestor, direction);
    }
  }
  const written = new Map<Token, Direction>();
  for (const [token, direction] of own) {
    const parent = parents.get(token);
    const inherited = (parent === undefined ? undefined : own.get(parent)) ?? 'ltr';
    if (direction !== inherited) written.set(token, direction);
  }
  return written;
}
