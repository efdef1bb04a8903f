/** A message cut into the parts of which each does one thing, with their surroundings. */
import { markedLines } from '../marked-material.ts';
import { unitsOf } from '../units.ts';
import type { PartInContext } from './act-features.ts';

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
