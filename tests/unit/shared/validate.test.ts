import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { validate, dotted } from '#shared/validate.ts';
import { nearestKey } from '#shared/nearest-key.ts';

function said(schema: z.ZodType, value: unknown): string {
  const checked = validate(schema, value);
  if (checked.ok) throw new Error('It was let through.');
  const { path, message } = checked.fault;
  return path.length === 0 ? message : `${dotted(path)}: ${message}`;
}

const component = z.strictObject({
  provider: z.string().min(1),
  version: z.int().positive(),
  config: z.record(z.string(), z.json()),
});
const summary = z.union([
  z.literal('last_msg'),
  z.strictObject({ type: z.literal('model'), model: z.string() }),
]);

describe('validate', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['missing', z.object({ name: z.string() }), {}, 'name: “name” is missing. Give a text.'],
    ['missing a choice', z.object({ mode: z.enum(['a', 'b']) }), {}, 'mode: “mode” is missing.'],
    ['missing one of several forms', z.object({ end: summary }), {}, 'end: “end” is missing.'],
    ['missing whole', z.string(), undefined, 'Something is missing here. Give a text.'],
    ['another type', z.object({ n: z.number() }), { n: 'x' }, 'n: Give a number here, not a text.'],
    ['a list', z.object({ n: z.boolean() }), { n: [1] }, 'n: Give true or false here, not a list.'],
    ['nothing', z.object({ n: z.array(z.string()) }), { n: null }, 'n: Give a list here, not null.'],
    ['in a list', z.array(z.string()), ['a', 7], '1: Give a text here, not a number.'],
    ['without end', z.number(), Number.NaN, 'Give a number here, not one without end.'],
    ['no object', component, 'x', 'Give an object here, not a text.'],
    ['no record', z.record(z.string(), z.string()), [], 'Give an object here, not a list.'],
    ['half', z.int(), 0.5, 'Give a whole number here.'],
    ['empty', z.string().min(1), '', 'Write something here.'],
    ['too short', z.string().min(3), 'x', 'Write at least 3 characters.'],
    ['too long', z.string().max(1_000), 'x'.repeat(1_001), 'Write at most 1,000 characters.'],
    ['too small', z.number().min(1), 0, 'Give at least 1.'],
    ['not above', z.number().positive(), 0, 'Give a number above 0.'],
    ['too large', z.number().max(20), 21, 'Give at most 20.'],
    ['not below', z.number().lt(20), 20, 'Give a number below 20.'],
    ['too few', z.array(z.string()).min(1), [], 'Give at least one.'],
    ['fewer', z.array(z.string()).min(2), ['a'], 'Give at least 2.'],
    ['too many', z.array(z.string()).max(2), ['a', 'b', 'c'], 'Give at most 2.'],
    ['no multiple', z.number().multipleOf(5), 7, 'Give a multiple of 5.'],
    ['no address', z.url(), 'x', 'Give an address here.'],
    ['another format', z.string().regex(/^a$/), 'b', 'Give a text of the form that is expected here.'],
    ['a choice', z.enum(['a', 'b', 'c']), 'x', 'Give “a”, “b” or “c” here.'],
    ['the only one', z.literal(1), 2, 'Give 1 here.'],
    ['none of several forms', summary, 7, 'Give “last_msg” or an object here.'],
    [
      'none of several kinds',
      z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })]),
      { type: 'c' },
      'type: Give “a” or “b” here.',
    ],
    ['in the form that was meant', summary, { type: 'model' }, 'model: “model” is missing. Give a text.'],
    [
      'in the component that was meant',
      z.union([z.string(), component], { error: 'A name or a component.' }),
      { provider: 'x', version: 0, config: {} },
      'version: Give a number above 0.',
    ],
    [
      'none, in its own words',
      z.union([z.string(), component], { error: 'A name or a component.' }),
      7,
      'A name or a component.',
    ],
    [
      'a key too much',
      component,
      { provider: 'x', version: 1, config: {}, code: '' },
      '“code” is not known here. Take it out.',
    ],
    [
      'keys too much',
      component,
      { provider: 'x', version: 1, config: {}, a: 1, b: 2 },
      '“a” and “b” are not known here. Take them out.',
    ],
    [
      'a key that is spelt wrong',
      component,
      { providr: 'x', version: 1, config: {} },
      '“providr” is not known here. Did you mean “provider”?',
    ],
    [
      'a name that cannot be',
      z.record(z.string().min(2), z.string()),
      { a: 'x' },
      'a: One of the names here cannot be used.',
    ],
    ['something of its own', z.string().refine(() => false), 'x', 'This cannot be used here.'],
    ['its own words', z.string({ error: 'A name must be text.' }), 7, 'A name must be text.'],
  ])('%s', (_, schema, value, words) => {
    expect(said(schema, value)).toBe(words);
  });

  it('returns the parsed value when it is valid', () => {
    expect(validate(z.string().trim(), ' x ')).toEqual({ ok: true, value: 'x' });
  });

  it('keeps messages short, however long the input is', () => {
    const long = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`${index}${'k'.repeat(5_000)}`, 1]),
    );
    expect(said(z.strictObject({}), long).length).toBeLessThan(300);
  });

  it('never shows a message of zod, whatever the input', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const checked = validate(z.union([component, z.array(component).min(2)]), value);
        if (!checked.ok)
          expect(checked.fault.message).not.toMatch(
            /invalid|expected (string|number|object)|received|unrecognized/i,
          );
      }),
    );
  });
});

describe('nearestKey', () => {
  it.each([
    ['temprature', 'temperature'],
    ['maxturns', 'maxTurns'],
    ['tool', 'tools'],
    ['xyz', null],
    ['', null],
    ['x'.repeat(10_000), null],
  ])('for %s is %s', (given, key) => {
    expect(nearestKey(given, ['temperature', 'maxTurns', 'tools', 'x'])).toBe(key);
  });
});
