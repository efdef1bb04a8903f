import { describe, expect, it } from 'vitest';
import { readPasted } from '#main/transfer/memory-files/pasted-text.ts';

const read = (text: string) => readPasted(text).items.map((item) => item.text);

describe('lists of other assistants', () => {
  it('ChatGPT: bullets about "the user"', () => {
    const pasted = `Here's what I remember about you:

- User's name is Ana.
- User lives in Porto and works as a nurse.
- The user is allergic to peanuts.
- User has two cats, Miso and Fig, and doesn't like dogs.
- User prefers concise answers.

Let me know if you'd like me to forget any of these!`;
    expect(read(pasted)).toEqual([
      'My name is Ana.',
      'I live in Porto and work as a nurse.',
      'I am allergic to peanuts.',
      'I have two cats, Miso and Fig, and do not like dogs.',
      'I prefer concise answers.',
    ]);
  });

  it('ChatGPT: numbered and dated, as in its context', () => {
    const pasted = `Model Set Context:
1. [2024-05-10]. User studies Portuguese.
2. [2025-01-02] - User wants Dr. Okafor to be called their dentist.`;
    expect(read(pasted)).toEqual(['I study Portuguese.', 'I want Dr. Okafor to be called my dentist.']);
  });

  it('Claude: dated lines and paragraphs with the user’s name', () => {
    const pasted = `**Work context**

[2025-04-01] - Name: Ana Reis
[unknown] - Ana is a senior engineer at Acme. She leads a team of five.

**Personal context**

(May 3, 2025) Ana's sister is called Bea.`;
    expect(read(pasted)).toEqual([
      'My name is Ana Reis.',
      'I am a senior engineer at Acme.',
      'I lead a team of five.',
      'My sister is called Bea.',
    ]);
  });

  it('in the second person', () => {
    const pasted = `You like your coffee black.\nYou're vegetarian.\nYour dog is called Rex.\nWould you like to add more?`;
    expect(read(pasted)).toEqual(['I like my coffee black.', 'I am vegetarian.', 'My dog is called Rex.']);
  });

  it('labels with values, and sentences without a subject', () => {
    const pasted = `## About\nLocation: Porto\nFavorite color: teal\nHobbies: chess, climbing\nPrefers trains to planes.\nCurrently works at Acme.`;
    expect(read(pasted)).toEqual([
      'I live in Porto.',
      'My favorite color is teal.',
      'My interests are chess, climbing.',
      'I prefer trains to planes.',
      'I currently work at Acme.',
    ]);
  });

  it('instructions and first-person lines are unchanged', () => {
    expect(read('- Always answer in British English\n- I live in Porto.')).toEqual([
      'Always answer in British English.',
      'I live in Porto.',
    ]);
  });

  it('other languages are unchanged', () => {
    expect(read('- Die Nutzerin wohnt in Leipzig.\n- 私は東京に住んでいます。')).toEqual([
      'Die Nutzerin wohnt in Leipzig.',
      '私は東京に住んでいます。',
    ]);
  });
});

describe('other lines', () => {
  it.each([
    '',
    '\n\n---\n',
    '# Memories',
    'Sure! Here are your memories:',
    'What else?',
    'None.',
    '| a | b |',
  ])('%j is dropped', (text) => expect(read(text)).toEqual([]));

  it('repeated and overlong statements are dropped, with a note', () => {
    expect(read('User likes tea.\nuser likes tea.')).toEqual(['I like tea.']);
    expect(readPasted(`- ${'word '.repeat(1_000)}`)).toMatchObject({
      items: [],
      notes: [expect.any(String)],
    });
  });

  it('hostile text is read in linear time', () => {
    for (const unit of [
      '- ',
      '[',
      '**',
      'user ',
      "user's ",
      'and is ',
      '(2024-',
      'a. A',
      '"',
      '|',
      '|-|\n',
      ' #a',
      '[ab] ',
      'A b\n',
    ]) {
      expect(() => readPasted(unit.repeat(100_000))).not.toThrow();
    }
  });
});
