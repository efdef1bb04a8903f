import type { NeighbourGraph } from './neighbour-graph.ts';
import type { Rows } from './principal-axes.ts';
import { repeatableRandom } from './random.ts';

const ROUNDS = 40;
/** Random rows that each row is pushed away from, per neighbour. */
const PUSHED = 3;
/** The width of the map while points move; rows about 1 apart are close. */
const EXTENT = 20;
const LONGEST_STEP = 4;

/**
 * Places rows in the plane so that similar ones are close: starting from the two principal axes, neighbours attract and others repel with
 * decreasing force (the low-dimensional half of UMAP, McInnes and Healy 2018, with a = b = 1). Deterministic. Positions are 0..1.
 * @param proceed is told the share done, 0..1.
 */
export async function layOut(
  start: Rows,
  graph: NeighbourGraph,
  proceed: (share: number) => Promise<void>,
): Promise<Float32Array> {
  const { count } = start;
  const places = scaled(start, EXTENT);
  const random = repeatableRandom(count + 13);
  for (let round = 0; round < ROUNDS; round += 1) {
    await proceed(round / ROUNDS);
    const rate = 1 - round / ROUNDS;
    for (let row = 0; row < count; row += 1) {
      for (let nth = 0; nth < graph.per; nth += 1) {
        const other = graph.rows[row * graph.per + nth] ?? -1;
        if (other < 0) break;
        move(places, row, other, rate, pull);
        for (let push = 0; push < PUSHED; push += 1)
          move(places, row, Math.floor(random() * count), rate, pushAway);
      }
    }
  }
  return scaled({ count, width: 2, values: places }, 1);
}

/** Factors for the difference of two positions, given their squared distance. */
const pull = (squared: number) => -2 / (1 + squared);
const pushAway = (squared: number) => 2 / ((0.01 + squared) * (1 + squared));

function move(
  places: Float32Array,
  row: number,
  other: number,
  rate: number,
  force: (squared: number) => number,
): void {
  if (row === other) return;
  const x = (places[2 * row] ?? 0) - (places[2 * other] ?? 0);
  const y = (places[2 * row + 1] ?? 0) - (places[2 * other + 1] ?? 0);
  const factor = force(x * x + y * y);
  const step = (part: number) => rate * Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, factor * part));
  places[2 * row] = (places[2 * row] ?? 0) + step(x);
  places[2 * row + 1] = (places[2 * row + 1] ?? 0) + step(y);
}

/** The first two numbers of each row, scaled into 0..extent by the same factor, which keeps shapes. */
function scaled({ count, width, values }: Rows, extent: number): Float32Array {
  const ranges = [0, 1].map((axis) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < count; row += 1) {
      const value = axis < width ? (values[row * width + axis] ?? 0) : 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return { low, size: high - low };
  });
  const size = Math.max(...ranges.map((range) => range.size));
  const places = new Float32Array(2 * count);
  for (let row = 0; row < count; row += 1) {
    ranges.forEach((range, axis) => {
      const value = axis < width ? (values[row * width + axis] ?? 0) : 0;
      // In the middle if all are equal.
      const offset = (size - range.size) / 2;
      places[2 * row + axis] = size > 0 ? ((value - range.low + offset) / size) * extent : extent / 2;
    });
  }
  return places;
}
