import { describe, expect, it, vi } from 'vitest';
import { EmbedderRegistry } from '#main/store/embedder-registry.ts';
import { MemoryComparison } from '#main/store/memory-comparison.ts';
import { valueOf } from '#main/store/memory-row.ts';
import { Rows } from '#main/store/rows.ts';
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
import { openMemories, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function storeOf(text: string, cue: string) {
  const dataDir = temporaryFolder();
  const { memories } = openStore(dataDir);
  const id = uuid7();
  memories.apply([addStep(memoryValue(text, { cues: [topic(cue)] }), id)], byUser());
  const compare = (to: string) => memories.compareMeaning(sampleVector(to), sampleEmbedder, [id]).get(id);
  return { memories, id, compare, dataDir };
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
    expect(compare().size).toBe(0);
    const units = memories.unitsWithoutVectors(sampleEmbedder, 10);
    memories.putVectors(units, sampleVectors(memoryValue('I sail')));
    expect(compare().size).toBe(1);
  });

  it('sees a vector that followed for one unit of a memory whose others were compared already', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    expect(compare('boats')?.cue).toBe('boats');
    const value = valueOf(memories.get(id) ?? memoryValue(''));
    const renamed = { ...value, cues: [topic('yachts')] };
    memories.apply([{ type: 'update', id, action: 'edited', value: renamed }], byUser());
    expect(compare('yachts')?.cue).toBeNull();
    const units = memories.unitsWithoutVectors(sampleEmbedder, 10);
    expect(units.map(({ text }) => text)).toEqual(['yachts']);
    memories.putVectors(units, { ...sampleVectors(renamed), vectors: [sampleVector('yachts')] });
    expect(compare('yachts')).toMatchObject({ cue: 'yachts', cosine: expect.closeTo(1, 5) as number });
  });

  it('compares with another embedder, of another length, and with the first one again', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    const other = { embedder: 'other@1/4', dimensions: 4, vectors: [Float32Array.of(1, 0, 0, 0)] };
    expect(compare('I sail')?.cosine).toBeCloseTo(1, 5);
    const units = memories.unitsWithoutVectors(other.embedder, 1);
    memories.putVectors(units, other);
    const byOther = memories.compareMeaning(Float32Array.of(1, 1, 0, 0), other.embedder, [id]);
    expect([...byOther]).toEqual([
      [id, { cue: null, cosine: closeTo(Math.SQRT1_2), text: closeTo(Math.SQRT1_2) }],
    ]);
    expect(compare('boats')?.cue).toBe('boats');
  });

  it('sees what another connection wrote', () => {
    const { memories, id, compare, dataDir } = storeOf('I sail', 'boats');
    expect(compare('I sail')).toBeDefined();
    const other = openStore(dataDir);
    const value = valueOf(memories.get(id) ?? memoryValue(''));
    other.memories.apply(
      [{ type: 'update', id, action: 'paused', value: { ...value, status: 'paused' } }],
      byUser(),
    );
    expect(compare('I sail')).toBeUndefined();
  });

  it('reads vectors for each comparison when there is no memory to keep them, and says the same', () => {
    const { memories, id, compare } = storeOf('I sail', 'boats');
    const nearest = () => memories.searchMeaning(sampleVector('boats'), sampleEmbedder, 5)[0];
    const before = { compared: compare('boats'), nearest: nearest() };
    const full = vi.spyOn(Rows.prototype, 'set').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    });
    const value = valueOf(memories.get(id) ?? memoryValue(''));
    for (const [action, status] of [
      ['paused', 'paused'],
      ['resumed', 'active'],
    ] as const)
      memories.apply([{ type: 'update', id, action, value: { ...value, status } }], byUser());
    const after = { compared: compare('boats'), nearest: nearest() };
    full.mockRestore();
    expect(after).toEqual({
      compared: { ...before.compared, cosine: closeTo(1), text: closeTo(before.compared?.text) },
      nearest: { ...before.nearest, cosine: closeTo(1), memory: expect.anything() as object },
    });
    expect(compare('boats')?.cue).toBe('boats');
  });

  it('compares the same whatever else was compared between, also beyond what it keeps at hand', () => {
    const { memories, database } = openMemories();
    const texts = Array.from({ length: 400 }, (_, index) => `I own boat ${index}`);
    const ids = texts.map(() => uuid7());
    memories.apply(
      texts.map((text, index) => addStep(memoryValue(text), ids[index] ?? '')),
      byUser(),
    );
    const embedder = new EmbedderRegistry(database).find(sampleEmbedder)?.id ?? 0;
    const wanted = sampleVector('I own boat 17');
    const bytesOfOne = wanted.byteLength;
    const comparison = new MemoryComparison(database, 120 * bytesOfOne);
    const compare = (some: readonly string[]) =>
      new Map([...comparison.compare(wanted, embedder, some)].map(([id, { cosine }]) => [id, cosine]));
    const first = ids.slice(0, 60);
    const before = compare(first);
    expect(before.size).toBe(60);
    const units = database.prepare<[], number>('SELECT id FROM memory_units ORDER BY id').pluck().all();
    for (let start = 0; start < ids.length; start += 25) {
      const some = ids.slice(start, start + 25);
      expect(compare(some).size).toBe(25);
      expect(compare(first)).toEqual(before);
      const cosines = comparison.cosines(wanted, embedder, units.slice(start, start + 25));
      expect(cosines).toEqual([...compare(some).values()]);
    }
    expect(compare(ids).size).toBe(400);
    expect(compare(ids.toReversed()).get(ids[17] ?? '')).toBeCloseTo(1, 5);
    expect(compare(first)).toEqual(before);
    expect(comparison.cosines(wanted, embedder, [units.at(-1) ?? 0, 1e9])).toEqual([
      compare(ids).get(ids.at(-1) ?? ''),
      -1,
    ]);
  });
});

const closeTo = (value: number | null | undefined) => expect.closeTo(value ?? Number.NaN, 5) as number;
