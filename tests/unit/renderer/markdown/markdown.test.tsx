import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Markdown } from '#renderer/ui/markdown/markdown.tsx';

const draw = (text: string): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <Markdown text={text} />
    </MantineProvider>,
  );

/** The code blocks in rendered HTML: languages, texts, and the number of copy buttons. */
function codeIn(html: string) {
  const heads = [...html.matchAll(/class="code-head"><span>([^<]*)<\/span>/g)].map(([, name]) => name);
  const texts = [...html.matchAll(/<pre[^>]*><code>([^<]*)<\/code><\/pre>/g)].map(([, text]) => text);
  return {
    heads,
    texts,
    copies: html.match(/aria-label="Copy code"/g)?.length ?? 0,
    bare: html.match(/<pre/g)?.length,
  };
}

const code = '```ts\nconst a = 1;\n```';
const indented = (text: string, by: string) => text.replaceAll(/^/gm, by);

describe('a code block has its language and a copy button', () => {
  test.each([
    ['alone', code],
    ['in a list', `- one\n\n${indented(code, '  ')}\n- two`],
    ['in a tight list', `- one\n${indented(code, '  ')}\n- two`],
    ['as the first of an item', `1. ${indented(code, '   ').trimStart()}`],
    ['in a nested list', `1. a\n   - b\n     - c\n\n${indented(code, '       ')}`],
    ['in a quotation', indented(code, '> ')],
    ['in a quotation in a list', `- a\n\n${indented(code, '  > ')}`],
    ['next to a link definition', `See [x].\n\n${code}\n\n[x]: https://a.example`],
    ['next to a footnote', `See[^1].\n\n${code}\n\n[^1]: A note.`],
    ['in a footnote', `See[^1].\n\n[^1]: A note.\n\n${indented(code, '    ')}`],
    ['right after words', `Words\n${code}\nmore words`],
    ['with tildes', code.replaceAll('```', '~~~')],
    ['indented by less than four', indented(code, '   ')],
    ['still being written', '```ts\nconst a = 1;'],
    ['still being written in a list', '- a\n\n  ```ts\n  const a = 1;'],
    ['with Windows line ends', code.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(codeIn(draw(text))).toEqual({ heads: ['ts'], texts: ['const a = 1;'], copies: 1, bare: 1 });
  });

  test('with content that looks like definitions or Markdown', () => {
    const inside = 'interface A {\n  [key: string]: unknown;\n}\n[^1]: x\n[a]: b\n\n# no\n- no';
    expect(codeIn(draw(`Before\n\n\`\`\`ts title="a.ts"\n${inside}\n\`\`\`\n\nAfter`))).toEqual({
      heads: ['ts'],
      texts: [inside],
      copies: 1,
      bare: 1,
    });
  });

  test('with a fence inside a longer fence', () => {
    expect(codeIn(draw(`\`\`\`\`markdown\n# A\n${code}\n\`\`\`\``))).toEqual({
      heads: ['markdown'],
      texts: [`# A\n${code}`],
      copies: 1,
      bare: 1,
    });
  });

  test('when indented, or without a language', () => {
    expect(codeIn(draw('    a\n\n    b\n\nwords\n\n```\nc\n```'))).toEqual({
      heads: ['code', 'code'],
      texts: ['a\n\nb', 'c'],
      copies: 2,
      bare: 2,
    });
  });

  test('with an info string too long to be a language', () => {
    expect(codeIn(draw(`\`\`\`${'x'.repeat(5_000)}\na\n\`\`\``)).heads).toEqual(['x'.repeat(40)]);
  });
});

describe('rendered Markdown', () => {
  test('resolves references across blocks and numbers footnotes in source order', () => {
    const html = draw(
      'A [site] and a note[^b], again[^b], another[^a].\n\n- [Site][]\n\n[site]: https://a.example\n\n[^a]: One.\n\n[^b]: Two.',
    );
    expect(html.match(/href="https:\/\/a.example"/g)).toHaveLength(2);
    expect([...html.matchAll(/aria-label="Footnote (\d)"/g)].map(([, number]) => number)).toEqual([
      '2',
      '2',
      '1',
    ]);
    expect(html).toContain('<ol class="note" start="2">');
  });

  test('has tables, tasks, strikethrough and autolinks', () => {
    const html = draw(
      '| a | b |\n|:--|--:|\n| ~~1~~ | https://a.example |\n\n- [x] done\n- [ ] open\n- [link]',
    );
    expect(html).toContain(
      '<td style="text-align:right"><a class="outside" data-host="a.example" href="https://a.example"',
    );
    expect(html).toContain('<del>1</del>');
    expect(html.match(/type="checkbox"/g)).toHaveLength(2);
  });

  test('runs and loads nothing, and links only to web and mail addresses', () => {
    const html = draw(
      '<script>x</script> <img src=x onerror=y> [bad](javascript:x) [file](file:///etc) [here](docs/a.md) ![p](https://a.example/p.png) <b>b</b>',
    );
    expect(html).not.toMatch(/<script|<img|<b>|href="(?!https:\/\/a\.example)/);
    expect(html).toContain('Image: p');
    expect(html).toContain('docs/a.md');
  });

  test('loses no text wherever the source breaks off', () => {
    const text =
      'One **two** `three`\n\n- four\n\n  ```ts\n  five\n  ```\n\n> six [seven]\n\n| eight |\n|---|\n| nine |\n\n[^1]: ten';
    const words = ['One', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    for (let end = 1; end <= text.length; end += 1) {
      const html = draw(text.slice(0, end));
      for (const word of words) if (text.slice(0, end).includes(word)) expect(html).toContain(word);
    }
  });
});
