import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThinkSplitter } from '#main/models/chat-models/think-splitter.ts';

function split(chunks: readonly string[]): { reasoning: string; text: string } {
  const splitter = new ThinkSplitter();
  const parts = [...chunks.map((chunk) => splitter.push(chunk)), splitter.flush()];
  return {
    reasoning: parts.map((part) => part.reasoning).join(''),
    text: parts.map((part) => part.text).join(''),
  };
}

/** The text cut at the given places. */
function cut(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1))), text.length].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

describe('ThinkSplitter', () => {
  it.each([
    ['plain', '', 'plain'],
    ['<think>why</think>what', 'why', 'what'],
    ['\n <think>why</think>\n\nwhat ', 'why', 'what '],
    ['<think></think>what', '', 'what'],
    ['<think>why', 'why', ''],
    ['<think>a < b</thin', 'a < b</thin', ''],
    ['<thinking>what', '', '<thinking>what'],
    ['<thi', '', '<thi'],
    ['Use <think>x</think>', '', 'Use <think>x</think>'],
    ['<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
    ['  two spaces', '', '  two spaces'],
    ['', '', ''],
  ])('splits %j', (whole, reasoning, text) => {
    expect(split([whole])).toEqual({ reasoning, text });
  });

  it('gives the same however the text is cut', () => {
    const piece = fc.constantFrom('<think>', '</think>', '<', 'think', '>', '/', '\n', ' ', 'word', 'ü');
    const whole = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(whole, fc.array(fc.nat(200), { maxLength: 20 }), (text, places) => {
        expect(split(cut(text, places))).toEqual(split([text]));
      }),
    );
  });

  it('holds text back only while it may be a tag', () => {
    const splitter = new ThinkSplitter();
    expect(splitter.push('<t').text).toBe('');
    expect(splitter.push('able>').text).toBe('<table>');
    expect(splitter.push('<').text).toBe('<');
  });
});
