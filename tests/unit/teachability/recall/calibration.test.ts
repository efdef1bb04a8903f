import { describe, expect, it } from 'vitest';
import { calibrationOf } from '#main/teachability/recall/meaning-score.ts';

describe('what is known of an embedder', () => {
  it.each([
    ['minilm-int8+e5-int4@1/384', 'minilm-int8'],
    ['endpoint:127.0.0.1:11434/nomic-embed-text:latest@768', 'nomic-embed'],
    ['endpoint:127.0.0.1:1234/BAAI/bge-m3@1024', 'bge'],
    ['endpoint:api.openai.com/text-embedding-3-small@1536', 'text-embedding-3'],
    ['endpoint:bge.example/some-model@384', ''],
    ['never heard of', ''],
  ])('%s is known as "%s"', (key, family) => {
    expect(calibrationOf(key).family).toBe(family);
  });
});
