import { describe, expect, it } from 'vitest';
import { EmbeddersInside } from '#main/embedding/embedders-inside.ts';
import type { LoadedEmbedder } from '#main/embedding/embedders-inside.ts';

const never = new AbortController().signal;
const embedder = (key: string, ready: () => Promise<void> = () => Promise.resolve()): LoadedEmbedder => ({
  key,
  dimensions: 8,
  local: true,
  embed: (texts) => Promise.resolve(texts.map(() => new Float32Array(8))),
  ready,
  close: () => Promise.resolve(),
});

function inside(best: LoadedEmbedder | null, missing: Readonly<Record<string, number>> = {}) {
  const failures: unknown[] = [];
  const embedders = new EmbeddersInside({
    quick: embedder('quick'),
    best,
    countMissing: (key) => missing[key] ?? 0,
    onFailure: (thrown) => failures.push(thrown),
    startAfter: 0,
  });
  return { embedders, failures };
}

describe('EmbeddersInside', () => {
  it.each([
    ['best', 'nothing is there yet', { best: 0, quick: 0 }],
    ['best', 'its vectors are complete', { best: 0, quick: 50 }],
    ['best', 'it has more of them', { best: 10, quick: 50 }],
    ['quick', 'only the quick one has them', { best: 50, quick: 0 }],
  ])('begins with the %s one when %s', (key, _, missing) => {
    expect(inside(embedder('best'), missing).embedders.first().key).toBe(key);
  });

  it('serves the best one once it is loaded, and the quick one when the app lacks it', async () => {
    expect((await inside(embedder('best')).embedders.usable(never)).key).toBe('best');
    const { embedders } = inside(null);
    expect(embedders.first().key).toBe('quick');
    expect((await embedders.usable(never)).key).toBe('quick');
    await embedders.close();
  });

  it('serves the quick one where the best cannot run, and tells why', async () => {
    const { embedders, failures } = inside(embedder('best', () => Promise.reject(new Error('no SIMD'))));
    expect((await embedders.usable(never)).key).toBe('quick');
    expect(failures).toEqual([new Error('no SIMD')]);
  });

  it('stops waiting when it is told to', async () => {
    const { embedders } = inside(embedder('best'));
    const stop = new AbortController();
    const usable = embedders.usable(stop.signal);
    stop.abort();
    await expect(usable).rejects.toThrow('aborted');
  });
});
