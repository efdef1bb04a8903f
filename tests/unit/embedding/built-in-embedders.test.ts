import { describe, expect, it } from 'vitest';
import { BuiltInEmbedders } from '#main/embedding/built-in-embedders.ts';
import type { LoadedEmbedder } from '#shared/models/embedder.ts';

const never = new AbortController().signal;
const embedder = (key: string, ready: () => Promise<void> = () => Promise.resolve()): LoadedEmbedder => ({
  key,
  dimensions: 8,
  local: true,
  embed: (texts) => Promise.resolve(texts.map(() => new Float32Array(8))),
  ready,
  close: () => Promise.resolve(),
  multilingualVectors: (texts) => Promise.resolve(texts.map(() => new Float32Array(8).fill(1))),
});

function inside(best: LoadedEmbedder | null, missing: Readonly<Record<string, number>> = {}) {
  const failures: unknown[] = [];
  const embedders = new BuiltInEmbedders({
    quick: embedder('quick'),
    best,
    countMissing: (key) => missing[key] ?? 0,
    onFailure: (thrown) => failures.push(thrown),
    loadDelayMs: 0,
  });
  return { embedders, failures };
}

describe('BuiltInEmbedders', () => {
  it.each([
    ['best', 'nothing is there yet', { best: 0, quick: 0 }],
    ['best', 'its vectors are complete', { best: 0, quick: 50 }],
    ['best', 'it has more of them', { best: 10, quick: 50 }],
    ['quick', 'only the quick one has them', { best: 50, quick: 0 }],
  ])('starts with the %s one when %s', (key, _, missing) => {
    expect(inside(embedder('best'), missing).embedders.initial().key).toBe(key);
  });

  it('gives vectors of sentences until they cannot be had, and says so once', async () => {
    expect(await inside(embedder('best')).embedders.sentenceVectors(['one', 'two'], never)).toHaveLength(2);
    expect(await inside(null).embedders.sentenceVectors(['one'], never)).toBeNull();
    const failing = {
      ...embedder('best'),
      multilingualVectors: () => Promise.reject(new Error('no memory')),
    };
    const { embedders, failures } = inside(failing);
    expect(await embedders.sentenceVectors(['one'], never)).toBeNull();
    expect(await embedders.sentenceVectors(['one'], never)).toBeNull();
    expect(failures).toHaveLength(1);
  });

  it('does not take a text that was given up for a failure', async () => {
    const slow = {
      ...embedder('best'),
      multilingualVectors: (_: readonly string[], signal?: AbortSignal) =>
        Promise.reject(signal?.reason as Error),
    };
    const { embedders, failures } = inside(slow);
    await expect(
      embedders.sentenceVectors(['one'], AbortSignal.abort(new Error('too slow'))),
    ).rejects.toThrow('too slow');
    expect(failures).toEqual([]);
  });

  it('provides the best one once loaded, and the quick one when the best is missing', async () => {
    expect((await inside(embedder('best')).embedders.load(never)).key).toBe('best');
    const { embedders } = inside(null);
    expect(embedders.initial().key).toBe('quick');
    expect((await embedders.load(never)).key).toBe('quick');
    await embedders.close();
  });

  it('provides the quick one when the best cannot run, and reports why', async () => {
    const { embedders, failures } = inside(embedder('best', () => Promise.reject(new Error('no SIMD'))));
    expect((await embedders.load(never)).key).toBe('quick');
    expect(failures).toEqual([new Error('no SIMD')]);
  });

  it('stops waiting when aborted', async () => {
    const { embedders } = inside(embedder('best'));
    const stop = new AbortController();
    const loading = embedders.load(stop.signal);
    stop.abort();
    await expect(loading).rejects.toThrow('aborted');
  });
});
