import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleFrom } from '#main/chat/titles/title.ts';

describe('titleFrom', () => {
  it.each([
    ['Plan Saturday for us in Porto', 'Plan Saturday for us in Porto'],
    ['\n\n# Heading\nmore', 'Heading'],
    ['- item one\n- two', 'item one'],
    ['👋', '👋'],
    ['   spaced    out   words ', 'spaced out words'],
    ['مرحبا بالعالم', 'مرحبا بالعالم'],
  ])('%j becomes %j', (text, title) => expect(titleFrom(text)).toBe(title));

  it('cuts a long first line at a word', () => {
    const title = titleFrom(
      'I would like to know everything about the history of the printing press in Europe',
    );
    expect(title).toBe('I would like to know everything about the history of the…');
  });

  it('is short and not empty for any text with something in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(text.trim() !== '');
        const title = titleFrom(text);
        expect(title).not.toBe('');
        expect(Array.from(title).length).toBeLessThanOrEqual(61);
      }),
    );
  });
});
