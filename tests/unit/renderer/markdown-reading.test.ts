import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelsIn } from '#renderer/ui/markdown/labels.ts';
import type { ReadText } from '#renderer/ui/markdown/reading.ts';
import { isRead, readAll, readOn, SLICE, unread, withText } from '#renderer/ui/markdown/reading.ts';

const read = (text: string) => readAll(unread(text));
/** Where a token stands is counted from where reading began. */
const plain = ({ blocks, definitions }: Pick<ReadText, 'blocks' | 'definitions'>) => ({
  blocks: blocks.map((block) => ({
    ...block,
    tokens: block.tokens.map((token) => ({ ...token, map: null })),
  })),
  definitions,
});
const sources = ({ blocks }: ReadText) => blocks.map(({ source }) => source);

describe('the blocks of a text', () => {
  test('paragraphs, headings, quotations and code stand alone', () => {
    expect(sources(read('# A\n\none\ntwo\n\n> q\n\n```ts\na\n\nb\n```\nafter'))).toEqual([
      '# A',
      'one\ntwo',
      '> q',
      '```ts\na\n\nb\n```',
      'after',
    ]);
  });

  test('link definitions and footnotes count for the whole text, wherever they are', () => {
    const { definitions } = read(
      'See [A b].\n\n- in a list\n\n  [a B]: https://a.example "T"\n\n[^n]: Note.\n\n[^m]: More.',
    );
    expect(definitions.links.get('A B')).toEqual({ href: 'https://a.example', title: 'T' });
    expect([...definitions.notes]).toEqual([
      ['n', 1],
      ['m', 2],
    ]);
  });

  test('the first of several definitions counts, also when they are read apart', () => {
    const apart = 'word '.repeat(SLICE / 4);
    const text = `[a]: https://one.example\n\n${apart}\n\n${apart}\n\n[a]: https://two.example`;
    expect(read(text).definitions.links.get('A')?.href).toBe('https://one.example');
  });

  test('a definition that is still being written is not kept as it was', () => {
    const begun = readAll(unread('[a]: https://one.ex'));
    expect(readAll(withText(begun, '[a]: https://one.example')).definitions.links.get('A')?.href).toBe(
      'https://one.example',
    );
  });

  test('a long list is drawn in pieces that count on', () => {
    const { blocks } = read(Array.from({ length: 100 }, (_, index) => `${index + 3}. item`).join('\n'));
    expect(blocks.map(({ tokens }) => tokens[0]?.attrs)).toEqual([
      [['start', 3]],
      [
        ['start', 43],
        ['class', 'list-continued'],
      ],
      [
        ['start', 83],
        ['class', 'list-continued'],
      ],
    ]);
    expect(
      blocks
        .map(({ source }) => source)
        .join('\n')
        .split('\n'),
    ).toHaveLength(100);
  });

  test('labels are found between brackets, and are no longer than a label may be', () => {
    expect(labelsIn('[A  b] ![c][D] [^n] \\[no\\] [[in] out] [] [' + 'x'.repeat(1_001) + ']')).toEqual([
      'A B',
      'C',
      'D',
      'n',
      'IN',
    ]);
  });
});

const pieces = fc.constantFrom(
  'word',
  '',
  '',
  '# h',
  '- item',
  '  more',
  '    deep',
  '1. n',
  '> q',
  '> ```js',
  '```',
  '```ts',
  '  ```',
  '~~~',
  '````',
  '===',
  '---',
  '| a | b |',
  '|---|---|',
  '[a]: /x',
  '[^n]: note',
  '[key: string]: any',
  '\tTab',
  '* * *',
  '   three',
);
const texts = fc.array(pieces, { maxLength: 40 }).map((lines) => lines.join('\n'));

describe('reading step by step', () => {
  test('a text that grows is read as if it had come at once', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(400), { maxLength: 12 }), (text, cuts) => {
        let growing = unread('');
        for (const cut of [...cuts.filter((at) => at < text.length).sort((a, b) => a - b), text.length])
          growing = readAll(withText(growing, text.slice(0, cut)));
        expect(plain(growing)).toEqual(plain(read(text)));
      }),
      { numRuns: 300 },
    );
  });

  test('a long text that is read in slices is read as if it had been one', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const long = `${one}\n${'word\n\n- a\n- b\n\n'.repeat(SLICE / 8)}${other}\n\n`;
        const slices = read(long.repeat(2));
        const together = read(long.repeat(2).slice(0, SLICE / 2));
        const upTo = together.settled.blocks.length;
        expect(slices.blocks.slice(0, upTo)).toEqual(together.settled.blocks);
        expect(slices.to).toBe(long.length * 2);
      }),
      { numRuns: 8 },
    );
  });

  test('what is before the last block stays as it is, also to the eye', () => {
    const before = read('one\n\n- a\n- b\n\n```ts\nx');
    const after = readAll(withText(before, 'one\n\n- a\n- b\n\n```ts\nx\n```\n\nmore'));
    expect(after.blocks[0]).toBe(before.blocks[0]);
    expect(after.blocks[1]).toBe(before.blocks[1]);
  });

  test('one step reads a slice, not the text', () => {
    const first = readOn(unread('word word\n\n'.repeat(20_000)));
    expect(isRead(first)).toBe(false);
    expect(first.to).toBeLessThan(SLICE + 100);
  });
});

const hostile: Readonly<Record<string, string>> = {
  prose: 'The **quick** brown [fox](https://a.example) `jumps`.\n\n',
  'one paragraph': 'word ',
  'one list': '- item\n',
  'one code block': '    code\n',
  brackets: '[',
  'images begun': '![',
  definitions: '[a]: /x\n',
  'definitions without an end': '[a]: /x "\n',
  footnotes: '[^a]: x\n',
  quotations: '> ',
  'table rows': '|a|b|\n|-|-|\n',
  fences: '```\n',
  backslashes: '\\',
  blanks: ' ',
};

describe('the time it takes', () => {
  test.each(Object.entries(hostile))('grows no faster than the text: %s', (_, unit) => {
    // The processor's time of this thread: what else the machine has to do is not in it.
    const time = (text: string): number => {
      const before = process.threadCpuUsage().user;
      read(text);
      return process.threadCpuUsage().user - before;
    };
    const [once, twice] = [60_000, 120_000].map((length) => unit.repeat(length / unit.length));
    // Of several tries the best: one is disturbed now and then, growth would show in all of them.
    const ratios = Array.from({ length: 5 }, () => time(twice ?? '') / Math.max(time(once ?? ''), 8_000));
    expect(Math.min(...ratios)).toBeLessThan(2.5);
  });
});
