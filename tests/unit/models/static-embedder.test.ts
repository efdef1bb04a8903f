import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { quickEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { StaticEmbedder, staticEmbedderKey } from '#main/models/embedders/static-embedder.ts';
import { readTokenVectors } from '#main/models/embedders/token-vectors.ts';
import { anyUnicode } from '../../support/any-unicode.ts';

const folder = fileURLToPath(new URL('../../../assets/embedder/', import.meta.url));
const path = join(folder, 'minilm-static.bin');
const embedder = new StaticEmbedder(path);
const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const embed = async (text: string) => (await embedder.embed([text]))[0] ?? new Float32Array();
const cosine = async (a: string, b: string) => dot(await embed(a), await embed(b));

const work = mkdtempSync(join(tmpdir(), 'tutee-embedder-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const fileOf = (name: string, content: Uint8Array) => {
  writeFileSync(join(work, name), content);
  return join(work, name);
};

describe('StaticEmbedder', () => {
  it('has the file its notice tells of', () => {
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(digest);
  });

  it.each([
    ['How is my car doing?', 'The automobile is at the garage.', 'The cake is in the oven.'],
    ['What should I cook for dinner?', 'I never eat meat.', 'My desk faces the window.'],
    ['Which pet do I have?', 'We adopted a puppy in May.', 'The contract ends in May.'],
    ['Where did we go on vacation?', 'We spent the holidays in Lisbon.', 'My shoe size is 42.'],
  ])('finds %j nearer to %j than to %j', async (question, near, far) => {
    expect(await cosine(question, near)).toBeGreaterThan((await cosine(question, far)) + 0.05);
  });

  it.each([
    ['我妹妹的生日是什么时候?', '妹妹小丽的生日是三月十四日。', '我每天骑自行车去办公室。'],
    ['Как зовут мою собаку?', 'Мою собаку зовут Бобик.', 'Каждый день езжу на велосипеде.'],
    ['مكان العمل', 'مكان العمل قريب', 'أحب القهوة'],
    ['Who is Kwzybrt?', 'Kwzybrtz is my neighbour.', 'Lena is my neighbour.'],
  ])('falls back on parts of words: %j is nearer to %j than to %j', async (question, near, far) => {
    expect(await cosine(question, near)).toBeGreaterThan(await cosine(question, far));
  });

  it('has unit length, or none for a text without a word, and is never not a number', async () => {
    await fc.assert(
      fc.asyncProperty(anyUnicode({ maxLength: 200 }), async (text) => {
        const vector = await embed(text);
        const length = Math.sqrt(dot(vector, vector));
        expect(vector).toHaveLength(embedder.dimensions);
        expect([0, 1].some((whole) => Math.abs(length - whole) < 1e-5)).toBe(true);
      }),
    );
  });

  it('gives the same alone and among others, in order', async () => {
    const texts = Array.from({ length: 70 }, (_, index) => `memory number ${index}`);
    const together = await embedder.embed(texts);
    expect(together[69]).toEqual(await embed('memory number 69'));
    expect(together).toHaveLength(70);
  });

  it('stops when asked', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(embedder.embed(['text'], stop)).rejects.toThrow('enough');
  });

  it('tells of a file that is missing, cut short or something else, and tries again', async () => {
    const whole = readFileSync(path);
    const later = new StaticEmbedder(join(work, 'later.bin'));
    await expect(later.embed(['text'])).rejects.toThrow('ENOENT');
    fileOf('later.bin', whole.subarray(0, -1));
    await expect(later.embed(['text'])).rejects.toThrow('cut short');
    fileOf('later.bin', Buffer.from('not an embedder at all, whatever its name'));
    await expect(later.embed(['text'])).rejects.toThrow('not one');
    fileOf('later.bin', whole);
    expect((await later.embed(['text']))[0]).toEqual(await embed('text'));
  });

  it('reads a file that lies anywhere in a buffer', () => {
    const file = readFileSync(path);
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    const { scales, rows } = readTokenVectors(shifted.subarray(3));
    const plain = readTokenVectors(file);
    expect(scales.subarray(0, 50)).toEqual(plain.scales.subarray(0, 50));
    expect(rows.subarray(0, 512)).toEqual(plain.rows.subarray(0, 512));
  });
});

describe('the quick embedder inside', () => {
  it('is found from the sources', () => {
    expect(quickEmbedder().key).toBe(staticEmbedderKey);
  });

  it('goes by parts of words when its file is not there', () => {
    expect(quickEmbedder(work)).toBeInstanceOf(NgramEmbedder);
  });
});
