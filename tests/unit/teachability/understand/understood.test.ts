import { describe, expect, it } from 'vitest';
import { understoodParts } from '#main/teachability/capture/understood.ts';

const actsOf = (message: string) => understoodParts(message, 0).map(({ act }) => act);

describe('what a message is taken for', () => {
  it.each([
    ['Please remember that my newts are called Sal and Mander. What do newts eat?', ['teach', 'request']],
    ['Merk dir bitte, dass meine Molche Sal und Mander heißen.', ['teach']],
    ['From now on, always answer in Norwegian.', ['order']],
    ['Forget what I told you about my newts.', ['forget']],
    ['Thanks, good night!', ['chat']],
  ])('%j', (message, acts) => {
    expect(actsOf(message)).toEqual(acts);
  });

  it('puts neighbouring parts of one act together, in the words of the message', () => {
    expect(understoodParts('Thanks a lot! Good night!', 0)).toEqual([
      { text: 'Thanks a lot! Good night!', act: 'chat' },
    ]);
  });

  it("names somebody else's text without showing it", () => {
    expect(understoodParts('Translate this:\n\n> I keep newts in my bath.', 0).at(-1)).toEqual({
      text: '',
      act: 'material',
    });
  });
});
