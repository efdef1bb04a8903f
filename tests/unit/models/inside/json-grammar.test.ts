import { beforeAll, describe, expect, it } from 'vitest';
import { grammarFor } from '#main/models/inside/json-grammar.ts';
import { llamaFolder, loadLlama } from '#main/models/inside/llama-addon.ts';

interface Grammar {
  isTextCompatible(text: string): boolean;
}

const folder = llamaFolder();

/** Asked of llama.cpp itself: whether its grammar accepts exactly the values that the schema does. */
describe.runIf(folder !== null)('grammarFor', () => {
  let accepts: (schema: Record<string, unknown>, value: unknown) => boolean;
  beforeAll(async () => {
    const llama = await loadLlama(folder ?? '');
    accepts = (schema, value) => {
      const grammar = new llama.AddonGrammar(grammarFor(schema), { addonExports: llama }) as Grammar;
      return grammar.isTextCompatible(typeof value === 'string' ? value : JSON.stringify(value));
    };
  });

  const lamp = {
    type: 'object',
    properties: {
      room: { type: 'string', maxLength: 12 },
      level: { type: 'integer' },
      colour: { enum: ['warm', 'cold', null] },
      labels: { type: 'array', items: { type: 'string' }, maxItems: 2 },
    },
    required: ['room', 'level'],
    additionalProperties: false,
  };

  it('accepts what the schema accepts, with and without what is not required', () => {
    expect(accepts(lamp, { room: 'hall', level: 3 })).toBe(true);
    expect(accepts(lamp, { room: 'a "b" \\ ü', level: -3, colour: null })).toBe(true);
    expect(accepts(lamp, { room: '', level: 0, colour: 'warm', labels: ['x', 'y'] })).toBe(true);
    expect(accepts(lamp, { room: '', level: 0, labels: [] })).toBe(true);
    expect(accepts(lamp, ' {"room": "hall", "level": 3}')).toBe(true);
  });

  it('refuses everything else', () => {
    expect(accepts(lamp, { level: 3 })).toBe(false);
    expect(accepts(lamp, { room: 'hall', level: 1.5 })).toBe(false);
    expect(accepts(lamp, { room: 'a very long name of a room', level: 1 })).toBe(false);
    expect(accepts(lamp, { room: 'hall', level: 1, colour: 'blue' })).toBe(false);
    expect(accepts(lamp, { room: 'hall', level: 1, labels: ['x', 'y', 'z'] })).toBe(false);
    expect(accepts(lamp, { room: 'hall', level: 1, more: true })).toBe(false);
    expect(accepts(lamp, '{"room": "hall", "level": 3')).toBe(false);
    expect(accepts(lamp, 'The lamp is on.')).toBe(false);
    // A weak model would indent for ever.
    expect(accepts(lamp, '{"room":\n\n"hall", "level": 3}')).toBe(false);
  });

  it('knows optional properties in every place', () => {
    const loose = {
      type: 'object',
      properties: { a: { type: 'null' }, b: { type: 'null' }, c: { type: 'null' } },
      required: ['b'],
    };
    const free = { ...loose, required: [] };
    for (const [keys, withB, withNone] of [
      ['b', true, true],
      ['ab', true, true],
      ['bc', true, true],
      ['abc', true, true],
      ['ac', false, true],
      ['c', false, true],
      ['', false, true],
      ['ba', false, false],
    ] as const) {
      const value = Object.fromEntries(keys.split('').map((key) => [key, null]));
      expect([keys, accepts(loose, value)]).toEqual([keys, withB]);
      expect([keys, accepts(free, value)]).toEqual([keys, withNone]);
    }
  });

  it('follows references, unions and recursion', () => {
    const tree = {
      $ref: '#/$defs/node',
      $defs: {
        node: {
          type: 'object',
          properties: {
            name: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
            children: { type: 'array', items: { $ref: '#/$defs/node' } },
          },
          required: ['name', 'children'],
        },
      },
    };
    expect(accepts(tree, { name: 'oak', children: [{ name: 2, children: [] }] })).toBe(true);
    expect(accepts(tree, { name: true, children: [] })).toBe(false);
    const merged = {
      allOf: [
        { properties: { a: { const: 1 } }, required: ['a'] },
        { properties: { b: { type: ['string', 'null'] } } },
      ],
    };
    expect(accepts(merged, { a: 1, b: null })).toBe(true);
    expect(accepts(merged, { b: null })).toBe(false);
  });

  it('takes what it does not know as any value', () => {
    const odd = { type: 'object', properties: { x: { not: { type: 'string' } } }, required: ['x'] };
    expect(accepts(odd, { x: { deep: [1, 'two', null, { three: 3e8 }] } })).toBe(true);
    expect(accepts({ $ref: '#/elsewhere' }, [1])).toBe(true);
  });
});
