import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffJson, applyDiff } from '#main/store/runs/json-diff.ts';
import type { Json, JsonDiff } from '#main/store/runs/json-diff.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => copy(value) as Json);

describe('a diff of two JSON values', () => {
  it('turns the first into the second, also after serialisation', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const changes = diffJson(copy(before), copy(after));
        if (changes === null) expect(after).toEqual(before);
        else expect(applyDiff(copy(before), copy(changes))).toEqual(after);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  it('follows a value through many changes', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', '__proto__'), value: json, cut: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const state: { log: Json[]; by: Record<string, Json> } = { log: [], by: {} };
        let kept = copy(state) as unknown as Json;
        for (const { key, value, cut } of steps) {
          state.log.splice(Math.max(0, state.log.length - cut));
          state.log.push(value, { key });
          Object.defineProperty(state.by, key, {
            value,
            enumerable: true,
            writable: true,
            configurable: true,
          });
          const now = JSON.stringify(state);
          const changes = diffJson(kept, JSON.parse(now) as Json);
          if (changes !== null) kept = applyDiff(kept, copy<JsonDiff>(changes));
          expect(JSON.parse(JSON.stringify(kept))).toEqual(JSON.parse(now));
        }
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('is null for equal values, and ignores undefined keys', () => {
    const before: Json = { a: [1, { b: 'x' }] };
    expect(diffJson(before, copy(before))).toBeNull();
    const without = { a: [1, { b: 'x' }], c: undefined } as unknown as Json;
    expect(diffJson(before, without)).toBeNull();
    expect(diffJson({ a: 1, c: 2 }, without)).toEqual([1, { a: [0, [1, { b: 'x' }]] }, ['c']]);
  });

  it('of an array that grew contains only the new items', () => {
    const long = Array.from({ length: 1_000 }, (_, at) => ({ at }));
    expect(diffJson(long, [...copy<Json[]>(long), 'new'])).toEqual([2, 1_000, {}, ['new']]);
  });
});
