import { describe, expect, it } from 'vitest';
import { withQuote } from '#renderer/features/chat/message/actions/with-quote.ts';
import { pastedIn, withPasted } from '#shared/pasted-text.ts';

describe('a quotation in a draft', () => {
  it('stands behind what was typed, line by line', () => {
    expect(withQuote('', 'High water\n\nat noon')).toBe('> High water\n>\n> at noon\n\n');
    expect(withQuote('Why this? ', 'At noon')).toBe('Why this?\n\n> At noon\n\n');
  });

  it('leaves pasted texts beside it', () => {
    const draft = withQuote(withPasted('Look:', ['a table']), 'At noon');
    expect(draft).toMatch(/^Look:\n\n> At noon\n/);
    expect(pastedIn(draft)).toEqual(['a table']);
  });

  it('is cut when it is long, between characters', () => {
    const quoted = withQuote('', '🌊'.repeat(3_000));
    expect(quoted.length).toBeLessThan(2_100);
    expect(quoted.isWellFormed()).toBe(true);
    expect(quoted).toContain('…');
  });
});
