import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { csvOf } from '#renderer/ui/markdown/csv.ts';
import { directionOf } from '#renderer/ui/markdown/direction.ts';
import { Markdown } from '#renderer/ui/markdown/markdown.tsx';
import { parseBlocks, parseInline } from '#renderer/ui/markdown/parser.ts';

const draw = (text: string): string => {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Markdown text={text} />
    </MantineProvider>,
  );
  return html.slice(html.indexOf('<div class="markdown"'));
};

/** The formulas of a text: each with "!" when it is shown on a line of its own. */
const formulas = (text: string): string[] =>
  parseBlocks(text).tokens.flatMap((token) => {
    if (token.type === 'math_block') return [`!${token.content}`];
    if (token.type !== 'inline') return [];
    return parseInline(token.content, [], { links: new Map(), notes: new Map() })
      .filter(({ type }) => type === 'math_inline')
      .map(({ content, meta }) => `${meta?.['display'] === true ? '!' : ''}${content}`);
  });

describe('formulas', () => {
  test.each([
    ['The area is $\\pi r^2$.', ['\\pi r^2']],
    ['Let $n$ be even, $k$ odd.', ['n', 'k']],
    ['So \\(a_1 + a_2\\) holds', ['a_1 + a_2']],
    ['In a line \\[x = y\\] and $$z$$ too', ['!x = y', '!z']],
    ['$$\n\\sum_i i\n$$', ['!\\sum_i i']],
    ['Words:\n$$\na\n- b\n$$\nmore', ['!a\n- b']],
    [
      '\\[\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n\\]',
      ['!\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}'],
    ],
    ['- item\n\n  $$\n  x^2\n  $$\n- next', ['!x^2']],
    ['> $$x$$', ['!x']],
    ['1. $$y^2$$.', ['!y^2']],
    ['| a |\n|---|\n| $x_1$ |', ['x_1']],
    ['$p \\mid q$ and **$r$**', ['p \\mid q', 'r']],
  ])('%j has %j', (text, expected) => {
    expect(formulas(text)).toEqual(expected);
  });

  test.each([
    'The ticket is $12 and the meal $30.',
    'US$5 here, 7$ there',
    'From $1,200 to $3,400, or $20-$30 each',
    'I have $5, you have 7$ left',
    'Set $LANG and $TERM, then $HOME/bin:$PATH',
    'Run `echo $x$` now',
    'An escaped \\$x\\$ sign',
    'A note \\(see the second page\\) and \\(optional\\)',
    'The source \\[3\\] and the list\\[0\\]',
    '\\[translation missing\\]',
    '$$ stands for dollars',
    '```\n$$\nx\n$$\n```',
    '$ x $',
    '$$',
    '$$$$',
  ])('%j has none', (text) => {
    expect(formulas(text)).toEqual([]);
  });

  test('that are not closed stay the text that they are', () => {
    expect(draw('$$\nx + **y**\n\nAfter')).toContain('<strong>y</strong>');
    expect(draw('$$\nx')).not.toContain('formula');
  });

  test('show their source until they are drawn', () => {
    expect(draw('$x^2$')).toContain('<code>x^2</code>');
  });

  test.each(['$', '$$', '\\(', '\\[', '$a', '$$ ', '\\\\(', '<br', '$a$', '\\(a\\)'])(
    'are searched for in linear time: %j',
    (unit) => {
      const time = (count: number): number => {
        const start = performance.now();
        parseInline(unit.repeat(count), [], { links: new Map(), notes: new Map() });
        parseBlocks(`${unit}\n`.repeat(count));
        return performance.now() - start;
      };
      time(2_000);
      // A search that begins anew at each sign would take sixteen times as long for four times the text.
      expect(time(24_000)).toBeLessThan(12 * Math.max(time(6_000), 20));
    },
  );
});

describe('line breaks and emphasis', () => {
  test('<br> breaks a line, in any spelling; other HTML stays text', () => {
    const html = draw('| a |\n|---|\n| one<br>two<BR />three<br/>four |\n\n<b>bold</b> <brx> <br onclick=x>');
    expect(html.match(/<br\/>/g)).toHaveLength(3);
    expect(html).toContain('&lt;b&gt;bold');
    expect(html).toContain('&lt;br onclick=x&gt;');
  });

  test.each([
    ['**注意！**请先保存。', '注意！'],
    ['这是**“重点”**内容', '“重点”'],
    ['これは**重要（必須）**です', '重要（必須）'],
    ['이것은 **"강조"**입니다', '&quot;강조&quot;'],
  ])('%s is emphasised', (text, strong) => {
    expect(draw(text)).toContain(`<strong>${strong}</strong>`);
  });
});

