/** Replaces quotations within a line by a placeholder. */
import type { Unit } from './units.ts';

/** A quotation does not contain its own opening mark, so that a text of nothing but opening marks takes linear time. */
const QUOTATION =
  /"[^"\n]{1,2000}"|“[^“”\n]{1,2000}”|«[^«»\n]{1,2000}»|„[^„“”\n]{1,2000}[“”]|「[^「」\n]{1,2000}」/gu;
/** A quotation with at least this many words is material; a shorter one is a title or an emphasised word. */
const QUOTATION_WORDS = 4;
/** The placeholder of a removed quotation. */
export const HOLE = '\ufffc';

export function withoutQuotations(line: string): string {
  return line.replace(QUOTATION, (quotation: string, at: number) => {
    const words = quotation.trim().split(/\s+/u).length;
    const handedOver = words > 1 && /[:：]\s?$/u.test(line.slice(Math.max(0, at - 2), at));
    return words >= QUOTATION_WORDS || handedOver ? HOLE : quotation;
  });
}

/** Assigns a removed quotation to the words that introduce it. */
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
