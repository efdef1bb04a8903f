import { describe, expect, it } from 'vitest';
import { contextFor, memoryNeeded, modelThreads } from '#main/models/inside/memory-needed.ts';
import { downloadableModels } from '#main/models/inside/downloadable-models.ts';

const facts = {
  architecture: 'llama',
  license: null,
  contextLength: 32_768,
  layers: 28,
  keyValueHeads: 8,
  keyLength: 128,
  valueLength: 128,
  chatTemplate: '',
};
const GIGABYTE = 1_000_000_000;

describe('contextFor', () => {
  it('takes the longest context that fits', () => {
    expect(contextFor(facts, 2 * GIGABYTE, 16 * GIGABYTE)).toBe(8_192);
    expect(contextFor(facts, 2 * GIGABYTE, 4 * GIGABYTE)).toBe(4_096);
    expect(contextFor(facts, 2 * GIGABYTE, 3.3 * GIGABYTE)).toBe(2_048);
  });

  it('never exceeds what the model was trained for', () => {
    expect(contextFor({ ...facts, contextLength: 6_000 }, GIGABYTE, 16 * GIGABYTE)).toBe(4_096);
    expect(contextFor({ ...facts, contextLength: 1_024 }, GIGABYTE, 16 * GIGABYTE)).toBe(1_024);
  });

  it('says how much is missing when nothing fits', () => {
    expect(() => contextFor(facts, 5 * GIGABYTE, 4 * GIGABYTE)).toThrow(
      expect.objectContaining({ code: 'out_of_memory' }),
    );
    expect(() => contextFor(facts, 5 * GIGABYTE, 4 * GIGABYTE)).toThrow(/6\.2 GB .* 4\.0 GB/);
  });

  it('counts weights, both contexts and buffers', () => {
    expect(memoryNeeded(facts, GIGABYTE, 2_048)).toBe(GIGABYTE + 28 * 8 * 256 * 2 * 2_048 * 2 + 300_000_000);
  });
});

describe('the list of models', () => {
  it('has three to five, each with licence, size, memory and what it is good for, from small to large', () => {
    expect(downloadableModels.length).toBeGreaterThanOrEqual(3);
    expect(downloadableModels.length).toBeLessThanOrEqual(5);
    for (const model of downloadableModels) {
      expect(model.memoryBytes).toBeGreaterThan(model.bytes);
      expect(model.file).toMatch(/\.gguf$/);
      expect(model.license).toMatch(/^(Apache-2\.0|MIT)$/);
      expect(model.goodFor).not.toBe('');
    }
    const sizes = downloadableModels.map(({ bytes }) => bytes);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });
});

it('leaves a core to everything else', () => {
  expect(modelThreads(8)).toBe(7);
  expect(modelThreads(1)).toBe(1);
});
