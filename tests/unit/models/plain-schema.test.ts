import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainSchema } from '#main/models/chat-models/plain-schema.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const keywords = new Set(['type', 'description', 'properties', 'required', 'items', 'enum']);

/** Every keyword in a schema; names of properties are none. */
function keywordsOf(schema: Record<string, unknown>): string[] {
  const properties = (schema['properties'] ?? {}) as Record<string, unknown>;
  const parts = [...Object.values(properties), schema['items'] ?? []].flat();
  return [...Object.keys(schema), ...parts.flatMap((part) => keywordsOf(part as Record<string, unknown>))];
}

describe('the parameters of a tool for every server', () => {
  it('keep what a property is called, even if it is called like a keyword', () => {
    const given = { type: 'object', properties: { $ref: { type: 'string' }, anyOf: { type: 'integer' } } };
    expect(plainSchema(given)).toEqual(given);
  });

  it.each([
    ['nothing', {}, {}],
    ['no properties', { type: 'object' }, {}],
    [
      'one of several objects at the top',
      {
        oneOf: [
          { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
          { type: 'object', properties: { lat: { type: 'number' } }, required: ['lat'] },
        ],
      },
      { city: { type: 'string' }, lat: { type: 'number' } },
    ],
    ['numbers to choose from', { properties: { n: { enum: [1, 2] } } }, { n: { type: 'number' } }],
    [
      'a list without items',
      { properties: { all: { type: 'array' } } },
      {
        all: { type: 'array', items: { type: 'string' } },
      },
    ],
    [
      'a pair',
      { properties: { at: { prefixItems: [{ type: 'number' }, { type: 'string' }] } } },
      {
        at: { type: 'array', items: { type: 'number' } },
      },
    ],
    ['a reference to nothing', { properties: { a: { $ref: '#/$defs/gone' } } }, { a: { type: 'string' } }],
    [
      'a reference to another document',
      { properties: { a: { $ref: 'https://x.example/a' } } },
      {
        a: { type: 'string' },
      },
    ],
    [
      'all at once',
      {
        properties: {
          a: {
            allOf: [
              { type: 'object', properties: { b: { type: 'string' } } },
              {
                required: ['b'],
              },
            ],
          },
        },
      },
      { a: { type: 'object', properties: { b: { type: 'string' } }, required: ['b'] } },
    ],
  ])('from %s', (_what, given, properties) => {
    expect(plainSchema(given)).toMatchObject({ type: 'object', properties });
  });

  it('end for schemas that contain themselves', () => {
    const tree = {
      type: 'object',
      properties: {
        left: { $ref: '#' },
        right: { $ref: '#' },
        all: { allOf: [{ $ref: '#' }, { $ref: '#' }] },
      },
    };
    expect(JSON.stringify(plainSchema(tree)).length).toBeLessThan(400_000);
    const round = { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { $ref: '#/$defs/a' } } };
    expect(plainSchema(round)).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
  });

  it('have only words that every server reads, whatever is given', () => {
    const any = fc.letrec((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small' },
        fc.dictionary(
          fc.constantFrom('type', 'enum', 'const', 'format', 'minimum', 'required', 'description', '$ref'),
          fc.oneof(
            fc.string(),
            fc.integer(),
            fc.constant('object'),
            fc.array(fc.string()),
            fc.constant(null),
          ),
        ),
        fc.dictionary(
          fc.constantFrom('anyOf', 'allOf', 'oneOf', 'prefixItems', 'items'),
          fc.oneof(fc.array(tie('schema'), { maxLength: 3 }), tie('schema')),
        ),
        fc.record({ properties: fc.dictionary(fc.string(), tie('schema'), { maxKeys: 3 }) }),
      ),
    })).schema as fc.Arbitrary<Record<string, unknown>>;
    fc.assert(
      fc.property(any, (schema) => {
        const plain = plainSchema(schema);
        expect(plain).toMatchObject({ type: 'object' });
        expect(keywordsOf(plain).filter((name) => !keywords.has(name))).toEqual([]);
      }),
      { numRuns: propertyRuns(400) },
    );
  });
});
