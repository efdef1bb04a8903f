import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  typedSearchExpression,
  anyPhraseExpression,
  phraseExpressions,
  termExpression,
  wordPhrases,
} from '#main/store/search/match-expression.ts';
import { segmentWords } from '#main/store/memories/segment-words.ts';

describe('segmentWords', () => {
  it('does not change plain text', () => {
    expect(segmentWords('I like  green tea, hot.')).toBe('I like  green tea, hot.');
  });

  it('separates each letter of a script without spaces', () => {
    expect(segmentWords('我喜欢绿茶')).toBe('我 喜 欢 绿 茶');
    expect(segmentWords('お茶がすき')).toBe('お 茶 が す き');
    expect(segmentWords('커피를')).toBe('커 피 를');
    expect(segmentWords('I say 谢谢 often')).toBe('I say 谢 谢 often');
  });

  it('keeps Thai vowel signs with their letter', () => {
    expect(segmentWords('ชา')).toBe('ช า');
    expect(segmentWords('ที่')).toBe('ที่');
  });

  it('normalises wide and narrow forms and drops optional marks', () => {
    expect(segmentWords('ＡＢＣ')).toBe('ABC');
    expect(segmentWords('كِتَاب')).toBe(segmentWords('كتاب'));
    expect(segmentWords('שָׁלוֹם')).toBe(segmentWords('שלום'));
  });

  it('separates emoji in every form', () => {
    expect(segmentWords('love🍕pizza')).toBe('love 🍕 pizza');
    expect(segmentWords('❤️')).toBe(segmentWords('❤'));
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(segmentWords(segmentWords(text))).toBe(segmentWords(text));
      }),
    );
  });
});

describe('match expressions', () => {
  it('match any bigram of a run without spaces', () => {
    expect(wordPhrases('喜欢绿茶')).toEqual(['喜 欢', '欢 绿', '绿 茶']);
    expect(wordPhrases('茶')).toEqual(['茶']);
    expect(anyPhraseExpression(phraseExpressions(['tea', '绿茶', 'tea']))).toBe('"tea" OR "绿 茶"');
  });

  it('match all parts of a term', () => {
    expect(termExpression('绿茶好')).toBe('"绿 茶" AND "茶 好"');
    expect(termExpression("don't")).toBe('"don" AND "t"');
  });

  it('treat the last typed word as a prefix', () => {
    expect(typedSearchExpression('green te')).toBe('"green" AND "te"*');
  });

  it('are undefined without words', () => {
    for (const nothing of ['', ' ', '"', '!?', '\u0000', '()*:^']) {
      expect(phraseExpressions([nothing])).toEqual([]);
      expect(termExpression(nothing)).toBeUndefined();
      expect(typedSearchExpression(nothing)).toBeUndefined();
    }
  });
});
