import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

const rules = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { reply: 'Take the **early** ferry.\n\n```sh\nferry --early\n```' },
];

async function pick(page: Page, title: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${title}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('a chat is saved as Markdown and JSON, and printed whole; all chats are saved', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(rules));
  await chat.start();
  await chat.say('Which ferry?');
  const markdown = page.waitForEvent('download');
  await pick(page, 'Which ferry?', 'Save as Markdown');
  const saved = await markdown;
  expect(saved.suggestedFilename()).toBe('Which ferry.md');
  expect(await readFile(await saved.path(), 'utf8')).toContain('Take the **early** ferry.');

  const json = page.waitForEvent('download');
  await pick(page, 'Which ferry?', 'Save as JSON');
  expect(JSON.parse(await readFile(await (await json).path(), 'utf8'))).toMatchObject({
    format: 'tutee-chats',
  });

  // The dialog of the system cannot be driven.
  await page.evaluate(() => {
    globalThis.print = () => document.body.setAttribute('data-printed', '');
  });
  await pick(page, 'Which ferry?', 'Print or save as PDF');
  await expect(page.locator('body[data-printed]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.print-sheet')).toContainText('Take the early ferry.');
  await expect(page.locator('.shell')).toBeHidden();
  await picture(page, 'print');
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.print-sheet')).toHaveCount(0);

  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await page
    .getByRole('tab', { name: 'Data' })
    .or(page.getByRole('link', { name: 'Data' }))
    .first()
    .click();
  const all = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all chats…' }).click();
  expect((await all).suggestedFilename()).toMatch(/^tutee-chats-.*\.json$/);
});
