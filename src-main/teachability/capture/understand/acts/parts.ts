/** Splits a message into parts that do one thing each, with their context. */
import { markedLines } from '../marked-material.ts';
import { unitsOf } from '../units.ts';
import type { PartInContext } from './act-features.ts';
import { clausesIn } from './clauses.ts';

export function partsOf(message: string): PartInContext[] {
  const lines = message.split('\n');
  const units = unitsOf(lines, () => false);
  const besideMaterial = markedLines(lines).marked.includes(true);
  return units.map(({ text, gap }, place) => ({
    text,
    before: units[place - 1]?.text ?? null,
    after: units[place + 1]?.text ?? null,
    gap,
    place,
    count: units.length,
    besideMaterial,
  }));
}

/** The clauses of a part, each with its neighbours; empty if there is only one. */
export function clausesOf(part: PartInContext): PartInContext[] {
  const clauses = clausesIn(part.text);
  return clauses.map((text, at) => ({
    ...part,
    text,
    before: clauses[at - 1] ?? part.before,
    after: clauses[at + 1] ?? part.after,
    gap: at === 0 ? part.gap : 'none',
  }));
}
