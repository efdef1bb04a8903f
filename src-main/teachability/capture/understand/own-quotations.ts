/** Which quotations are part of what the user says, and which are what somebody else said. */
import { ofMine } from './of-mine.ts';
import { pointsAtText } from './pointing.ts';
import type { Piece } from './pieces.ts';
import { PLACEHOLDER, keptMark } from './quotations.ts';
import { reports } from './unit-role.ts';

/** A quotation right behind a colon. */
const HANDED_OVER = /[:：]\s{0,3}\ufffc[^\p{L}\p{N}]{0,5}$/u;

/** "Mein Chef schrieb mir: „…“" tells nothing without what was cut out behind it. */
export function tellsOfQuotation({ unit }: Piece, next: Piece | undefined): boolean {
  if (ofMine(unit.text) === null) return false;
  const follows = next?.unit.gap === 'none' && next.unit.raw.trimStart().startsWith(PLACEHOLDER);
  return HANDED_OVER.test(unit.raw) || (unit.introduces && follows);
}

/** With marks of their own for the quotations that are part of a teaching, or of what the user says of themself. */
export function withOwnQuotations(pieces: readonly Piece[]): Piece[] {
  let count = 0;
  return pieces.map((piece) => {
    const { unit, role } = piece;
    const isOwn = role === 'teaching' || (role === 'self' && !reports(unit) && !pointsAtText(unit));
    const raw = unit.raw.replaceAll(PLACEHOLDER, (hole, at: number, all: string) => {
      const mark = keptMark(count);
      count += 1;
      const handedOver = /[:：]\s{0,3}$/u.test(all.slice(Math.max(0, at - 4), at));
      return isOwn && !handedOver ? mark : hole;
    });
    return { role, unit: { ...unit, raw } };
  });
}
