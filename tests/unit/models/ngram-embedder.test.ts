import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NgramEmbedder, ngramEmbedderKey } from '#main/models/embedders/ngram-embedder.ts';
import { RecentVectors } from '#main/models/embedders/recent-vectors.ts';
import { maxCharacters, textWords } from '#main/models/embedders/text-features.ts';
import { anyUnicode } from '../../support/any-unicode.ts';

const embedder = new NgramEmbedder();
const cosine = (a: string, b: string) => {
  const other = embedder.embedText(b);
  return embedder.embedText(a).reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
};
const signs = (text: string) => Array.from(embedder.embedText(text), (value) => value > 0);
/** The share of dimensions in which two texts have one sign: a half for strangers. */
const agreement = (a: string, b: string) => {
  const other = signs(b);
  return signs(a).filter((sign, index) => sign === other[index]).length / embedder.dimensions;
};
const length = (vector: Float32Array) => Math.hypot(...vector);

describe('NgramEmbedder', () => {
  it('gives what its key promises; when this fails, the key needs a new version', () => {
    const golden = embedder.embedText('My favourite colour is teal. 我喜欢青色');
    expect(ngramEmbedderKey).toBe('ngram-hash@1/384');
    expect(Array.from(golden.slice(0, 8), (value) => Number(value.toFixed(5)))).toEqual([
      -0.06416, -0.07563, 0.04315, -0.06958, -0.01496, -0.04215, 0.10724, 0.05599,
    ]);
  });

  it('has unit length and is the same each time, for any text with a word', () => {
    const fresh = new NgramEmbedder();
    const text = anyUnicode({ maxLength: 200 });
    fc.assert(
      fc.property(text, fc.stringMatching(/^[a-z]{1,12}$/), (any, word) => {
        const vector = embedder.embedText(`${any} ${word}`);
        expect(length(vector)).toBeCloseTo(1, 5);
        expect(fresh.embedText(`${any} ${word}`)).toEqual(vector);
      }),
    );
  });

  it('never fails and never gives a number that is none', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 });
    fc.assert(
      fc.property(units, (codes) => {
        const vector = embedder.embedText(String.fromCharCode(...codes));
        expect(vector).toHaveLength(embedder.dimensions);
        expect(vector.every(Number.isFinite)).toBe(true);
        expect([0, 1].some((whole) => Math.abs(length(vector) - whole) < 1e-5)).toBe(true);
      }),
    );
  });

  it.each(['', '   \n', '!?… — "', '😀😀', '\ud800'])('gives a zero vector for %j', (text) => {
    expect(length(embedder.embedText(text))).toBe(0);
  });

  it.each([
    [
      'What is my favourite colour?',
      'The user’s favourite colour is teal.',
      'The user has two cats, Tom and Jerry.',
    ],
    ['Where do I park the bicycle?', 'Bicycles are parked in the yard.', 'Dinner is at seven o’clock.'],
    [
      'twist of 8, 3 and 2',
      'The twist of two or more numbers is their product minus their sum.',
      'Never call after nine.',
    ],
    ['Wie heißt mein Hund?', 'Mein Hund heißt Bello.', 'Ich trinke gern Kaffee.'],
    ['Как зовут мою сестру?', 'Мою сестру зовут Анна.', 'Я живу в Казани.'],
    ['我喜欢什么颜色', '用户最喜欢的颜色是青色', '用户住在北京'],
    ['好きな色は何ですか', '好きな色は青緑です', '猫を二匹飼っています'],
    ['내가 좋아하는 색은?', '사용자가 좋아하는 색은 청록색이다', '고양이 두 마리를 키운다'],
    ['ما هو لوني المفضل', 'لوني المفضل هو الأخضر', 'أعيش في القاهرة'],
    ['สีที่ฉันชอบคืออะไร', 'สีที่ฉันชอบคือสีเขียว', 'แมวสองตัวอยู่ในบ้าน'],
  ])('finds “%s” nearer to “%s” than to “%s”', (question, kin, stranger) => {
    expect(cosine(question, kin)).toBeGreaterThan(cosine(question, stranger) + 0.1);
  });

  it('sees kin in forms of one word, accents, case and wide letters', () => {
    expect(cosine('favourite', 'favourites')).toBeGreaterThan(0.4);
    expect(cosine('programming', 'programmers')).toBeGreaterThan(0.3);
    expect(cosine('CAFÉ', 'cafe')).toBeCloseTo(1, 5);
    expect(cosine('Ｔｅａ', 'tea')).toBeCloseTo(1, 5);
    expect(cosine('straße', 'Straße')).toBeCloseTo(1, 5);
  });

  it('hardly hears small talk', () => {
    for (const memory of ['The user’s favourite colour is teal.', 'Meetings are on Tuesdays at ten.']) {
      expect(Math.abs(cosine('hello', memory))).toBeLessThan(0.2);
      expect(Math.abs(cosine('thanks, that is it', memory))).toBeLessThan(0.25);
    }
  });

  it('keeps neighbours when only the signs of the numbers are kept', () => {
    const question = 'What is my favourite colour?';
    expect(agreement(question, 'The user’s favourite colour is teal.')).toBeGreaterThan(0.65);
    expect(Math.abs(agreement(question, 'Meetings are on Tuesdays at ten.') - 0.5)).toBeLessThan(0.12);
  });

  it('spreads over all dimensions', () => {
    const used = embedder.embedText('teal').filter((value) => value !== 0).length;
    expect(used).toBeGreaterThan(embedder.dimensions * 0.9);
  });

  it('reads a bounded part of a long text', () => {
    const long = 'teal '.repeat(maxCharacters);
    expect(embedder.embedText(`${long} and much more`)).toEqual(embedder.embedText(long));
  });

  it('embeds many in order, and stops when told', async () => {
    const texts = Array.from({ length: 100 }, (_, index) => `text number ${index}`);
    const vectors = await embedder.embed(texts);
    expect(vectors).toHaveLength(100);
    expect(vectors[73]).toEqual(embedder.embedText('text number 73'));
    const reason = new Error('stop');
    await expect(embedder.embed(texts, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('textWords', () => {
  it.each([
    ['Don’t SHOUT, it’s 3.5!', ['don', 't', 'shout', 'it', 's', '3', '5']],
    ['我用Mac工作', ['我', '用', 'mac', '工', '作']],
    ['Ünïcödé Й', ['unicode', 'и']],
    ['が', ['が']],
    ['क्या', ['क्या']],
    ['İstanbul', ['istanbul']],
  ])('of %j', (text, words) => {
    expect(textWords(text)).toEqual(words);
  });

  it('cuts endless words', () => {
    expect(textWords('x'.repeat(100)).map((word) => word.length)).toEqual([48, 48, 4]);
  });
});

describe('RecentVectors', () => {
  it('holds so many words, and lets go of the one unused longest', () => {
    const recent = new RecentVectors(2);
    const made: string[] = [];
    const make = (word: string) => {
      made.push(word);
      return new Float32Array(1);
    };
    for (const word of ['a', 'b', 'a', 'c', 'a', 'b']) recent.get(word, make);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
    expect(recent.size).toBe(2);
  });
});
