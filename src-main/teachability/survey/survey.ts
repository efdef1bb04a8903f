/**
 * A survey of all memories: their positions on a map by meaning, and near-duplicates. Takes seconds for many memories, so it runs in a
 * worker. This folder owns the layout and the pairs; it knows vectors and texts, not where they come from.
 */
import type { MemorySurvey } from '#shared/contract/memory/memory-survey.ts';
import type { MemoryKind } from '#shared/memory/memory.ts';
import { gistOfText, sayTheSame } from '../recall/near-duplicates.ts';
import { layOut } from './layout.ts';
import { neighbourGraph } from './neighbour-graph.ts';
import type { NeighbourGraph } from './neighbour-graph.ts';
import { alongPrincipalAxes } from './principal-axes.ts';
import type { Rows } from './principal-axes.ts';

export interface SurveyedMemory {
  readonly id: string;
  readonly text: string;
  readonly kind: MemoryKind;
  /** Unit length. */
  readonly vector: Float32Array;
}

const AXES = 16;
const NEIGHBOURS = 8;
/** Two texts with a cosine of this or more may say the same; the user decides. */
const ALIKE = 0.9;
const MOST_PAIRS = 1_000;
/** Positions on the map are integers from 0 to this. */
const SIDE = 10_000;

/** @param proceed called with the share done, 0..1; may throw to cancel. */
export async function surveyOf(
  memories: readonly SurveyedMemory[],
  proceed: (share: number) => Promise<void>,
): Promise<MemorySurvey> {
  const rows = rowsOf(memories);
  await proceed(0);
  const points = alongPrincipalAxes(rows, AXES);
  await proceed(0.2);
  const graph = neighbourGraph(points, NEIGHBOURS);
  await proceed(0.5);
  const places = await layOut(points, graph, (share) => proceed(0.5 + share / 2));
  const whole = Array.from(places, (place) => Math.round(place * SIDE));
  return {
    ids: memories.map(({ id }) => id),
    kinds: memories.map(({ kind }) => kind),
    x: whole.filter((_, index) => index % 2 === 0),
    y: whole.filter((_, index) => index % 2 === 1),
    pairs: alikePairs(memories, rows, graph),
  };
}

function rowsOf(memories: readonly SurveyedMemory[]): Rows {
  const width = memories[0]?.vector.length ?? 0;
  const values = new Float32Array(memories.length * width);
  memories.forEach(({ vector }, row) => values.set(vector, row * width));
  return { count: memories.length, width, values };
}

/** Most similar first. "I like tea" and "I do not like tea" are close in meaning but not duplicates. */
function alikePairs(
  memories: readonly SurveyedMemory[],
  rows: Rows,
  graph: NeighbourGraph,
): MemorySurvey['pairs'] {
  const pairs: MemorySurvey['pairs'] = [];
  const seen = new Set<string>();
  for (let row = 0; row < rows.count; row += 1) {
    for (let nth = 0; nth < graph.per; nth += 1) {
      const other = graph.rows[row * graph.per + nth] ?? -1;
      const [a, b] = [memories[Math.min(row, other)], memories[Math.max(row, other)]];
      if (other < 0 || a === undefined || b === undefined || seen.has(`${a.id} ${b.id}`)) continue;
      seen.add(`${a.id} ${b.id}`);
      const likeness = cosineOf(rows, row, other);
      const [one, two] = [gistOfText(a.text), gistOfText(b.text)];
      if (one.negations !== two.negations || (likeness < ALIKE && !sayTheSame(one, two))) continue;
      pairs.push({ ids: [a.id, b.id], likeness: Math.min(1, Math.max(0, likeness)) });
    }
  }
  return pairs.sort((a, b) => b.likeness - a.likeness).slice(0, MOST_PAIRS);
}

function cosineOf({ width, values }: Rows, a: number, b: number): number {
  let sum = 0;
  for (let at = 0; at < width; at += 1) sum += (values[a * width + at] ?? 0) * (values[b * width + at] ?? 0);
  return sum;
}
