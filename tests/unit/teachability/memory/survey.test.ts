import { describe, expect, it } from 'vitest';
import { neighbourGraph } from '#main/teachability/survey/neighbour-graph.ts';
import { alongPrincipalAxes } from '#main/teachability/survey/principal-axes.ts';
import { repeatableRandom } from '#main/teachability/survey/random.ts';
import { surveyOf } from '#main/teachability/survey/survey.ts';
import { sampleVector } from '../../../support/memory-samples.ts';

const kind = 'fact' as const;
const proceed = () => Promise.resolve();

/** Three bunches of vectors, each around a direction of its own. */
function bunches(each: number) {
  const random = repeatableRandom(5);
  return Array.from({ length: 3 * each }, (_, index) => {
    const vector = Float32Array.from(
      { length: 24 },
      (__, at) => (at % 3 === index % 3 ? 1 : 0) + random() * 0.4,
    );
    const length = Math.hypot(...vector);
    return {
      id: `id ${index}`,
      text: `text number ${index}`,
      kind: 'fact' as const,
      vector: vector.map((part) => part / length),
    };
  });
}

describe('the map', () => {
  it('is the same for the same memories, and has each at its place', async () => {
    const memories = bunches(40);
    const survey = await surveyOf(memories, proceed);
    expect(await surveyOf(memories, proceed)).toEqual(survey);
    expect(survey.ids).toEqual(memories.map(({ id }) => id));
    for (const place of [...survey.x, ...survey.y]) {
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(10_000);
    }
  });

  it('puts what is alike together', async () => {
    const survey = await surveyOf(bunches(40), proceed);
    const distance = (a: number, b: number) =>
      Math.hypot((survey.x[a] ?? 0) - (survey.x[b] ?? 0), (survey.y[a] ?? 0) - (survey.y[b] ?? 0));
    let [together, apart] = [0, 0];
    for (let a = 0; a < 120; a += 1) {
      together += distance(a, (a + 3) % 120) / 120;
      apart += distance(a, (a + 1) % 120) / 120;
    }
    expect(apart).toBeGreaterThan(2 * together);
  });

  it.each([0, 1, 2])('of %i memories is a map too', async (count) => {
    const survey = await surveyOf(bunches(1).slice(0, count), proceed);
    expect(survey.x).toHaveLength(count);
    expect(survey.x.every(Number.isInteger)).toBe(true);
  });

  it('of memories that are all the same is one place', async () => {
    const vector = sampleVector('same');
    const same = Array.from({ length: 60 }, (_, index) => ({
      id: `id ${index}`,
      text: 'same',
      kind,
      vector,
    }));
    const survey = await surveyOf(same, proceed);
    expect(survey.y.every((place) => place >= 0 && place <= 10_000)).toBe(true);
  });

  it('can be broken off', async () => {
    const stop = () => Promise.reject(new Error('enough'));
    await expect(surveyOf(bunches(10), stop)).rejects.toThrow('enough');
  });
});

describe('pairs that nearly say the same', () => {
  it('are found by meaning or by words, and never when one denies the other', async () => {
    const near = (vector: Float32Array) => {
      const moved = vector.map((part, at) => part + (at === 0 ? 0.05 : 0));
      const length = Math.hypot(...moved);
      return moved.map((part) => part / length);
    };
    const [tea, roof] = [sampleVector('tea', 32), sampleVector('roof', 32)];
    const filler = Array.from({ length: 80 }, (_, index) => ({
      id: `other ${index}`,
      text: `Something else, number ${index}`,
      kind,
      vector: sampleVector(`filler ${index}`, 32),
    }));
    const { pairs } = await surveyOf(
      [
        { id: 'tea 1', text: 'I like tea.', kind, vector: tea },
        { id: 'tea 2', text: 'Tea is what I enjoy.', kind, vector: near(tea) },
        { id: 'roof 1', text: 'The roof leaks.', kind, vector: roof },
        { id: 'roof 2', text: 'The roof does not leak.', kind, vector: near(roof) },
        ...filler,
      ],
      proceed,
    );
    expect(pairs.map(({ ids }) => ids)).toEqual([['tea 1', 'tea 2']]);
  });
});

describe('near neighbours', () => {
  it('are mostly the nearest', () => {
    const memories = bunches(200);
    const values = new Float32Array(600 * 24);
    memories.forEach(({ vector }, row) => values.set(vector, row * 24));
    const points = alongPrincipalAxes({ count: 600, width: 24, values }, 8);
    const graph = neighbourGraph(points, 5);
    let right = 0;
    for (let row = 0; row < 600; row += 1) {
      const distances = Array.from({ length: 600 }, (_, other) => {
        let sum = 0;
        for (let at = 0; at < 8; at += 1)
          sum += ((points.values[row * 8 + at] ?? 0) - (points.values[other * 8 + at] ?? 0)) ** 2;
        return { other, sum };
      });
      const [, nearest] = distances.sort((a, b) => a.sum - b.sum || a.other - b.other);
      const found = graph.rows.slice(row * 5, row * 5 + 5);
      if (nearest !== undefined && found.includes(nearest.other)) right += 1;
    }
    expect(right).toBeGreaterThan(480);
  });
});
