import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextFinder } from '#main/store/forgetting/text-finder.ts';

/** From few letters, so that texts share prefixes, contain each other and repeat. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 4, maxLength: 9 });

function foundBy(finder: TextFinder, bytes: Buffer): string[] {
  const found = new Set<string>();
  finder.find(bytes, found);
  return [...found].toSorted();
}

describe('TextFinder', () => {
  it('finds exactly the texts that the bytes contain', () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 30 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 60 }),
        (texts, within) => {
          const finder = new TextFinder(texts.map((one) => [one, one]));
          const held = [...new Set(texts.filter((one) => within.includes(one)))].toSorted();
          expect(foundBy(finder, Buffer.from(within))).toEqual(held);
        },
      ),
    );
  });

  it('supports several forms of a text, and several texts with the same form', () => {
    const finder = new TextFinder([
      ['say "hi"', 'greeting'],
      ['say \\"hi\\"', 'greeting'],
      ['tea time', 'one'],
      ['tea time', 'other'],
    ]);
    expect(foundBy(finder, Buffer.from('{"text":"say \\"hi\\""}'))).toEqual(['greeting']);
    expect(foundBy(finder, Buffer.from('at tea time'))).toEqual(['one', 'other']);
  });

  it('accepts more texts than a call can have arguments', () => {
    const texts = Array.from({ length: 200_000 }, (_, index) => `text ${String(index).padStart(6, '0')}`);
    const finder = new TextFinder(texts.map((one) => [one, one]));
    expect(finder.longest).toBe(11);
    expect(foundBy(finder, Buffer.from('… text 123456 …'))).toEqual(['text 123456']);
  });
});
