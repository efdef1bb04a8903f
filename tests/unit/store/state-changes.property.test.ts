import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, withChanges } from '#main/store/runs/state-changes.ts';
import type { Json, StateChange } from '#main/store/runs/state-changes.ts';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => copy(value) as Json);

describe('what changed between two JSON values', () => {
  it('makes the second out of the first, through text', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const changes = changesBetween(copy(before), copy(after));
        if (changes === null) expect(after).toEqual(before);
        else expect(withChanges(copy(before), copy(changes))).toEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps up with a value that grows, shrinks and changes, one change after the other', () => {
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
          const changes = changesBetween(kept, JSON.parse(now) as Json);
          if (changes !== null) kept = withChanges(kept, copy<StateChange>(changes));
          expect(JSON.parse(JSON.stringify(kept))).toEqual(JSON.parse(now));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is nothing for the same, and a key that is undefined is not there', () => {
    const before: Json = { a: [1, { b: 'x' }] };
    expect(changesBetween(before, copy(before))).toBeNull();
    const without = { a: [1, { b: 'x' }], c: undefined } as unknown as Json;
    expect(changesBetween(before, without)).toBeNull();
    expect(changesBetween({ a: 1, c: 2 }, without)).toEqual([1, { a: [0, [1, { b: 'x' }]] }, ['c']]);
  });

  it('of a list that grew is what it grew by', () => {
    const long = Array.from({ length: 1_000 }, (_, at) => ({ at }));
    expect(changesBetween(long, [...copy<Json[]>(long), 'new'])).toEqual([2, 1_000, {}, ['new']]);
  });
});
