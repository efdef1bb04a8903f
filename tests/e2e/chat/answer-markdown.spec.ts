import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

const code = '```ts\ninterface A {\n  [key: string]: unknown;\n}\n```';
const indented = (by: string) => code.replaceAll(/^/gm, by);
const reply = [
  `See [the site] and a note[^1].`,
  code,
  `- one\n\n${indented('  ')}\n\n- two\n  1. three\n\n${indented('     ')}`,
  indented('> '),
  '## Heading',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'Words',
  code.replaceAll('```', '~~~'),
  `1. ${indented('   ').trimStart()}`,
  '[the site]: https://example.org\n\n[^1]: A note.',
].join('\n\n');

test('every block of code in an answer can be copied, and no two blocks touch', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { reply, chunkCharacters: 7, delayMs: 1 },
    ]),
  );
  await chat.start();
  await chat.say('Show me everything');
  await expect(chat.lastAnswer.getByRole('button', { name: 'Copy code' })).toHaveCount(6);
  await expect(chat.lastAnswer.locator('.code-head')).toHaveText(Array.from({ length: 6 }, () => 'ts'));
  await expect(chat.lastAnswer.getByRole('link', { name: 'the site' })).toHaveAttribute(
    'href',
    'https://example.org',
  );
  for (const width of [1280, 420]) {
    await page.setViewportSize({ width, height: 1_400 });
    const gaps = await chat.lastAnswer.locator('.markdown').evaluate((markdown) => {
      const blocks = '.markdown-chunk > *, li > :is(p, .code-block, ul, ol), blockquote > *';
      return [...markdown.querySelectorAll(blocks)].flatMap((block) => {
        const before = block.previousElementSibling;
        if (before === null) return [];
        return [block.getBoundingClientRect().top - before.getBoundingClientRect().bottom];
      });
    });
    expect(gaps.length).toBeGreaterThan(9);
    expect(Math.min(...gaps)).toBeGreaterThan(2.5);
    await expectNoOverflow(page);
    await picture(page, `answer-markdown-${width}`);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'answer-markdown-dark');
});
