import { describe, expect, test } from 'vitest';
import { isLongPaste, lineCount, formatPasteSize } from '#renderer/features/chat/pasted/pasted-size.ts';
import { textSlices } from '#renderer/features/chat/pasted/text-slices.ts';

describe('a paste', () => {
  test.each([
    ['a'.repeat(4_000), false],
    ['a'.repeat(4_001), true],
    ['a\n'.repeat(59), false],
    ['a\n'.repeat(60), true],
  ])('is long by its length or its lines', (text, long) => {
    expect(isLongPaste(text)).toBe(long);
  });

  test.each([
    ['a', '1 byte, 1 line'],
    ['ä\n', '3 bytes, 2 lines'],
    ['a'.repeat(5_400), '5 kB, 1 line'],
    ['a'.repeat(999_499), '999 kB, 1 line'],
    ['a'.repeat(49).concat('\n').repeat(20_000), '1.0 MB, 20,001 lines'],
  ])('has a formatted size', (text, words) => {
    expect(formatPasteSize(text)).toBe(words);
  });

  test('lines are counted up to the given maximum', () => {
    expect(lineCount('\n'.repeat(100), 10)).toBe(10);
  });
});

describe('slices of a long text', () => {
  test.each([
    ['lines', 'some words in a line\n'.repeat(2_000)],
    ['one line', 'x'.repeat(50_000)],
    ['pairs', '👩‍👧'.repeat(5_000)],
    ['blank lines', '\n'.repeat(20_000)],
    ['nothing', ''],
  ])('lose nothing and split no character: %s', (_, text) => {
    const slices = textSlices(text);
    expect(slices.join('')).toBe(text);
    expect(slices.every((slice) => slice.isWellFormed() && slice.length <= 4_001)).toBe(true);
  });
});
