import type { Rows } from './principal-axes.ts';
import { repeatableRandom } from './random.ts';

/** The neighbours of each row: `per` row numbers per row, nearest first; -1 where there are fewer. */
export interface NeighbourGraph {
  readonly per: number;
  readonly rows: Int32Array;
}

const TREES = 5;
/** Rows are compared with all others of their leaf. */
const LEAF = 48;

/**
 * Approximate nearest neighbours by random projection trees (Dasgupta and Freund 2008): rows are split repeatedly along the line between
 * two of them and compared within each leaf. n log n; deterministic.
 */
export function neighbourGraph(points: Rows, per: number): NeighbourGraph {
  const rows = new Int32Array(points.count * per).fill(-1);
  const distances = new Float32Array(points.count * per).fill(Number.POSITIVE_INFINITY);
  const random = repeatableRandom(points.count + 7);
  const keep = (row: number, other: number, distance: number) => {
    const start = row * per;
    if (distance >= (distances[start + per - 1] ?? 0)) return;
    for (let at = start; at < start + per; at += 1) if (rows[at] === other) return;
    let at = start + per - 1;
    for (; at > start && (distances[at - 1] ?? 0) > distance; at -= 1) {
      distances[at] = distances[at - 1] ?? 0;
      rows[at] = rows[at - 1] ?? -1;
    }
    distances[at] = distance;
    rows[at] = other;
  };
  for (let tree = 0; tree < TREES; tree += 1) {
    for (const leaf of leavesOf(points, random)) {
      for (let one = 0; one < leaf.length; one += 1) {
        for (let two = one + 1; two < leaf.length; two += 1) {
          const [a, b] = [leaf[one] ?? 0, leaf[two] ?? 0];
          const distance = squaredDistance(points, a, b);
          keep(a, b, distance);
          keep(b, a, distance);
        }
      }
    }
  }
  return { per, rows };
}

function leavesOf(points: Rows, random: () => number): Int32Array[] {
  const leaves: Int32Array[] = [];
  const open: Int32Array[] = [Int32Array.from({ length: points.count }, (_, row) => row)];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.length <= LEAF) leaves.push(part);
    else open.push(...split(points, part, random));
  }
  return leaves;
}

/** Two halves of equal size, by position along the line between two rows; outliers cannot unbalance them. */
function split(points: Rows, part: Int32Array, random: () => number): [Int32Array, Int32Array] {
  const pick = () => part[Math.floor(random() * part.length)] ?? 0;
  const [from, to] = [pick() * points.width, pick() * points.width];
  const along = Float64Array.from(part, (row) => {
    let sum = 0;
    for (let at = 0; at < points.width; at += 1) {
      const direction = (points.values[to + at] ?? 0) - (points.values[from + at] ?? 0);
      sum += direction * (points.values[row * points.width + at] ?? 0);
    }
    return sum;
  });
  const order = Int32Array.from(part, (_, index) => index).sort(
    (a, b) => (along[a] ?? 0) - (along[b] ?? 0) || a - b,
  );
  const sorted = order.map((index) => part[index] ?? 0);
  const middle = sorted.length >> 1;
  return [sorted.slice(0, middle), sorted.slice(middle)];
}

function squaredDistance({ width, values }: Rows, a: number, b: number): number {
  let sum = 0;
  for (let at = 0; at < width; at += 1) {
    const difference = (values[a * width + at] ?? 0) - (values[b * width + at] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
