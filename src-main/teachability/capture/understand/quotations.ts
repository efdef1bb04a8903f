/** Quotations within a line: taken out, with a mark in their place. */
import type { Unit } from './units.ts';

/** Its own opening mark is not part of one, so that a text of nothing but opening marks is read in one go. */
const QUOTATION =
  /"[^"\n]{1,2000}"|“[^“”\n]{1,2000}”|«[^«»\n]{1,2000}»|„[^„“”\n]{1,2000}[“”]|「[^「」\n]{1,2000}」/gu;
/** A quotation of so many words is material; a shorter one in a sentence is a title or a stressed word. */
const QUOTATION_WORDS = 4;
/** Stands for a quotation that was taken out. */
export const HOLE = '\ufffc';

export function withoutQuotations(line: string): string {
  return line.replace(QUOTATION, (quotation: string, at: number) => {
    const words = quotation.trim().split(/\s+/u).length;
    const handedOver = words > 1 && /[:：]\s?$/u.test(line.slice(Math.max(0, at - 2), at));
    return words >= QUOTATION_WORDS || handedOver ? HOLE : quotation;
  });
}

/** A quotation that was taken out belongs to the words that introduce it. */
export function withHoles(units: readonly Unit[]): Unit[] {
  const kept: Unit[] = [];
  for (const unit of units) {
    const lead = kept.at(-1);
    if (lead !== undefined && unit.gap === 'none' && /^[\s.,;:!?\ufffc]+$/u.test(unit.text))
      kept.splice(-1, 1, { ...lead, raw: lead.raw + unit.raw, text: lead.text + HOLE, introduces: false });
    else kept.push(unit);
  }
  return kept;
}
