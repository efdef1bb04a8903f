/** Splits a message into parts that do one thing each, with their context. */
import { markedLines } from '../marked-material.ts';
import { segmentsOf } from '../segments.ts';
import type { SegmentInContext } from './act-features.ts';
import { clausesIn } from './clauses.ts';

export function segmentsInContext(message: string): SegmentInContext[] {
  const lines = message.split('\n');
  const segments = segmentsOf(lines, () => false);
  const besideMaterial = markedLines(lines).marked.includes(true);
  return segments.map(({ text, gap }, place) => ({
    text,
    before: segments[place - 1]?.text ?? null,
    after: segments[place + 1]?.text ?? null,
    gap,
    place,
    count: segments.length,
    besideMaterial,
  }));
}

/** The clauses of a part, each with its neighbours; empty if there is only one. */
export function clausesOf(part: SegmentInContext): SegmentInContext[] {
  const clauses = clausesIn(part.text);
  return clauses.map((text, at) => ({
    ...part,
    text,
    before: clauses[at - 1] ?? part.before,
    after: clauses[at + 1] ?? part.after,
    gap: at === 0 ? part.gap : 'none',
  }));
}
