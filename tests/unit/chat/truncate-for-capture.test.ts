import { describe, expect, it } from 'vitest';
import { truncateForCapture, truncationNote } from '#main/chat/capture/truncate-for-capture.ts';

describe('truncateForCapture', () => {
  it.each(['', 'I like tea.', 'a\n'.repeat(300), 'x'.repeat(10_000)])(
    'returns a message of usual length unchanged',
    (text) => {
      expect(truncateForCapture(text)).toBe(text);
      expect(truncationNote(text)).toBeNull();
    },
  );

  it('cuts at the end of a line, so that no partial line is captured', () => {
    const text = `${'I like tea and also coffee\n'.repeat(350)}“${'a quotation '.repeat(100)}”`;
    expect(truncateForCapture(text).split('\n').at(-1)).toBe('I like tea and also coffee');
  });

  it('limits the number of sentences, because each costs as much as a long one', () => {
    expect(truncateForCapture('1. a\n'.repeat(2_000))).toHaveLength(1_000);
    expect(truncateForCapture('我喜欢茶。'.repeat(2_000))).toHaveLength(2_000);
  });

  it('does not cut a surrogate pair', () => {
    expect(truncateForCapture('x' + '👍'.repeat(9_000)).isWellFormed()).toBe(true);
  });

  it('has a note when the message was truncated', () => {
    expect(truncationNote('word '.repeat(5_000))).toMatchObject({ code: 'too_long_to_learn', fault: 'user' });
  });
});
