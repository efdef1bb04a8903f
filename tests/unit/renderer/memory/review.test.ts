import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { reviewKey } from '#renderer/features/memory/review/review-keys.ts';
import { wordDiff } from '#renderer/ui/diff/word-diff.ts';

describe('a word diff', () => {
  test('marks removed and added words', () => {
    expect(wordDiff('I live in Porto.', 'I live in Lisbon.')).toEqual([
      { type: 'same', text: 'I live in ' },
      { type: 'removed', text: 'Porto' },
      { type: 'added', text: 'Lisbon' },
      { type: 'same', text: '.' },
    ]);
    expect(wordDiff('', 'New')).toEqual([{ type: 'added', text: 'New' }]);
    expect(wordDiff('Same', 'Same')).toEqual([{ type: 'same', text: 'Same' }]);
  });

  test('contains both texts whole', () => {
    const words = fc.array(fc.constantFrom('a ', 'b ', 'tea ', '茶', '. ', 'é'), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (from, to) => {
        const [before, after] = [from.join(''), to.join('')];
        const parts = wordDiff(before, after);
        const without = (type: string) =>
          parts
            .filter((part) => part.type !== type)
            .map(({ text }) => text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  test('of very long texts replaces the whole text', () => {
    const long = 'word '.repeat(1_000);
    expect(wordDiff(long, `${long}more`).map(({ type }) => type)).toEqual(['removed', 'added']);
  });
});

describe('keys of the review queue', () => {
  const press = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  test('decide, move and select', () => {
    const keys = ['j', 'ArrowUp', 'a', 'E', 'r', 'm', ' ', 'x'];
    expect(keys.map((key) => reviewKey({ ...press, key }))).toEqual([
      'next',
      'previous',
      'approve',
      'edit',
      'reject',
      'merge',
      'select',
      null,
    ]);
  });

  test('Ctrl+A selects all; with modifiers no decision is made', () => {
    expect(reviewKey({ ...press, key: 'a', ctrlKey: true })).toBe('select-all');
    expect(reviewKey({ ...press, key: 'r', ctrlKey: true })).toBeNull();
    expect(reviewKey({ ...press, key: 'a', altKey: true })).toBeNull();
  });
});
