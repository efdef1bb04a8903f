import { describe, expect, it } from 'vitest';
import { valueOf } from '#main/store/memories/memory-row.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { cosine } from '../../support/cosine.ts';
import {
  addStep,
  byUser,
  memoryValue,
  sampleEmbedder,
  sampleVector,
  sampleVectors,
  topic,
} from '../../support/memory-samples.ts';
import { openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function storeOf(text: string, cue: string) {
  const dataDir = temporaryFolder();
  const { memories } = openStore(dataDir);
  const id = uuid7();
  memories.apply([addStep(memoryValue(text, { cues: [topic(cue)] }), id)], byUser());
  const compare = (to: string) => memories.similarities(sampleVector(to), sampleEmbedder, [id]).get(id);
  return { memories, id, compare, dataDir };
}

const closeTo = (value: number | null | undefined) => expect.closeTo(value ?? Number.NaN, 5) as number;

describe('similarities of given memories to a vector', () => {
  it('are those of the nearest unit, and of the text alone', () => {
    const { compare } = storeOf('I sail', 'boats');
    expect(compare('boats')).toMatchObject({ cue: 0, cosine: expect.closeTo(1, 5) as number });
    expect(compare('boats')?.text).toBeLessThan(0.9);
    expect(compare('I sail')).toMatchObject({ cue: null, cosine: expect.closeTo(1, 5) as number });
  });

  it('are the same for a paused memory, and follow an edited one', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    const value = () => valueOf(memories.get(id) ?? memoryValue(''));
    const step = (changes: Partial<ReturnType<typeof value>>, action: 'paused' | 'resumed') =>
      memories.apply([{ type: 'update', id, action, value: { ...value(), ...changes } }], byUser());
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    step({ status: 'paused' }, 'paused');
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    step({ status: 'active' }, 'resumed');
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    const reworded = { ...value(), text: 'I row' };
    memories.apply(
      [{ type: 'update', id, action: 'edited', value: reworded, vectors: sampleVectors(reworded) }],
      byUser(),
    );
    expect(compare('I sail')?.cosine).toBeLessThan(0.9);
    expect(compare('I row')?.cosine).toBeCloseTo(1, 5);
  });

  it('include vectors made later', () => {
    const { memories } = openStore();
    const id = uuid7();
    const add = addStep(memoryValue('I sail'), id);
    memories.apply([{ ...add, vectors: null }], byUser());
    const compare = () => memories.similarities(sampleVector('I sail'), sampleEmbedder, [id]);
    expect(compare().size).toBe(0);
    const units = memories.unitsWithoutVectors(sampleEmbedder, 10);
    memories.putVectors(units, sampleVectors(memoryValue('I sail')));
    expect(compare().size).toBe(1);
  });

  it('include a later vector of a memory whose other units are cached', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    expect(compare('boats')?.cue).toBe(0);
    const value = valueOf(memories.get(id) ?? memoryValue(''));
    const renamed = { ...value, cues: [topic('yachts')] };
    memories.apply([{ type: 'update', id, action: 'edited', value: renamed }], byUser());
    expect(compare('yachts')?.cue).toBeNull();
    const units = memories.unitsWithoutVectors(sampleEmbedder, 10);
    expect(units.map(({ text }) => text)).toEqual(['yachts']);
    memories.putVectors(units, { ...sampleVectors(renamed), vectors: [sampleVector('yachts')] });
    expect(compare('yachts')).toMatchObject({ cue: 0, cosine: expect.closeTo(1, 5) as number });
  });

  it('work when switching to an embedder with other dimensions and back', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    const other = { embedder: 'other@1/4', dimensions: 4, vectors: [Float32Array.of(1, 0, 0, 0)] };
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    const units = memories.unitsWithoutVectors(other.embedder, 1);
    memories.putVectors(units, other);
    const byOther = memories.similarities(Float32Array.of(1, 1, 0, 0), other.embedder, [id]);
    expect([...byOther]).toEqual([
      [id, { cue: null, cosine: closeTo(Math.SQRT1_2), text: closeTo(Math.SQRT1_2) }],
    ]);
    expect(compare('boats')?.cue).toBe(0);
  });

  it('are 1 for the same vector, -1 for its opposite, and 0 for a zero vector', () => {
    const { memories } = openStore();
    const [vector, zero] = [Float32Array.of(0.3, -2, 5), new Float32Array(3)];
    const stored = [vector, vector.map((part) => -7 * part), zero].map((one) => ({ id: uuid7(), one }));
    memories.apply(
      stored.map(({ id, one }) => ({
        ...addStep(memoryValue(`Memory ${id}`), id),
        vectors: { embedder: 'small@1/3', dimensions: 3, vectors: [one] },
      })),
      byUser(),
    );
    const cosines = (to: Float32Array) => {
      const compared = memories.similarities(
        to,
        'small@1/3',
        stored.map(({ id }) => id),
      );
      return stored.map(({ id }) => compared.get(id)?.cosine);
    };
    expect(cosines(vector)).toEqual([closeTo(1), closeTo(-1), 0]);
    expect(cosines(zero)).toEqual([0, 0, 0]);
  });

  it('contain nothing of a change that was rolled back', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    const value = { ...valueOf(memories.get(id) ?? memoryValue('')), text: 'I row' };
    const unfit = { embedder: sampleEmbedder, dimensions: 16, vectors: [new Float32Array(3)] };
    expect(() =>
      memories.apply(
        [
          { type: 'update', id, action: 'edited', value, vectors: sampleVectors(value) },
          { ...addStep(memoryValue('unfit')), vectors: unfit },
        ],
        byUser(),
      ),
    ).toThrow('length');
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    expect(compare('boats')?.cue).toBe(0);
  });

  it('include writes by another connection', () => {
    const { memories, id, compare, dataDir } = storeOf('I sail', 'boats');
    expect(compare('I sail')).toBeDefined();
    const other = openStore(dataDir);
    const reworded = { ...valueOf(memories.get(id) ?? memoryValue('')), text: 'I row' };
    other.memories.apply(
      [{ type: 'update', id, action: 'edited', value: reworded, vectors: sampleVectors(reworded) }],
      byUser(),
    );
    expect(compare('I row')?.cosine).toBeCloseTo(1, 5);
    expect(compare('I sail')?.cosine).toBeLessThan(0.9);
  });

  it('match each of many memories with its own vectors, in any order', () => {
    const { memories } = openStore();
    const texts = Array.from({ length: 300 }, (_, index) => `I own boat ${index}`);
    const ids = texts.map(() => uuid7());
    memories.apply(
      texts.map((text, index) => addStep(memoryValue(text, { cues: [topic(`cue ${index}`)] }), ids[index])),
      byUser(),
    );
    const wanted = sampleVector('I own boat 17');
    const compared = memories.similarities(wanted, sampleEmbedder, [...ids.toReversed(), uuid7()]);
    expect(compared.size).toBe(300);
    for (const [index, text] of texts.entries()) {
      const ofText = cosine(wanted, sampleVector(text));
      const ofCue = cosine(wanted, sampleVector(`cue ${index}`));
      expect(compared.get(ids[index] ?? '')).toEqual({
        cue: ofText >= ofCue ? null : 0,
        cosine: closeTo(Math.max(ofText, ofCue)),
        text: closeTo(ofText),
      });
    }
  });
});
