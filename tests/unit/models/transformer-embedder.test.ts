import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { TransformerEmbedder, transformerEmbedderKey } from '#main/models/embedders/transformer-embedder.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';

const entry = workerEntry('embedder-worker');
const asset = (name: string) => fileURLToPath(new URL(`../../../assets/embedder/${name}`, import.meta.url));
const paths = {
  weights: asset('minilm-int8.bin'),
  multilingual: asset('e5-int4.bin'),
  kernel: asset('transformer.wasm'),
};
const embedder = new TransformerEmbedder(entry, paths);
afterAll(() => embedder.close());

describe('TransformerEmbedder', () => {
  it('is found from the sources, and missing where its files are', () => {
    expect(bestEmbedder(entry)?.key).toBe(transformerEmbedderKey);
    expect(bestEmbedder(entry, tmpdir())).toBeNull();
  });

  it('answers in order, the same alone and among others', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `memory number ${index}`);
    const together = await embedder.embed(texts);
    expect(together).toHaveLength(20);
    expect(together[19]).toEqual((await embedder.embed(['memory number 19']))[0]);
    expect(together[0]).toHaveLength(embedder.dimensions);
    expect(await embedder.embed([])).toEqual([]);
  });

  it('answers a question before a batch that came first', async () => {
    const ended: string[] = [];
    const batch = embedder
      .embed(Array.from({ length: 40 }, (_, index) => `text ${index}`))
      .then(() => ended.push('batch'));
    await embedder.embed(['a question']).then(() => ended.push('question'));
    await batch;
    expect(ended).toEqual(['question', 'batch']);
  });

  it('stops when asked, before and while it works, and goes on with the rest', async () => {
    await expect(embedder.embed(['text'], AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    const stop = new AbortController();
    const batch = embedder.embed(
      Array.from({ length: 40 }, (_, index) => `text ${index}`),
      stop.signal,
    );
    const question = embedder.embed(['a question']);
    stop.abort(new Error('enough'));
    await expect(batch).rejects.toThrow('enough');
    expect(await question).toHaveLength(1);
  });

  it('tells that it cannot run, each time, and fails nothing else', async () => {
    const broken = new TransformerEmbedder(entry, { ...paths, kernel: asset('README.md') });
    await expect(broken.ready()).rejects.toThrow('WebAssembly');
    await expect(broken.embed(['text'])).rejects.toThrow('WebAssembly');
    const missing = new TransformerEmbedder(entry, { ...paths, weights: asset('nowhere.bin') });
    await expect(missing.embed(['text'])).rejects.toThrow('ENOENT');
    await Promise.all([broken.close(), missing.close()]);
  });

  it('gives vectors of the multilingual model in its own space, beside those of both', async () => {
    const text = 'Meine Schwester wohnt in Porto.';
    const [[own], [both]] = await Promise.all([embedder.multilingualVectors([text]), embedder.embed([text])]);
    expect(own).toHaveLength(384);
    expect(Math.hypot(...(own ?? []))).toBeCloseTo(1, 4);
    expect(own).not.toEqual(both);
  });

  it('loads the multilingual model with the first text that needs it', async () => {
    const english = new TransformerEmbedder(entry, { ...paths, multilingual: asset('nowhere.bin') });
    expect(await english.embed(['My sister lives in Porto.'])).toHaveLength(1);
    expect(await embedder.embed(['Meine Schwester wohnt in Porto.'])).toHaveLength(1);
    await english.close();
  });

  it.each([
    ['is missing', 'nowhere.bin', 'ENOENT'],
    ['is damaged', 'README.md', 'embedder'],
  ])('goes on without the multilingual model when its file %s, and tells once', async (_, name, reason) => {
    const told: string[] = [];
    const hurt = new TransformerEmbedder(entry, { ...paths, multilingual: asset(name) }, (thrown) =>
      told.push(String(thrown)),
    );
    const [german, again] = await hurt.embed([
      'Meine Schwester wohnt in Porto.',
      'Meine Schwester wohnt in Porto.',
    ]);
    expect(german).toEqual(again);
    expect(Math.hypot(...(german ?? []))).toBeCloseTo(1, 3);
    expect(await hurt.embed(['She lives in Porto.'])).toEqual(await embedder.embed(['She lives in Porto.']));
    await expect(hurt.multilingualVectors(['Ciao.'])).rejects.toThrow('cannot be used');
    expect(told).toEqual([expect.stringContaining(reason)]);
    await hurt.close();
  });

  it('fails what is under way when it is closed, and takes nothing more', async () => {
    const closing = new TransformerEmbedder(entry, paths);
    const underWay = closing.embed(['text']);
    await Promise.all([expect(underWay).rejects.toThrow('closed'), closing.close()]);
    await expect(closing.embed(['text'])).rejects.toThrow('closed');
    await expect(closing.ready()).rejects.toThrow('closed');
  });
});
