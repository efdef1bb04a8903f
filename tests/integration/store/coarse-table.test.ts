import { describe, expect, it, vi } from 'vitest';
import { Rows } from '#main/store/rows.ts';
import { valueOf } from '#main/store/memory-row.ts';
import { uuid7 } from '#main/store/uuid7.ts';
import { addStep, byUser, memoryValue, sampleEmbedder, sampleVector } from '../../support/memory-samples.ts';
import { openStore } from '../../support/open-store.ts';

function filled(count: number) {
  const { memories } = openStore();
  const ids = Array.from({ length: count }, () => uuid7());
  memories.apply(
    ids.map((id, index) => addStep(memoryValue(`number ${index}`), id)),
    byUser(),
  );
  const nearest = (text: string) =>
    memories.searchMeaning(sampleVector(text), sampleEmbedder, 5).map(({ memory }) => memory.text);
  return { memories, ids, nearest };
}

describe('search by meaning, once the coarse bits are in memory', () => {
  it('finds what the table finds', async () => {
    const { memories, nearest } = filled(450);
    const wanted = Array.from({ length: 40 }, (_, index) => `number ${index * 11}`);
    const before = wanted.map((text) => nearest(text)[0]);
    await memories.warm(sampleEmbedder);
    expect(wanted.map((text) => nearest(text)[0])).toEqual(before);
    expect(before).toEqual(wanted);
  });

  it('follows every change, also one that failed', async () => {
    const { memories, ids, nearest } = filled(50);
    await memories.warm(sampleEmbedder);
    const [first = ''] = ids;
    const value = valueOf(memories.get(first) ?? memoryValue(''));
    memories.apply(
      [{ type: 'update', id: first, action: 'paused', value: { ...value, status: 'paused' } }],
      byUser(),
    );
    expect(nearest('number 0')).not.toContain('number 0');
    memories.apply([{ type: 'update', id: first, action: 'resumed', value }], byUser());
    expect(nearest('number 0')[0]).toBe('number 0');
    const unfit = { embedder: sampleEmbedder, dimensions: 16, vectors: [new Float32Array(3)] };
    const added = addStep(memoryValue('never there'));
    expect(() =>
      memories.apply([added, { ...addStep(memoryValue('unfit')), vectors: unfit }], byUser()),
    ).toThrow('length');
    expect(nearest('never there')).not.toContain('never there');
    memories.apply([added], byUser());
    expect(nearest('never there')[0]).toBe('never there');
  });

  it('misses nothing that is taught while it warms up', async () => {
    const { memories, nearest } = filled(700);
    const warming = memories.warm(sampleEmbedder);
    memories.apply([addStep(memoryValue('meanwhile'))], byUser());
    expect(nearest('meanwhile')[0]).toBe('meanwhile');
    await warming;
    expect(nearest('meanwhile')[0]).toBe('meanwhile');
  });

  it('goes on with the table when there is no memory for them, at first or later', async () => {
    const noRoom = () => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    };
    const full = vi.spyOn(Rows.prototype, 'set').mockImplementation(noRoom);
    const early = filled(60);
    await early.memories.warm(sampleEmbedder);
    expect(early.nearest('number 33')[0]).toBe('number 33');
    full.mockRestore();
    const late = filled(60);
    await late.memories.warm(sampleEmbedder);
    vi.spyOn(Rows.prototype, 'set').mockImplementation(noRoom);
    late.memories.apply([addStep(memoryValue('one more'))], byUser());
    expect(late.nearest('one more')[0]).toBe('one more');
    vi.restoreAllMocks();
    expect(late.nearest('number 33')[0]).toBe('number 33');
  });
});
