import { describe, expect, it } from 'vitest';
import { valueOf } from '#main/store/memory-row.ts';
import { uuid7 } from '#main/store/uuid7.ts';
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

function storeOf(text: string, cue: string) {
  const { memories } = openStore();
  const id = uuid7();
  memories.apply([addStep(memoryValue(text, { cues: [topic(cue)] }), id)], byUser());
  const compare = (to: string) => memories.compareMeaning(sampleVector(to), sampleEmbedder, [id])[0];
  return { memories, id, compare };
}

describe('comparing memories that were compared before', () => {
  it('tells the nearest of text and cues, and the text by itself', () => {
    const { compare } = storeOf('I sail', 'boats');
    expect(compare('boats')).toMatchObject({ cue: 'boats', cosine: expect.closeTo(1, 5) as number });
    expect(compare('boats')?.text).toBeLessThan(0.9);
    expect(compare('I sail')).toMatchObject({ cue: null, cosine: expect.closeTo(1, 5) as number });
  });

  it('sees a memory that was paused, taken up again and reworded', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    const value = () => valueOf(memories.get(id) ?? memoryValue(''));
    const step = (changes: Partial<ReturnType<typeof value>>, action: 'paused' | 'resumed') =>
      memories.apply([{ type: 'update', id, action, value: { ...value(), ...changes } }], byUser());
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    step({ status: 'paused' }, 'paused');
    expect(compare('I sail')).toBeUndefined();
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

  it('sees vectors that followed later', () => {
    const { memories } = openStore();
    const id = uuid7();
    const add = addStep(memoryValue('I sail'), id);
    memories.apply([{ ...add, vectors: null }], byUser());
    const compare = () => memories.compareMeaning(sampleVector('I sail'), sampleEmbedder, [id]);
    expect(compare()).toEqual([]);
    const units = memories.unitsWithoutVectors(sampleEmbedder, 10);
    memories.putVectors(units, sampleVectors(memoryValue('I sail')));
    expect(compare()).toHaveLength(1);
  });

  it('compares the same whatever else was compared between, also beyond what it keeps at hand', () => {
    const { memories } = openStore();
    const texts = Array.from({ length: 4_000 }, (_, index) => `I own boat ${index}`);
    const ids = texts.map(() => uuid7());
    memories.apply(
      texts.map((text, index) => addStep(memoryValue(text), ids[index] ?? '')),
      byUser(),
    );
    const wanted = sampleVector('I own boat 17');
    const compare = (some: readonly string[]) =>
      new Map(memories.compareMeaning(wanted, sampleEmbedder, some).map((one) => [one.memoryId, one.cosine]));
    const first = ids.slice(0, 600);
    const before = compare(first);
    expect(before.size).toBe(600);
    for (let start = 0; start < ids.length; start += 250) {
      expect(compare(ids.slice(start, start + 250)).size).toBe(250);
      expect(compare(first)).toEqual(before);
    }
    expect(compare(ids).size).toBe(4_000);
    expect(compare(ids.toReversed()).get(ids[17] ?? '')).toBeCloseTo(1, 5);
    expect(compare(first)).toEqual(before);
  });
});
