import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedKey, scanJson } from '#main/transfer/memory-files/json-scan.ts';

const limits = { depth: 32, part: 100_000 };
const scanned = (chunks: Iterable<Buffer>) => [...scanJson(chunks, 'items', limits)];

/** The parts of a text that is cut into chunks of this many bytes. */
function read(text: string, size: number): Record<string, unknown> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, nth) =>
    bytes.subarray(nth * size, (nth + 1) * size),
  );
  const found = new Map<string, unknown>();
  const items: unknown[] = [];
  for (const { key, isElement, json } of scanned(chunks)) {
    if (isElement) items.push(JSON.parse(json));
    else found.set(key, JSON.parse(json));
  }
  return { ...Object.fromEntries(found), ...(items.length > 0 ? { items } : {}) };
}

describe('scanJson', () => {
  it('agrees with JSON.parse, however the text is cut and spaced', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const file = fc.record({ head: value, items: fc.array(value, { minLength: 1 }), tail: value });
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 50 }), fc.constantFrom(0, 2), (whole, size, spaces) => {
        const text = JSON.stringify(whole, null, spaces);
        expect(read(text, size)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['{"items":[]}', '{"a":1,"items":[]}', '{"items":[],"a":1}', '{ "items" : [ ] , "a" : 1 }', '{}'])(
    'of %s gives no element, and tells that there is an array',
    (text) => {
      expect(read(text, 3)).toEqual(JSON.parse(text));
    },
  );

  it.each([
    '',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"items":[',
    '{"items":[1',
    '{"items":[1,',
    '{"a":"x',
  ])('reports that %s ends too early', (text) => {
    expect(() => read(text, 2)).toThrow('ends too early');
  });

  it.each([
    '{"a":1]',
    '{"items":[1,]}',
    '{"items":[,1]}',
    '{,}',
    '{"a":1,}',
    '{1:2}',
    '{"a" 1}',
    '{"items":[1]2}',
  ])('reports that %s is malformed', (text) => {
    expect(() => read(text, 2)).toThrow(/not whole/);
  });

  const endless: Record<string, string> = {
    'a nest of lists': '[',
    'a nest of objects': '{"a":',
    'a string': 'x',
    'a number': '9',
    'spaces in a value': ' ',
  };
  it.each(Object.entries(endless))('stops early for endless %s', (name, piece) => {
    let given = 0;
    function* chunks(): Generator<Buffer> {
      yield Buffer.from(name === 'a string' ? '{"a":"' : '{"a":');
      for (; given < 10_000; given += 1) yield Buffer.from(piece.repeat(1_000));
    }
    expect(() => scanned(chunks())).toThrow(/nested more than 32|larger than/);
    expect(given).toBeLessThan(200);
  });
});

describe('a repeated key', () => {
  it('is found anywhere, within one object', () => {
    expect(repeatedKey('{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}')).toBeNull();
    expect(repeatedKey('{"b":[{"a":3,"x":"{\\"a\\":1}","a":4}]}')).toBe('a');
    expect(repeatedKey(String.raw`{"a":1,"\u0061":2}`)).toBe('a');
    expect(repeatedKey(String.raw`{"a":"\\","b":"a:\"","c":":"}`)).toBeNull();
  });
});
