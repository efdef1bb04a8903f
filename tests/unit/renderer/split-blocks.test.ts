import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '#renderer/features/chat/split-blocks.ts';

const markdown = (text: string) => ({ type: 'markdown', text });
const code = (lang: string, text: string) => ({ type: 'code', lang, text });

describe('cutting Markdown into blocks', () => {
  test('paragraphs, headings and quotations stand alone', () => {
    expect(splitBlocks('# A\n\none\ntwo\n\n> q\n')).toEqual([
      markdown('# A'),
      markdown('one\ntwo'),
      markdown('> q'),
    ]);
  });

  test('a list with blank lines and indented paragraphs stays one list', () => {
    const list = '1. a\n\n   more\n\n2. b';
    expect(splitBlocks(`${list}\n\nafter`)).toEqual([markdown(list), markdown('after')]);
  });

  test('fenced code is a block of its own, with blank lines and what looks like Markdown inside', () => {
    expect(splitBlocks('text\n```ts title\na\n\n# b\n```\nafter')).toEqual([
      markdown('text'),
      code('ts', 'a\n\n# b'),
      markdown('after'),
    ]);
  });

  test('a fence at the margin ends a list; an indented one belongs to it', () => {
    expect(splitBlocks('- a\n\n```\nx\n```')).toEqual([markdown('- a'), code('', 'x')]);
    const inside = '- a\n\n  ```\n  x\n  ```';
    expect(splitBlocks(inside)).toEqual([markdown(inside)]);
  });

  test('a longer fence holds shorter ones, and the other kind', () => {
    expect(splitBlocks('````\n```\n~~~\n````')).toEqual([code('', '```\n~~~')]);
  });

  test('code that is still being written is shown as code', () => {
    expect(splitBlocks('```py\nprint(')).toEqual([code('py', 'print(')]);
  });

  test('an indented fence outside a list loses its indentation', () => {
    expect(splitBlocks('  ```\n  x\n   y\n  ```')).toEqual([code('', 'x\n y')]);
  });

  test('link definitions reach across blocks, so nothing is cut', () => {
    const text = 'see [a]\n\nmore\n\n[a]: https://example.org';
    expect(splitBlocks(text)).toEqual([markdown(text)]);
  });

  test('no text is lost, and only the last block changes while text is added', () => {
    const line = fc.constantFrom('word', '', '# h', '- item', '  more', '> q', 'two words', '1. n');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n');
        const blocks = splitBlocks(text);
        const kept = blocks.map((block) => block.text).join('\n');
        expect(kept.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        const grown = splitBlocks(`${text} and more`);
        expect(grown.slice(0, blocks.length - 1)).toEqual(blocks.slice(0, -1));
      }),
    );
  });
});
