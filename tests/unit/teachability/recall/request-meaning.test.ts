import { describe, expect, it } from 'vitest';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { RequestMeaning } from '#main/teachability/recall/request/request-meaning.ts';
import type { Embedder } from '#shared/models/embedder.ts';

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, part, index) => sum + part * (b[index] ?? 0), 0);
}

const meaning = () => new RequestMeaning();

describe('what a question is about', () => {
  it('is the question itself until the requests are known', async () => {
    const embedder = new NgramEmbedder();
    const [question = new Float32Array()] = await embedder.embed(['Can you recommend a sailing course?']);
    expect(meaning().narrow(question, embedder.key)).toBe(question);
  });

  it('leaves out how requests are worded', async () => {
    const embedder = new NgramEmbedder();
    const narrowing = meaning();
    await narrowing.prepare(embedder);
    const [question, wording, topic] = await embedder.embed([
      'Can you recommend a sailing course?',
      'Can you recommend something?',
      'sailing',
    ]);
    if (question === undefined || wording === undefined || topic === undefined) throw new Error('no vectors');
    const narrowed = narrowing.narrow(question, embedder.key);
    expect(Math.hypot(...narrowed)).toBeCloseTo(1, 5);
    expect(dot(narrowed, wording)).toBeLessThan(dot(question, wording));
    expect(dot(narrowed, topic) / dot(narrowed, wording)).toBeGreaterThan(
      dot(question, topic) / dot(question, wording),
    );
  });

  it('asks an embedder once, and again after a failure', async () => {
    const inner = new NgramEmbedder();
    let calls = 0;
    const flaky: Embedder = {
      key: 'flaky',
      dimensions: inner.dimensions,
      local: true,
      embed: (texts) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('off')) : inner.embed(texts);
      },
    };
    const narrowing = meaning();
    await narrowing.prepare(flaky);
    expect(calls).toBe(1);
    await Promise.all([narrowing.prepare(flaky), narrowing.prepare(flaky)]);
    await narrowing.prepare(flaky);
    expect(calls).toBe(2);
  });
});
