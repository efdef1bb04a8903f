/** Finds points by position in a grid index, so that hovering over 50,000 points stays fast. Pure. */
import type { Point } from './map-view.ts';
import { SIDE } from './map-view.ts';

export interface MapPoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const CELLS = 100;
const CELL = SIDE / CELLS;

export class MapGrid {
  readonly #points: MapPoints;
  readonly #cells = new Map<number, number[]>();

  /** Indexes only points that `shown` accepts. */
  constructor(points: MapPoints, shown: (index: number) => boolean) {
    this.#points = points;
    points.x.forEach((x, index) => {
      if (!shown(index)) return;
      const cell = keyOf(cellOf(x), cellOf(points.y[index] ?? 0));
      const list = this.#cells.get(cell);
      if (list === undefined) this.#cells.set(cell, [index]);
      else list.push(index);
    });
  }

  /** The index of the nearest point within `reach`; -1: none. */
  nearest(place: Point, reach: number): number {
    return this.near(place, reach, 1)[0] ?? -1;
  }

  /** Up to `most` points within `reach`, nearest first. */
  near(place: Point, reach: number, most: number): number[] {
    const found: { index: number; distance: number }[] = [];
    this.#visit(place.x - reach, place.y - reach, place.x + reach, place.y + reach, (index, x, y) => {
      const distance = Math.hypot(x - place.x, y - place.y);
      if (distance <= reach) found.push({ index, distance });
    });
    return found
      .sort((a, b) => a.distance - b.distance)
      .slice(0, most)
      .map(({ index }) => index);
  }

  /** The points inside a closed line, which may cross itself. */
  inside(line: readonly Point[]): number[] {
    const xs = line.map(({ x }) => x);
    const ys = line.map(({ y }) => y);
    const found: number[] = [];
    this.#visit(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), (index, x, y) => {
      if (isInside(line, x, y)) found.push(index);
    });
    return found;
  }

  #visit(
    left: number,
    top: number,
    right: number,
    bottom: number,
    take: (index: number, x: number, y: number) => void,
  ): void {
    for (let column = cellOf(left); column <= cellOf(right); column += 1) {
      for (let row = cellOf(top); row <= cellOf(bottom); row += 1) {
        for (const index of this.#cells.get(keyOf(column, row)) ?? []) {
          take(index, this.#points.x[index] ?? 0, this.#points.y[index] ?? 0);
        }
      }
    }
  }
}

function cellOf(value: number): number {
  return Math.min(CELLS - 1, Math.max(0, Math.floor(value / CELL)));
}

function keyOf(column: number, row: number): number {
  return row * CELLS + column;
}

/** The even-odd rule: counts how often a ray to the right crosses the line. */
function isInside(line: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  line.forEach((from, index) => {
    const to = line[(index + 1) % line.length] ?? from;
    if (from.y > y === to.y > y) return;
    if (x < ((to.x - from.x) * (y - from.y)) / (to.y - from.y) + from.x) inside = !inside;
  });
  return inside;
}
