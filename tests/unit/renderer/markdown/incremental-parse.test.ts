import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceLabels } from '#renderer/ui/markdown/reference-labels.ts';
import type { ParsedText } from '#renderer/ui/markdown/incremental-parse.ts';
import {
  isParsed,
  parseAll,
  parseNext,
  SLICE,
  unparsed,
  withText,
} from '#renderer/ui/markdown/incremental-parse.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const parse = (text: string) => parseAll(unparsed(text));
/** Token lines are relative to the start of parsing, so they are left out. */
const plain = ({ blocks, definitions }: Pick<ParsedText, 'blocks' | 'definitions'>) => ({
  blocks: blocks.map((block) => ({
    ...block,
    tokens: block.tokens.map((token) => ({ ...token, map: null })),
  })),
  definitions,
});
const sources = ({ blocks }: ParsedText) => blocks.map(({ source }) => source);

describe('the blocks of a text', () => {
  test('are paragraphs, headings, quotations and code', () => {
    expect(sources(parse('# A\n\none\ntwo\n\n> q\n\n```ts\na\n\nb\n```\nafter'))).toEqual([
      '# A',
      'one\ntwo',
      '> q',
      '```ts\na\n\nb\n```',
      'after',
    ]);
  });

  test('link definitions and footnotes apply to the whole text', () => {
    const { definitions } = parse(
      'See [A b].\n\n- in a list\n\n  [a B]: https://a.example "T"\n\n[^n]: Note.\n\n[^m]: More.',
    );
    expect(definitions.links.get('A B')).toEqual({ href: 'https://a.example', title: 'T' });
    expect([...definitions.notes]).toEqual([
      ['n', 1],
      ['m', 2],
    ]);
  });

  test('the first of several definitions wins, also across slices', () => {
    const apart = 'word '.repeat(SLICE / 4);
    const text = `[a]: https://one.example\n\n${apart}\n\n${apart}\n\n[a]: https://two.example`;
    expect(parse(text).definitions.links.get('A')?.href).toBe('https://one.example');
  });

  test('an unfinished definition is updated while it grows', () => {
    const begun = parseAll(unparsed('[a]: https://one.ex'));
    expect(parseAll(withText(begun, '[a]: https://one.example')).definitions.links.get('A')?.href).toBe(
      'https://one.example',
    );
  });

  test('a long list is split into segments with continued numbering', () => {
    const { blocks } = parse(Array.from({ length: 100 }, (_, index) => `${index + 3}. item`).join('\n'));
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

  test('labels are found between brackets, up to the maximum length', () => {
    expect(referenceLabels('[A  b] ![c][D] [^n] \\[no\\] [[in] out] [] [' + 'x'.repeat(1_001) + ']')).toEqual(
      ['A B', 'C', 'D', 'n', 'IN'],
    );
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
  '$$',
  '$$ x $$',
  '  $$',
  '> $$',
  '\\[',
  'a \\].',
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

describe('incremental parsing', () => {
  test('a growing text gives the same result as the whole text', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(400), { maxLength: 12 }), (text, cuts) => {
        let growing = unparsed('');
        for (const cut of [...cuts.filter((at) => at < text.length).sort((a, b) => a - b), text.length])
          growing = parseAll(withText(growing, text.slice(0, cut)));
        expect(plain(growing)).toEqual(plain(parse(text)));
      }),
      { numRuns: propertyRuns(300), examples: [['  more\n````\nword\nword\nword\n', [26]]] },
    );
  });

  test('a long text parsed in slices gives the same result as one parse', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const long = `${one}\n${'word\n\n- a\n- b\n\n'.repeat(SLICE / 16)}${other}\n\n`;
        const slices = parse(long.repeat(2));
        const together = parse(long.repeat(2).slice(0, SLICE / 2));
        const upTo = together.settled.blocks.length;
        expect(slices.blocks.slice(0, upTo)).toEqual(together.settled.blocks);
        expect(slices.to).toBe(long.length * 2);
      }),
      { numRuns: propertyRuns(8) },
    );
  });

  test('blocks before the last keep their identity', () => {
    const before = parse('one\n\n- a\n- b\n\n```ts\nx');
    const after = parseAll(withText(before, 'one\n\n- a\n- b\n\n```ts\nx\n```\n\nmore'));
    expect(after.blocks[0]).toBe(before.blocks[0]);
    expect(after.blocks[1]).toBe(before.blocks[1]);
  });

  test('one step parses one slice', () => {
    const first = parseNext(unparsed('word word\n\n'.repeat(20_000)));
    expect(isParsed(first)).toBe(false);
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

describe('the parsing time', () => {
  test.each(Object.entries(hostile))('grows linearly with the text: %s', (_, unit) => {
    // CPU time of this thread, which other processes do not affect.
    const time = (text: string): number => {
      const before = process.threadCpuUsage().user;
      parse(text);
      return process.threadCpuUsage().user - before;
    };
    const [once, twice] = [60_000, 120_000].map((length) => unit.repeat(length / unit.length));
    // The best of several runs: noise affects some of them, growth all.
    const ratios = Array.from({ length: 5 }, () => time(twice ?? '') / Math.max(time(once ?? ''), 8_000));
    expect(Math.min(...ratios)).toBeLessThan(2.5);
  });
});
