import { describe, expect, it } from 'vitest';
import { queryTerms, stemsOf } from '#main/teachability/recall/terms.ts';

describe('stop words', () => {
  it.each<readonly [text: string, word: string, tells: boolean]>([
    ['The thing about my son: he is called Ole.', 'son', true],
    ['Our son Ole', 'son', true],
    ['What did Mia say to me?', 'mia', true],
    ['My cousin Mi lives in Hue.', 'mi', true],
    ['Ich habe einen Sohn, der heißt Des.', 'des', false],
    ['Il est parti avec son chien.', 'son', false],
    ['Es la casa de mi tía.', 'mi', false],
    ['Benim adım ve soyadım ne?', 've', false],
    ['Czy to jest mój dom?', 'jest', false],
    ['Это не для меня', 'для', false],
  ])('are those of the language of the text: %s %s', (text, word, tells) => {
    expect(stemsOf(text).includes(word)).toBe(tells);
    expect(queryTerms(text).some(({ stem }) => stem === word)).toBe(tells);
  });

  it('of a text that tells no language are those of all', () => {
    expect(stemsOf('son Ole')).toEqual(['ole']);
    expect(stemsOf('是我们的猫')).not.toContain('我们');
  });
});
