import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rows } from '#main/store/rows.ts';

const BYTES = 24;
const bytes = fc.uint8Array({ minLength: BYTES, maxLength: BYTES });
const numbers = fc.float32Array({ minLength: 7, maxLength: 7, min: -1, max: 1, noNaN: true });

function bitsThatDiffer(one: Uint8Array, other: Uint8Array): number {
  return one.reduce(
    (sum, byte, index) => sum + (byte ^ (other[index] ?? 0)).toString(2).replaceAll('0', '').length,
    0,
  );
}

describe('rows in memory', () => {
  it('tells in how many bits each differs, whatever was set and copied before', () => {
    fc.assert(
      fc.property(
        fc.array(bytes, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(39), fc.nat(39))),
        bytes,
        (given, copies, wanted) => {
          const rows = new Rows(BYTES);
          const model = [...given];
          given.forEach((row, index) => rows.set(index, row));
          for (const [from, to] of copies) {
            if (from >= model.length || to >= model.length) continue;
            rows.copy(from, to);
            model[to] = model[from] ?? new Uint8Array(BYTES);
          }
          expect([...rows.differences(wanted, model.length)]).toEqual(
            model.map((row) => bitsThatDiffer(row, wanted)),
          );
        },
      ),
    );
  });

  it('tells the products of the rows that are asked for, in their order', () => {
    fc.assert(
      fc.property(
        fc.array(numbers, { minLength: 1, maxLength: 20 }),
        numbers,
        fc.array(fc.nat(19), { maxLength: 20 }),
        (given, wanted, asked) => {
          const rows = new Rows(7 * 4);
          given.forEach((row, index) => rows.set(index, row));
          const picked = asked.filter((row) => row < given.length).slice(0, given.length);
          const products = rows.products(wanted, picked);
          expect(products).toHaveLength(picked.length);
          for (const [index, row] of picked.entries()) {
            const sum = given[row]?.reduce((total, part, at) => total + part * (wanted[at] ?? 0), 0);
            expect(products[index]).toBeCloseTo(sum ?? NaN, 5);
          }
        },
      ),
    );
  });

  it('keeps what it has when it grows, and new rows are zero', () => {
    const rows = new Rows(16);
    const ones = new Uint8Array(16).fill(255);
    rows.set(1_000, ones);
    rows.differences(ones, 1_001);
    rows.set(9_000, ones);
    const differences = rows.differences(ones, 9_001);
    expect(differences[1_000]).toBe(0);
    expect(differences[9_000]).toBe(0);
    expect(differences.filter((difference) => difference === 128)).toHaveLength(8_999);
  });
});
