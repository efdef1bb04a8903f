import { describe, expect, it, vi } from 'vitest';
import { VectorUpkeep } from '#main/embedding/vector-upkeep.ts';
import type { VectorStore } from '#main/embedding/vector-upkeep.ts';
import type { ComparingState } from '#shared/contract/comparing.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';

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

  countWithoutVectors(embedder: string): number {
    return this.units.length - (this.filled.get(embedder)?.size ?? 0);
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

  it('tells how far it is, and that it is done', async () => {
    const store = new FakeVectors(400);
    const told: ComparingState[] = [];
    const upkeep = new VectorUpkeep(store, fakeEmbedder('old'), noFailure, (state) => told.push(state));
    upkeep.use(() => fakeEmbedder('new'));
    await upkeep.settled();
    expect(told[0]).toEqual({ state: 'working', done: 0, total: 400, error: null });
    expect(told.at(-1)).toEqual({ state: 'idle', done: 0, total: 0, error: null });
    const done = told.slice(0, -1).map((state) => state.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.length).toBeGreaterThan(10);
    expect(upkeep.state()).toEqual(told.at(-1));
    await upkeep.close();
  });

  it('counts what was taught meanwhile', async () => {
    const store = new FakeVectors(64);
    const totals = new Set<number>();
    const upkeep = new VectorUpkeep(store, fakeEmbedder('old'), noFailure, ({ total }) => totals.add(total));
    const growing = fakeEmbedder('new', (texts) => {
      if (store.units.length === 64)
        store.units.push(...Array.from({ length: 40 }, (_, id) => ({ id: 64 + id, text: 'later' })));
      return Promise.resolve(texts.map(() => new Float32Array(8)));
    });
    upkeep.use(() => growing);
    await upkeep.settled();
    expect(store.filled.get('new')?.size).toBe(104);
    expect(totals).toContain(104);
    await upkeep.close();
  });

  it('says nothing of a few', async () => {
    const told: ComparingState[] = [];
    const upkeep = new VectorUpkeep(new FakeVectors(20), fakeEmbedder('old'), noFailure, (state) =>
      told.push(state),
    );
    upkeep.use(() => fakeEmbedder('new'));
    await upkeep.settled();
    expect(upkeep.current().key).toBe('new');
    expect(told).toEqual([]);
    await upkeep.close();
  });

  it('pauses with the old one in force, and goes on where it stopped', async () => {
    const store = new FakeVectors(200);
    const told: ComparingState[] = [];
    const upkeep: VectorUpkeep<Unit> = new VectorUpkeep(store, fakeEmbedder('old'), noFailure, (state) => {
      told.push(state);
      if (state.done === 64 && !told.some((one) => one.state === 'paused')) upkeep.pause();
    });
    let texts = 0;
    const counting = fakeEmbedder('new', (batch) => {
      texts += batch.length;
      return Promise.resolve(batch.map(() => new Float32Array(8)));
    });
    upkeep.use(() => counting);
    await upkeep.settled();
    expect(upkeep.state()).toEqual({ state: 'paused', done: 64, total: 200, error: null });
    upkeep.complete();
    await upkeep.settled();
    expect([upkeep.current().key, store.filled.get('new')?.size]).toEqual(['old', 64]);
    upkeep.resume();
    expect(upkeep.state()).toEqual({ state: 'working', done: 64, total: 200, error: null });
    await upkeep.settled();
    expect([upkeep.current().key, upkeep.state().state]).toEqual(['new', 'idle']);
    expect(texts).toBe(200);
    expect(told.filter(({ state }) => state === 'working').every(({ total }) => total === 200)).toBe(true);
    await upkeep.close();
  });

  it('pauses nothing when nothing is under way, and another choice ends a pause', async () => {
    const store = new FakeVectors(200);
    const upkeep = new VectorUpkeep(store, fakeEmbedder('old'), noFailure);
    upkeep.pause();
    expect(upkeep.state().state).toBe('idle');
    let ask: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    upkeep.use(() =>
      fakeEmbedder('slow', async (_, signal) => {
        ask();
        await new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('stopped')));
        });
        return [];
      }),
    );
    await asked;
    upkeep.pause();
    await upkeep.settled();
    expect(upkeep.state().state).toBe('paused');
    upkeep.use(() => fakeEmbedder('third'));
    await upkeep.settled();
    expect([upkeep.current().key, upkeep.state().state]).toEqual(['third', 'idle']);
    await upkeep.close();
  });

  it('tells why it waits, and tries again at once when asked', async () => {
    const failures: unknown[] = [];
    const upkeep = new VectorUpkeep(new FakeVectors(40), fakeEmbedder('old'), (thrown) =>
      failures.push(thrown),
    );
    const off = new TuteeError('unreachable', 'The server does not answer.');
    let broken = true;
    upkeep.use(() => (broken ? Promise.reject(off) : fakeEmbedder('new')));
    await upkeep.settled();
    expect(upkeep.state()).toMatchObject({ state: 'waiting', error: { code: 'unreachable' } });
    expect(failures).toEqual([off]);
    broken = false;
    upkeep.resume();
    await upkeep.settled();
    expect([upkeep.current().key, upkeep.state().state]).toEqual(['new', 'idle']);
    await upkeep.close();
  });
});
