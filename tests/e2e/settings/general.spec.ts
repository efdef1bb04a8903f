import {
  expectAccessible,
  expectAccessibleInBothSchemes,
  expectReadableInBothSchemes,
} from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

test('accent, room and size of text change the page at once, in both schemes, and stay', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.say('Remember that my boat is red.');
  await page.goto(`${page.url().split('#')[0] ?? ''}#/settings/general`);
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'general');
  const rowHeight = () =>
    page
      .locator('.chat-row')
      .first()
      .evaluate((row) => row.getBoundingClientRect().height);
  const usual = await rowHeight();
  for (const accent of ['Blue', 'Violet', 'Green', 'Graphite', 'Teal']) {
    // Not `check`: it shows what was saved.
    await page.getByRole('radio', { name: accent }).click();
    await expect(page.locator('html')).toHaveAttribute('data-accent', accent.toLowerCase());
    await expectReadableInBothSchemes(page);
  }
  await page.getByRole('radio', { name: 'Violet' }).click();
  await page.getByText('Compact', { exact: true }).click();
  await expect.poll(rowHeight).toBeLessThan(usual);
  await page.getByText('Larger', { exact: true }).click();
  await expect.poll(rowHeight).toBeGreaterThan(usual);
  await picturesInBothSchemes(page, 'general-larger');
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await desk.restart();
  await expect(desk.page.locator('html')).toHaveAttribute('data-text-size', 'larger');
  await expect(desk.page.locator('html')).toHaveAttribute('data-density', 'compact');
  await expect(desk.page.locator('html')).toHaveAttribute('data-accent', 'violet');
  await desk.page.getByRole('link', { name: /boat/ }).first().click();
  await expectAccessibleInBothSchemes(desk.page);
  await picturesInBothSchemes(desk.page, 'chat-larger');
});

test('notifications are told of only after the browser was asked, and only while nobody looks', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted([{ reply: 'All right.' }]));
  await page.evaluate(() => {
    const shown: string[] = [];
    class FakeNotification extends EventTarget {
      static permission = 'default';
      static requestPermission(): Promise<string> {
        FakeNotification.permission = 'granted';
        return Promise.resolve('granted');
      }
      constructor(title: string, { body }: { body: string }) {
        super();
        shown.push(`${title}: ${body}`);
      }
      close(): void {
        shown.push('closed');
      }
    }
    Object.assign(globalThis, { Notification: FakeNotification, shown });
  });
  const shown = () => page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  await chat.say('Hello there');
  expect(await shown()).toEqual([]);
  await page.evaluate(() => {
    location.hash = '#/settings/general';
  });
  const toggle = page.getByRole('switch', { name: 'Tell me when I look elsewhere' });
  await toggle.press('Space');
  await expect(toggle).toBeChecked();
  await expect(page.getByText('The browser has not been asked yet.')).toHaveCount(0);
  expect(await shown()).toEqual([]);
});
