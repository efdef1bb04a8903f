import { describe, expect, it, vi } from 'vitest';
import { ReEmbedder } from '#main/embedding/re-embedder.ts';
import type { VectorStore } from '#main/embedding/re-embedder.ts';
import type { EmbeddingState } from '#shared/contract/embedding.ts';
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

describe('ReEmbedder', () => {
  it('keeps the old embedder in force until every text has the new one’s vector', async () => {
    const store = new FakeVectors(100);
    const reEmbedder = new ReEmbedder(store, fakeEmbedder('old'), noFailure);
    const inForce: string[] = [];
    const watched = fakeEmbedder('new', (texts) => {
      inForce.push(reEmbedder.current().key);
      return Promise.resolve(texts.map(() => new Float32Array(8)));
    });
    reEmbedder.use(() => watched);
    await reEmbedder.settled();
    expect(new Set(inForce)).toEqual(new Set(['old']));
    expect(reEmbedder.current().key).toBe('new');
    expect(store.filled.get('new')?.size).toBe(100);
    await reEmbedder.close();
  });

  it('keeps the old one when the new one fails, reports it and retries later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const store = new FakeVectors(3);
      const failures: unknown[] = [];
      const reEmbedder = new ReEmbedder(store, fakeEmbedder('old'), (thrown) => failures.push(thrown));
      let broken = true;
      reEmbedder.use(() => (broken ? Promise.reject(new Error('off')) : fakeEmbedder('new')));
      await reEmbedder.settled();
      expect(failures).toHaveLength(1);
      expect(reEmbedder.current().key).toBe('old');
      broken = false;
      await vi.advanceTimersByTimeAsync(61_000);
      await reEmbedder.settled();
      expect(reEmbedder.current().key).toBe('new');
      await reEmbedder.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('drops a change that another one replaced', async () => {
    const store = new FakeVectors(50);
    const reEmbedder = new ReEmbedder(store, fakeEmbedder('old'), noFailure);
    reEmbedder.use(() => fakeEmbedder('second'));
    reEmbedder.use(() => fakeEmbedder('third'));
    await reEmbedder.settled();
    expect(reEmbedder.current().key).toBe('third');
    await reEmbedder.close();
  });

  it('reports progress and completion', async () => {
    const store = new FakeVectors(400);
    const told: EmbeddingState[] = [];
    const reEmbedder = new ReEmbedder(store, fakeEmbedder('old'), noFailure, (state) => told.push(state));
    reEmbedder.use(() => fakeEmbedder('new'));
    await reEmbedder.settled();
    expect(told[0]).toEqual({ state: 'working', done: 0, total: 400, error: null });
    expect(told.at(-1)).toEqual({ state: 'idle', done: 0, total: 0, error: null });
    const done = told.slice(0, -1).map((state) => state.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.length).toBeGreaterThan(10);
    expect(reEmbedder.state()).toEqual(told.at(-1));
    await reEmbedder.close();
  });

  it('counts texts taught meanwhile', async () => {
    const store = new FakeVectors(64);
    const totals = new Set<number>();
    const reEmbedder = new ReEmbedder(store, fakeEmbedder('old'), noFailure, ({ total }) =>
      totals.add(total),
    );
    const growing = fakeEmbedder('new', (texts) => {
      if (store.units.length === 64)
        store.units.push(...Array.from({ length: 40 }, (_, id) => ({ id: 64 + id, text: 'later' })));
      return Promise.resolve(texts.map(() => new Float32Array(8)));
    });
    reEmbedder.use(() => growing);
    await reEmbedder.settled();
    expect(store.filled.get('new')?.size).toBe(104);
    expect(totals).toContain(104);
    await reEmbedder.close();
  });

  it('does not report a few texts', async () => {
    const told: EmbeddingState[] = [];
    const reEmbedder = new ReEmbedder(new FakeVectors(20), fakeEmbedder('old'), noFailure, (state) =>
      told.push(state),
    );
    reEmbedder.use(() => fakeEmbedder('new'));
    await reEmbedder.settled();
    expect(reEmbedder.current().key).toBe('new');
    expect(told).toEqual([]);
    await reEmbedder.close();
  });

  it('pauses with the old one in force, and continues where it stopped', async () => {
    const store = new FakeVectors(200);
    const told: EmbeddingState[] = [];
    const reEmbedder: ReEmbedder<Unit> = new ReEmbedder(store, fakeEmbedder('old'), noFailure, (state) => {
      told.push(state);
      if (state.done === 64 && !told.some((one) => one.state === 'paused')) reEmbedder.pause();
    });
    let texts = 0;
    const counting = fakeEmbedder('new', (batch) => {
      texts += batch.length;
      return Promise.resolve(batch.map(() => new Float32Array(8)));
    });
    reEmbedder.use(() => counting);
    await reEmbedder.settled();
    expect(reEmbedder.state()).toEqual({ state: 'paused', done: 64, total: 200, error: null });
    reEmbedder.backfill();
    await reEmbedder.settled();
    expect([reEmbedder.current().key, store.filled.get('new')?.size]).toEqual(['old', 64]);
    reEmbedder.resume();
    expect(reEmbedder.state()).toEqual({ state: 'working', done: 64, total: 200, error: null });
    await reEmbedder.settled();
    expect([reEmbedder.current().key, reEmbedder.state().state]).toEqual(['new', 'idle']);
    expect(texts).toBe(200);
    expect(told.filter(({ state }) => state === 'working').every(({ total }) => total === 200)).toBe(true);
    await reEmbedder.close();
  });

  it('does not pause when idle, and another choice ends a pause', async () => {
    const store = new FakeVectors(200);
    const reEmbedder = new ReEmbedder(store, fakeEmbedder('old'), noFailure);
    reEmbedder.pause();
    expect(reEmbedder.state().state).toBe('idle');
    let ask: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    reEmbedder.use(() =>
      fakeEmbedder('slow', async (_, signal) => {
        ask();
        await new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('stopped')));
        });
        return [];
      }),
    );
    await asked;
    reEmbedder.pause();
    await reEmbedder.settled();
    expect(reEmbedder.state().state).toBe('paused');
    reEmbedder.use(() => fakeEmbedder('third'));
    await reEmbedder.settled();
    expect([reEmbedder.current().key, reEmbedder.state().state]).toEqual(['third', 'idle']);
    await reEmbedder.close();
  });

  it('reports why it waits, and retries at once when asked', async () => {
    const failures: unknown[] = [];
    const reEmbedder = new ReEmbedder(new FakeVectors(40), fakeEmbedder('old'), (thrown) =>
      failures.push(thrown),
    );
    const off = new TuteeError('unreachable', 'The server does not answer.');
    let broken = true;
    reEmbedder.use(() => (broken ? Promise.reject(off) : fakeEmbedder('new')));
    await reEmbedder.settled();
    expect(reEmbedder.state()).toMatchObject({ state: 'waiting', error: { code: 'unreachable' } });
    expect(failures).toEqual([off]);
    broken = false;
    reEmbedder.resume();
    await reEmbedder.settled();
    expect([reEmbedder.current().key, reEmbedder.state().state]).toEqual(['new', 'idle']);
    await reEmbedder.close();
  });
});
