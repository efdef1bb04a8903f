import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoarseScan } from '#main/store/coarse-scan.ts';

const BITS = 64;
const bits = fc.uint8Array({ minLength: BITS / 8, maxLength: BITS / 8 });
const unit = fc.record({ id: fc.nat(60), scope: fc.constantFrom('', 'a', 'b'), bits });

function distance(one: Uint8Array, other: Uint8Array): number {
  return one.reduce(
    (sum, byte, index) => sum + (byte ^ (other[index] ?? 0)).toString(2).replaceAll('0', '').length,
    0,
  );
}

describe('a scan of coarse bits', () => {
  it('finds the nearest of what was put and not dropped, in the scopes asked for', () => {
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 80 }),
        fc.array(fc.nat(60)),
        bits,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('all' as const, [''], ['', 'a'], ['unheard']),
        (units, dropped, wanted, k, scopes) => {
          const scan = new CoarseScan(BITS);
          const model = new Map<number, (typeof units)[number]>();
          for (const one of units) {
            scan.put(one.id, one.scope, one.bits);
            model.set(one.id, one);
          }
          for (const id of dropped) {
            scan.drop(id);
            model.delete(id);
          }
          const inScope = [...model.values()].filter(
            ({ scope }) => scopes === 'all' || scopes.includes(scope),
          );
          const sorted = inScope.map((one) => distance(one.bits, wanted)).sort((a, b) => a - b);
          const limit = sorted[Math.min(k, sorted.length) - 1] ?? -1;
          const expected = inScope.filter((one) => distance(one.bits, wanted) <= limit).map(({ id }) => id);
          expect(scan.size).toBe(model.size);
          expect(scan.nearest(wanted, k, scopes).sort((a, b) => a - b)).toEqual(
            expected.sort((a, b) => a - b),
          );
        },
      ),
    );
  });

  it('grows beyond its first room', () => {
    const scan = new CoarseScan(BITS);
    const of = (index: number) => new Uint8Array(new Uint32Array([index, ~index]).buffer);
    for (let index = 0; index < 5_000; index += 1) scan.put(index, '', of(index));
    expect(scan.nearest(of(4_321), 1, [''])).toEqual([4_321]);
    for (let index = 0; index < 4_990; index += 1) scan.drop(index);
    expect(scan.size).toBe(10);
    expect(scan.nearest(of(4_995), 1, [''])).toEqual([4_995]);
  });
});
