import { describe, expect, it, vi } from 'vitest';
import { VectorUpkeep } from '#main/embedding/vector-upkeep.ts';
import type { VectorStore } from '#main/embedding/vector-upkeep.ts';
import type { Embedder } from '#shared/embedder.ts';

interface Unit {
  readonly id: number;
  readonly text: string;
}

class FakeVectors implements VectorStore<Unit> {
  readonly units: Unit[];
  readonly filled = new Map<string, Set<number>>();

  constructor(count: number) {
    this.units = Array.from({ length: count }, (_, id) => ({ id, text: `text ${id}` }));
  }

  unitsWithoutVectors(embedder: string, limit: number): Unit[] {
    return this.units.filter((unit) => !this.filled.get(embedder)?.has(unit.id)).slice(0, limit);
  }

  putVectors(units: readonly Unit[], { embedder }: { readonly embedder: string }): void {
    const filled = this.filled.get(embedder) ?? new Set<number>();
    for (const unit of units) filled.add(unit.id);
    this.filled.set(embedder, filled);
  }
}

function fakeEmbedder(key: string, embed?: Embedder['embed']): Embedder {
  return {
    key,
    dimensions: 8,
    local: true,
    embed: embed ?? ((texts) => Promise.resolve(texts.map(() => new Float32Array(8)))),
  };
}

const noFailure = (thrown: unknown) => {
  throw thrown;
};

describe('VectorUpkeep', () => {
  it('keeps the old embedder in force until every text has the new one’s vector', async () => {
    const store = new FakeVectors(100);
    const upkeep = new VectorUpkeep(store, fakeEmbedder('old'), noFailure);
    const inForce: string[] = [];
    const watched = fakeEmbedder('new', (texts) => {
      inForce.push(upkeep.current().key);
      return Promise.resolve(texts.map(() => new Float32Array(8)));
    });
    upkeep.use(() => watched);
    await upkeep.settled();
    expect(new Set(inForce)).toEqual(new Set(['old']));
    expect(upkeep.current().key).toBe('new');
    expect(store.filled.get('new')?.size).toBe(100);
    await upkeep.close();
  });

  it('stays with the old one when the new one fails, says so, and tries again later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const store = new FakeVectors(3);
      const failures: unknown[] = [];
      const upkeep = new VectorUpkeep(store, fakeEmbedder('old'), (thrown) => failures.push(thrown));
      let broken = true;
      upkeep.use(() => (broken ? Promise.reject(new Error('off')) : fakeEmbedder('new')));
      await upkeep.settled();
      expect(failures).toHaveLength(1);
      expect(upkeep.current().key).toBe('old');
      broken = false;
      await vi.advanceTimersByTimeAsync(61_000);
      await upkeep.settled();
      expect(upkeep.current().key).toBe('new');
      await upkeep.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('drops a change that was overtaken by another', async () => {
    const store = new FakeVectors(50);
    const upkeep = new VectorUpkeep(store, fakeEmbedder('old'), noFailure);
    upkeep.use(() => fakeEmbedder('second'));
    upkeep.use(() => fakeEmbedder('third'));
    await upkeep.settled();
    expect(upkeep.current().key).toBe('third');
    await upkeep.close();
  });
});
