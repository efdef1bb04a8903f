import { describe, expect, it } from 'vitest';
import { clausesIn } from '#main/teachability/capture/understand/acts/clauses.ts';

describe('the clauses of a sentence', () => {
  it.each([
    ["I keep newts in a tank, what's a good pump for it?", 2],
    ['Ich halte drei Molche, welche Pumpe taugt was?', 2],
    ['我养了三只蝾螈，哪种水泵比较好？', 2],
    ['I keep newts in a tank.', 0],
    ['Well, I keep newts.', 0],
    ['Red, green, blue.', 0],
  ])('%j has %i', (sentence, count) => {
    expect(clausesIn(sentence)).toHaveLength(count);
  });

  it('hold all words of the sentence', () => {
    const sentence =
      'I keep newts in a tank, as you know, and they need a new pump, so which one is quiet, ok?';
    expect(clausesIn(sentence).join(' ')).toBe(sentence);
  });
});