describe('text direction', () => {
  test.each([
    ['Hello שלום', 'ltr'],
    ['שלום hello', 'rtl'],
    ['مرحبا', 'rtl'],
    ['1. «سلام»', 'rtl'],
    ['日本語', 'ltr'],
    ['1 + 2 = 3', undefined],
  ])('of %j is %s', (text, direction) => {
    expect(directionOf(text)).toBe(direction);
  });

  test('is that of each paragraph, item and cell', () => {
    const html = draw('Hello\n\nשלום\n\n- أولا\n- second\n\n| عنوان | name |\n|---|---|\n| 1 | قيمة |');
    expect(html).toContain('<p>Hello</p>');
    expect(html).toContain('<p dir="rtl">שלום</p>');
    expect(html).toMatch(/<ul dir="rtl"><li>أولا<\/li><li dir="ltr">second/);
    expect(html).toMatch(/class="table-block" dir="rtl"/);
    expect(html).toContain('<th dir="ltr">name</th>');
  });
});

describe('links and images', () => {
  test('a link that reads like another address always shows its host', () => {
    expect(draw('[bank.example](https://evil.example/login)')).toMatch(
      /class="outside outside-other" data-host="evil.example"/,
    );
    expect(draw('[www.bank.example](https://bank.example/login)')).toMatch(
      /class="outside" data-host="bank.example"/,
    );
    expect(draw('[our bank](https://bank.example)')).toMatch(/class="outside" data-host="bank.example"/);
  });

  test('the host is shown in its ASCII form', () => {
    expect(draw('[here](https://аpple.example)')).toMatch(/data-host="xn--/);
  });

  test('an image is shown when its bytes are in the text, never from an address or as SVG', () => {
    expect(draw('![dot](data:image/png;base64,iVBORw0KGgo=)')).toContain(
      '<img class="image" src="data:image/png',
    );
    expect(
      draw('![x](https://a.example/x.png) ![y](data:image/svg+xml;base64,PHN2Zz4=) ![z](//a.example/z.png)'),
    ).not.toContain('<img');
  });
});

describe('diagrams', () => {
  const fence = '```mermaid\ngraph TD\n  a --> b\n```';
  test.each([
    ['whole', fence, true],
    ['with blank lines', '```mermaid\ngraph TD\n\n  a --> b\n\n```', true],
    ['in a list', `- x\n\n${fence.replaceAll(/^/gm, '  ')}`, true],
    ['still being written', fence.slice(0, -4), false],
    ['with half of its closing fence', fence.slice(0, -1), false],
    ['in a longer fence that is open', `\`${fence}`, false],
    ['empty', '```mermaid\n```', false],
    ['in another language', fence.replace('mermaid', 'mermaidx'), false],
  ])('%s', (_, text, diagram) => {
    expect(draw(text).includes('class="diagram-source"')).toBe(diagram);
  });
});

test('a table is copied as comma-separated values', () => {
  expect(
    csvOf([
      ['a', 'b,c'],
      ['say "x"', 'two\nlines'],
      ['', '-1'],
    ]),
  ).toBe('a,"b,c"\r\n"say ""x""","two\nlines"\r\n,-1\r\n');
});

describe('a fence that holds Markdown', () => {
  const codes = (text: string): string[] =>
    parseBlocks(text).tokens.flatMap(({ type, info, content }) =>
      type === 'fence' ? [`${info}|${content}`] : [],
    );

  test.each([
    [
      '```markdown\n# A\n\n```js\nrun();\n```\n\nEnd\n```\n\nAfter',
      ['markdown|# A\n\n```js\nrun();\n```\n\nEnd\n'],
    ],
    ['```md\n```sh\nls\n```\n```py\n1\n```\n```\n', ['md|```sh\nls\n```\n```py\n1\n```\n']],
    ['````markdown\n```\nplain\n```\n````', ['markdown|```\nplain\n```\n']],
    ['1. So:\n\n   ```md\n   ```js\n   a\n   ```\n   ```\n\n2. Then', ['md|```js\na\n```\n']],
    ['> ```md\n> ```js\n> a\n> ```\n> ```\n\nAfter', ['md|```js\na\n```\n']],
    ['```markdown\n# Only this\n```\n\n```js\nb\n```', ['markdown|# Only this\n', 'js|b\n']],
    ['```markdown\n```js\nstill being written', ['markdown|```js\nstill being written']],
    ['- a\n\n  ```md\n  x\nend', ['md|x\n']],
    ['```js\n```ts\nc\n```\n', ['js|```ts\nc\n']],
  ])('%j holds %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});
