import { expect, test } from './fixtures.ts';
const observe = () => {
  const g = globalThis as unknown as { tasks: number[] };
  g.tasks = [];
  new PerformanceObserver((l) => {
    for (const e of l.getEntries()) g.tasks.push(Math.round(e.duration));
  }).observe({ type: 'longtask', buffered: false });
};
const take = async (page: import('@playwright/test').Page, name: string) => {
  const t = await page.evaluate(() => {
    const g = globalThis as unknown as { tasks: number[] };
    const x = g.tasks;
    g.tasks = [];
    return x;
  });
  console.log('LONG', name, JSON.stringify(t));
};
const unit =
  'The **quick** brown fox jumps over the `lazy` dog, and [the rest](https://example.org) follows as it must.\n\n```ts\nconst x: Record<string, number> = {};\nfor (const y of z) {\n  console.log(y);\n}\n```\n\n- one item with *words*\n- another\n  - nested thing\n\n## Heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n';
test('perf', async ({ desk, chat, scripted }) => {
  const big = unit.repeat(Math.ceil(200_000 / unit.length));
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { lastUserIncludes: 'big' }, reply: big, chunkCharacters: 400, delayMs: 10 },
      { reply: 'ok' },
    ]),
  );
  await page.evaluate(observe);
  await chat.start();
  const t0 = Date.now();
  await chat.say('big please');
  console.log('LONG stream took', Date.now() - t0);
  await take(page, 'streaming 200kB');
  await page.screenshot({ path: '/tmp/page/pics/big-end.png' });
  await chat.start();
  await chat.say('other');
  await take(page, 'other');
  for (let i = 0; i < 2; i++) {
    const opened = await page.evaluate(async () => {
      const link = [...document.querySelectorAll('a')].find((a) => a.textContent?.includes('big please'));
      const t = performance.now();
      link?.click();
      while (
        !document.querySelector('.markdown-chunk p, .markdown-chunk table') ||
        (!document.querySelector('.markdown-chunk')?.textContent &&
          ![...document.querySelectorAll('.markdown-chunk')].some((c) => c.textContent))
      )
        await new Promise((r) => requestAnimationFrame(r));
      await new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
      return performance.now() - t;
    });
    console.log('LONG first paint of 200kB', Math.round(opened));
    await page.waitForTimeout(1500);
    await take(page, 'reopening');
    await page.screenshot({ path: '/tmp/page/pics/big-reopened.png' });
    await chat.log.hover();
    for (let k = 0; k < 30; k++) {
      await page.mouse.wheel(0, -1500);
      await page.waitForTimeout(30);
    }
    await page.waitForTimeout(300);
    await page.screenshot({ path: '/tmp/page/pics/big-scrolled.png' });
    await take(page, 'scrolling up');
    await page.getByRole('link', { name: 'other' }).click();
    await page.waitForTimeout(300);
  }
  await take(page, 'other again');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await chat.start();
  await chat.message.focus();
  await page.evaluate(
    (t) => navigator.clipboard.writeText(t),
    'some words that are pasted in a line\n'.repeat(27_000),
  );
  await take(page, 'clipboard write');
  const p0 = Date.now();
  await page.keyboard.press('Control+v');
  await page.getByRole('group', { name: /^Pasted text, 1\.0 MB/ }).waitFor();
  console.log('LONG paste took', Date.now() - p0);
  await take(page, 'paste');
  await page.keyboard.type('Hello there, what is this about?', { delay: 30 });
  await page.waitForTimeout(1500);
  await take(page, 'typing');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForTimeout(500);
  await take(page, 'show');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.lastAnswer).toContainText('ok');
  await page.waitForTimeout(500);
  await take(page, 'send');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.waitForTimeout(500);
  await take(page, 'show all');
});
