import { describe, expect, test } from 'vitest';
import { foundIn, hitsIn, searchWords } from '#shared/text-search.ts';

const marked = (text: string, query: string): string[] =>
  hitsIn(text, searchWords(query)).map(({ start, end }) => text.slice(start, end));

describe('words in a text', () => {
  test.each([
    ['Crème brûlée, creme', 'creme', ['Crème', 'creme']],
    ['STRASSE in Zürich', 'zurich strasse', ['STRASSE', 'Zürich']],
    ['燻製のお茶とお菓子', 'お茶', ['お茶']],
    ['한국어 문장', '문장', ['문장']],
    ['🙂 smile 🙂', 'smile', ['smile']],
    ['aaa', 'a', ['a', 'a', 'a']],
    ['banana', 'ana an', ['ana']],
    ['plain', 'x', []],
    ['ﬁne', 'fine', ['ﬁne']],
  ])('of %j for %j are %j', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  test('take linear time', () => {
    const text = 'á'.repeat(400_000);
    const start = performance.now();
    expect(hitsIn(text, ['aa', 'a'])).toHaveLength(200_000);
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});

test('messages are found by a phrase as it is typed, in thoughts too', () => {
  const messages = [
    { id: 'a', text: 'one two', reasoning: '' },
    { id: 'b', text: 'three', reasoning: 'One two. one TWO' },
    { id: 'c', text: 'two one', reasoning: '' },
  ];
  expect(foundIn(messages, 'one two')).toEqual([
    { messageId: 'a', inText: 1, inReasoning: 0 },
    { messageId: 'b', inText: 0, inReasoning: 2 },
  ]);
  expect(foundIn(messages, '  ')).toEqual([]);
});
