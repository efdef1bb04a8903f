import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allOfTyped,
  anyOf,
  phraseExpressions,
  wholeTerm,
  wordPhrases,
} from '#main/store/search/match-expression.ts';
import { segmentWords } from '#main/store/memories/segment-words.ts';

describe('segmentWords', () => {
  it('leaves plain text as it is', () => {
    expect(segmentWords('I like  green tea, hot.')).toBe('I like  green tea, hot.');
  });

  it('makes each letter of a script without spaces a word', () => {
    expect(segmentWords('我喜欢绿茶')).toBe('我 喜 欢 绿 茶');
    expect(segmentWords('お茶がすき')).toBe('お 茶 が す き');
    expect(segmentWords('커피를')).toBe('커 피 를');
    expect(segmentWords('I say 谢谢 often')).toBe('I say 谢 谢 often');
  });

  it('keeps Thai vowel signs with their letter', () => {
    expect(segmentWords('ชา')).toBe('ช า');
    expect(segmentWords('ที่')).toBe('ที่');
  });

  it('makes one of wide and narrow forms, and drops marks that are written at will', () => {
    expect(segmentWords('ＡＢＣ')).toBe('ABC');
    expect(segmentWords('كِتَاب')).toBe(segmentWords('كتاب'));
    expect(segmentWords('שָׁלוֹם')).toBe(segmentWords('שלום'));
  });

  it('sets emoji apart, whatever form they are written in', () => {
    expect(segmentWords('love🍕pizza')).toBe('love 🍕 pizza');
    expect(segmentWords('❤️')).toBe(segmentWords('❤'));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(segmentWords(segmentWords(text))).toBe(segmentWords(text));
      }),
    );
  });
});

describe('match expressions', () => {
  it('asks for any overlapping pair of an unspaced run', () => {
    expect(wordPhrases('喜欢绿茶')).toEqual(['喜 欢', '欢 绿', '绿 茶']);
    expect(wordPhrases('茶')).toEqual(['茶']);
    expect(anyOf(phraseExpressions(['tea', '绿茶', 'tea']))).toBe('"tea" OR "绿 茶"');
  });

  it('asks for all parts of one term', () => {
    expect(wholeTerm('绿茶好')).toBe('"绿 茶" AND "茶 好"');
    expect(wholeTerm("don't")).toBe('"don" AND "t"');
  });

  it('takes the last typed word as unfinished', () => {
    expect(allOfTyped('green te')).toBe('"green" AND "te"*');
  });

  it('has nothing to ask without words', () => {
    for (const nothing of ['', ' ', '"', '!?', '\u0000', '()*:^']) {
      expect(phraseExpressions([nothing])).toEqual([]);
      expect(wholeTerm(nothing)).toBeUndefined();
      expect(allOfTyped(nothing)).toBeUndefined();
    }
  });
});
