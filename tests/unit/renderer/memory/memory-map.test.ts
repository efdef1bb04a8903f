import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { MapGrid } from '#renderer/features/memory/map/map-grid.ts';
import { pan, SIDE, toMap, toScreen, fitMap, zoomAt } from '#renderer/features/memory/map/map-view.ts';

const size = { width: 800, height: 600 };
const place = fc.record({ x: fc.integer({ min: 0, max: SIDE }), y: fc.integer({ min: 0, max: SIDE }) });
const everything = () => true;

describe('the view of the map', () => {
  test('shows the whole map, centred', () => {
    const view = fitMap(size);
    expect(toScreen(view, size, { x: SIDE / 2, y: SIDE / 2 })).toEqual({ x: 400, y: 300 });
    expect(toScreen(view, size, { x: 0, y: 0 }).y).toBeGreaterThan(0);
    expect(toScreen(view, size, { x: SIDE, y: SIDE }).y).toBeLessThan(600);
  });

  test('zooming keeps the point under the pointer in place', () => {
    const at = fc.record({ x: fc.integer({ min: 0, max: 800 }), y: fc.integer({ min: 0, max: 600 }) });
    fc.assert(
      fc.property(at, fc.double({ min: 0.2, max: 5, noNaN: true }), (pointer, factor) => {
        const before = toMap(fitMap(size), size, pointer);
        const after = toMap(zoomAt(fitMap(size), size, factor, pointer), size, pointer);
        expect(after.x).toBeCloseTo(before.x, 3);
        expect(after.y).toBeCloseTo(before.y, 3);
      }),
    );
  });

  test('panning stays on the map', () => {
    expect(pan(fitMap(size), 1e9, -1e9)).toMatchObject({ x: 0, y: SIDE });
  });
});

describe('the grid index', () => {
  const places = fc.array(place, { maxLength: 60 });
  const pointsOf = (list: readonly { readonly x: number; readonly y: number }[]) => ({
    x: list.map(({ x }) => x),
    y: list.map(({ y }) => y),
  });

  test('finds the same nearest point as a full search', () => {
    fc.assert(
      fc.property(places, place, fc.integer({ min: 1, max: 4_000 }), (list, at, reach) => {
        const found = new MapGrid(pointsOf(list), everything).nearest(at, reach);
        const distances = list.map(({ x, y }) => Math.hypot(x - at.x, y - at.y));
        const least = Math.min(...distances);
        if (least > reach) expect(found).toBe(-1);
        else expect(distances[found]).toBe(least);
      }),
    );
  });

  test('a lasso selects the visible points inside it', () => {
    const points = pointsOf([
      { x: 100, y: 100 },
      { x: 150, y: 120 },
      { x: 900, y: 900 },
    ]);
    const line = [
      { x: 50, y: 50 },
      { x: 300, y: 50 },
      { x: 300, y: 300 },
      { x: 50, y: 300 },
    ];
    expect(new MapGrid(points, everything).inside(line)).toEqual([0, 1]);
    expect(new MapGrid(points, (index) => index !== 0).inside(line)).toEqual([1]);
  });

  test('a lasso leaves out points in its concave part', () => {
    const points = pointsOf([
      { x: 500, y: 500 },
      { x: 150, y: 500 },
    ]);
    const hollow = [
      { x: 100, y: 100 },
      { x: 900, y: 100 },
      { x: 200, y: 500 },
      { x: 900, y: 900 },
      { x: 100, y: 900 },
    ];
    expect(new MapGrid(points, everything).inside(hollow)).toEqual([1]);
  });
});
