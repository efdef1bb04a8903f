import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

const reply = [
  'The area is $\\pi r^2$, which costs $5 or $10. A broken one: $\\frac{1$.',
  '$$\n\\int_0^1 x^2\\,dx = \\frac{1}{3}\n$$',
  '```python\ndef area(r: float) -> float:\n    # of a circle\n    return 3.14 * r ** 2\n```',
  '| name | value |\n|---|---|\n| first<br>second | $x_1$ |\n| with, comma | "quoted" |',
  '```mermaid\ngraph LR\n  Plan --> Build\n  Build --> Ship\n```',
  '```mermaid\nnot a diagram at all\n```',
  '**注意！**请先保存。',
  'שלום עולם, זו פסקה.',
  'Read [bank.example](https://other.example/login), or [do not](javascript:alert(1)).',
  '![far](https://images.example/far.png)',
].join('\n\n');

test('formulas, highlighted code, tables and diagrams in an answer', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { reply, chunkCharacters: 23, delayMs: 1 },
    ]),
  );
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    // What Mermaid's sanitizer reads has style attributes, which the policy refuses, as it should.
    const refused = message.text().startsWith('Applying inline style');
    if (message.type() === 'error' && !refused) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') foreign.push(request.url());
  });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await chat.start();
  await chat.say('Show me everything');
  const answer = chat.lastAnswer;

  await expect(answer.locator('.formula .katex')).toHaveCount(3);
  await expect(answer).toContainText('costs $5 or $10');
  await expect(answer.getByTitle('This formula cannot be drawn.')).toHaveText('\\frac{1');

  await expect(answer.locator('.code-keyword', { hasText: 'def' })).toBeVisible();
  await expect(answer.locator('.code-comment')).toHaveText('# of a circle');
  await answer.getByRole('button', { name: 'Line numbers' }).first().click();
  await expect(answer.locator('.code-numbered .code-line')).toHaveCount(4);
  await answer.getByRole('button', { name: 'Copy code' }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'def area(r: float) -> float:\n    # of a circle\n    return 3.14 * r ** 2',
  );

  const diagram = answer.getByRole('img', { name: 'Plan, Build, Ship' });
  await expect(diagram).toBeVisible();
  await expect(answer.getByText('This diagram cannot be drawn')).toBeVisible();
  await answer.getByRole('button', { name: 'Show source' }).click();
  await expect(answer.getByText('Build --> Ship')).toBeVisible();
  await answer.getByRole('button', { name: 'Show as a diagram' }).click();
  await expect(diagram).toBeVisible();

  await answer.getByRole('button', { name: 'Copy table as CSV' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'name,value\r\n"first\nsecond",x_1\r\n"with, comma","""quoted"""\r\n',
  );

  await expect(answer.getByText('שלום עולם')).toHaveAttribute('dir', 'rtl');
  await expect(answer.getByRole('link', { name: 'do not' })).toHaveCount(0);
  await expect(answer.getByRole('img', { name: 'far' })).toHaveCount(0);
  await expectAccessible(page);
  for (const width of [1280, 420]) {
    await page.setViewportSize({ width, height: 1_700 });
    await expectNoOverflow(page);
    await picture(page, `rich-text-${width}`);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(diagram).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'rich-text-dark');
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
});
