import type { Page } from '@playwright/test';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';

async function openSettings(page: Page, tab: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await page.getByRole('tab', { name: tab }).click();
}

test('the notices of what Tutee is made with are one click away', async ({ desk }) => {
  const page = await desk.open();
  await openSettings(page, 'About');
  await page.getByRole('button', { name: 'Third-party notices' }).click();
  const dialog = page.getByRole('dialog', { name: 'Third-party notices' });
  await expect(dialog).toContainText('all-MiniLM-L6-v2');
  await expect(dialog).toContainText('better-sqlite3');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a system without a keyring is said where keys are entered, and nowhere else', async ({
  desk,
  shell,
}) => {
  test.skip(shell === 'electron', 'What the main side says is replaced on its way here.');
  const page = await desk.open();
  await openSettings(page, 'Models');
  const warning = page.getByRole('note').filter({ hasText: 'no keyring' });
  await expect(page.getByRole('textbox', { name: 'Base URL' })).toBeVisible();
  await expect(warning).toBeHidden();
  await page.route('**/api/call', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({
      response,
      body: text.replace('"keyProtection":"file"', '"keyProtection":"basic"'),
    });
  });
  await page.reload();
  await expect(warning).toContainText('only scrambled');
  await expectAccessible(page);
});

test('a link in an answer shows where it leads', async ({ desk, chat, scripted, shell }) => {
  test.skip(shell === 'electron', 'The window asks with a dialog of the system.');
  const reply = 'Look [here](https://example.org/a?b=c) or [mail](mailto:a@example.org).';
  const page = await desk.open(
    await scripted([{ when: { responseSchema: true }, json: { lessons: [] } }, { reply }]),
  );
  await chat.start();
  await chat.say('Where?');
  const link = chat.lastAnswer.getByRole('link', { name: 'here' });
  await expect(link).toHaveAttribute('title', 'https://example.org/a?b=c');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await page.context().route('https://example.org/**', (route) => route.fulfill({ body: 'elsewhere' }));
  const opening = page.context().waitForEvent('page');
  await link.click();
  const tab = await opening;
  await expect(tab.getByText('elsewhere')).toBeVisible();
  expect(await tab.evaluate(() => window.opener === null)).toBe(true);
  expect(await tab.evaluate(() => document.referrer)).toBe('');
});
