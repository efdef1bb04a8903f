import { describe, expect, it } from 'vitest';
import { truncateForCapture, truncationNote } from '#main/chat/truncate-for-capture.ts';

describe('the part of a message that is read for something to learn', () => {
  it.each(['', 'I like tea.', 'a\n'.repeat(300), 'x'.repeat(10_000)])(
    'is all of a message of usual length',
    (text) => {
      expect(truncateForCapture(text)).toBe(text);
      expect(truncationNote(text)).toBeNull();
    },
  );

  it('ends with a line, so that no half of a line passes for a whole one', () => {
    const text = `${'I like tea and also coffee\n'.repeat(350)}“${'a quotation '.repeat(100)}”`;
    expect(truncateForCapture(text).split('\n').at(-1)).toBe('I like tea and also coffee');
  });

  it('holds few sentences, since each costs as much as a long one', () => {
    expect(truncateForCapture('1. a\n'.repeat(2_000))).toHaveLength(1_000);
    expect(truncateForCapture('我喜欢茶。'.repeat(2_000))).toHaveLength(2_000);
  });

  it('cuts no character in two', () => {
    expect(truncateForCapture('x' + '👍'.repeat(9_000)).isWellFormed()).toBe(true);
  });

  it('is said where it is not all of it', () => {
    expect(truncationNote('word '.repeat(5_000))).toMatchObject({ code: 'too_long_to_learn', fault: 'user' });
  });
});
