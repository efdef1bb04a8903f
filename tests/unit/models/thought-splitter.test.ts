import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThoughtSplitter } from '#main/models/chat-models/parsing/thought-splitter.ts';

function split(chunks: readonly string[]): { reasoning: string; text: string } {
  const splitter = new ThoughtSplitter();
  const parts = [...chunks.map((chunk) => splitter.push(chunk)), splitter.flush()];
  return parts.reduce(
    (whole, { reasoning, text, before }) =>
      before === 'reasoning'
        ? { reasoning: whole.reasoning + whole.text + reasoning, text }
        : { reasoning: whole.reasoning + reasoning, text: whole.text + text },
    { reasoning: '', text: '' },
  );
}

/** The text cut at the given places. */
function cut(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1))), text.length].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

describe('ThoughtSplitter', () => {
  it.each([
    ['plain', '', 'plain'],
    ['<think>why</think>what', 'why', 'what'],
    ['\n <think>why</think>\n\nwhat ', 'why', 'what '],
    ['<think></think>what', '', 'what'],
    ['<think>why', 'why', ''],
    ['<think>a < b</thin', 'a < b</thin', ''],
    ['<thinking>why</thinking>what', 'why', 'what'],
    ['<think>a</think>\n<think>b</think>\n\nc', 'ab', 'c'],
    ['<think>a</think>b\n<think>c</think>d', 'ac', 'b\nd'],
    ['why</think>what', 'why', 'what'],
    ['why</think>', 'why', ''],
    ['say `</think>` then', '', 'say `</think>` then'],
    ['[THINK]why[/THINK]what', 'why', 'what'],
    ['<thi', '', '<thi'],
    ['Use <think>x</think>', '', 'Use <think>x</think>'],
    ['<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
    ['  two spaces', '', '  two spaces'],
    ['', '', ''],
  ])('splits %j', (whole, reasoning, text) => {
    expect(split([whole])).toEqual({ reasoning, text });
  });

  it('gives the same however the text is cut', () => {
    const piece = fc.constantFrom(
      '<think>',
      '</think>',
      '<',
      'think',
      '>',
      '/',
      '\n',
      ' ',
      'word',
      '`',
      '[THINK]',
      'ü',
    );
    const whole = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(whole, fc.array(fc.nat(200), { maxLength: 20 }), (text, places) => {
        expect(split(cut(text, places))).toEqual(split([text]));
      }),
    );
  });

  it('holds text back only while it may be a tag', () => {
    const splitter = new ThoughtSplitter();
    expect(splitter.push('<t').text).toBe('');
    expect(splitter.push('able>').text).toBe('<table>');
    expect(splitter.push('<').text).toBe('');
    expect(splitter.push('br>').text).toBe('<br>');
  });
});
