/** How much of what people teach in passing is kept without a model, and how much that is none. */
import { describe, expect, it } from 'vitest';
import {
  explicitTeachings,
  withoutTeachingsIn,
} from '#main/teachability/capture/extract/explicit-teaching.ts';
import { statedIn } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { measured, samplesOf } from '../../../support/capture/capture-fixture.ts';

const at = Date.UTC(2026, 0, 1);
const learn = (message: string) => [
  ...explicitTeachings(message),
  ...statedIn(withoutTeachingsIn(message), at),
];

const teachable = samplesOf('teachable.txt');
const distractors = samplesOf('distractors.txt');

describe('messages as people write them', () => {
  it('are many, and each half has its share', () => {
    expect(teachable.every(({ teaches }) => teaches.length > 0)).toBe(true);
    expect(distractors.every(({ teaches }) => teaches.length === 0)).toBe(true);
    expect(teachable.length).toBeGreaterThanOrEqual(150);
    expect(distractors.length).toBeGreaterThanOrEqual(250);
    const held = [...teachable, ...distractors].filter(({ half }) => half === 'held').length;
    expect(held / (teachable.length + distractors.length)).toBeCloseTo(0.5, 1);
  });

  it.each(['seen', 'held'] as const)('teach what they say and no more: the %s half', (half) => {
    const { recall, precision, falseRate, kind, faults } = measured(
      [...teachable, ...distractors].filter((sample) => sample.half === half),
      learn,
    );
    const floors = { recall: 0.92, precision: 0.97, kind: 0.98, noise: 0.99 };
    const reached = { recall, precision, kind, noise: 1 - falseRate };
    const below = Object.entries(floors).filter(([name, floor]) => Reflect.get(reached, name) < floor);
    // A failure shows the messages that are at fault.
    expect(below.length === 0 ? [] : [...below, ...faults]).toEqual([]);
  });
});

describe('messages in other languages', () => {
  it.each(['de', 'es', 'fr', 'pt', 'it'])('teach what they say and no more: %s', (language) => {
    const samples = samplesOf(`languages/${language}.txt`);
    const { recall, precision, kind, faults } = measured(samples, learn);
    expect(samples.filter(({ teaches }) => teaches.length > 0).length).toBeGreaterThanOrEqual(30);
    expect(samples.filter(({ teaches }) => teaches.length === 0).length).toBeGreaterThanOrEqual(25);
    expect(recall >= 0.95 && precision >= 0.97 && kind >= 0.97 ? [] : faults).toEqual([]);
  });

  it('keep their negation and what else is whole', () => {
    const texts = (message: string) => learn(message).map(({ text }) => text);
    expect(texts('No me gustan las aceitunas.')).toEqual(['No me gustan las aceitunas.']);
    expect(texts('No, me gustan las aceitunas.')).toEqual(['Me gustan las aceitunas.']);
    expect(texts('Ich wohne im Norden.')).toEqual(['Ich wohne im Norden.']);
  });

  it('teach nothing where a part is played or a text is handed over', () => {
    for (const message of [
      'Schreibe eine Geschichte. Ich bin Lehrer und ich wohne in Graz.',
      'Traduce al inglés:\nVivo en Sevilla.',
      'Tu es un pirate. Je m’appelle Jack.',
    ])
      expect(learn(message)).toEqual([]);
  });
});

describe('the measure itself', () => {
  const half = 'seen';
  const sample = {
    message: 'x',
    half,
    teaches: [{ kinds: ['fact'], words: ['ghent'], without: [] }],
  } as const;

  it('counts what is missed, what is wrong and what is of the wrong kind', () => {
    expect(measured([sample], () => [])).toMatchObject({ recall: 0, precision: 1, expected: 1, kept: 0 });
    expect(measured([sample], () => [{ text: 'I live in Ghent.', kind: 'skill' }])).toMatchObject({
      recall: 1,
      kind: 0,
    });
    const noisy = measured([{ ...sample, teaches: [] }], () => [{ text: 'Ghent', kind: 'fact' }]);
    expect(noisy).toMatchObject({ precision: 0, falseRate: 1 });
    expect(noisy.faults).toHaveLength(1);
  });
});
