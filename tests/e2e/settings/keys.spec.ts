import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';

test('the sheet of keys opens from anywhere, and lists what is bound now', async ({ desk }) => {
  const page = await desk.open();
  await page.keyboard.press('Control+/');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Ctrl K');
  await expectAccessibleInBothSchemes(page);
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await sheet.getByRole('link', { name: 'Settings → Shortcuts' }).click();
  await expect(sheet).toHaveCount(0);
  await page.getByRole('button', { name: 'Add keys for “Teach…”' }).click();
  await page.keyboard.press('Control+Shift+y');
  await expect(page.getByRole('button', { name: 'Remove Ctrl Shift Y from “Teach…”' })).toBeVisible();
  await page.keyboard.press('Control+Shift+y');
  await expect(page.getByRole('dialog', { name: 'Teach' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(sheet).toContainText('Ctrl Shift Y');
});

test('keys that are taken are given only after a question, and come back with a reset', async ({ desk }) => {
  const page = await desk.open();
  await page.goto(`${page.url().split('#')[0] ?? ''}#/settings/shortcuts`);
  await page.getByRole('button', { name: 'Add keys for “New chat”' }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('alert')).toContainText('Ctrl K is for “Open the command palette”.');
  await expectAccessibleInBothSchemes(page);
  await page.getByRole('button', { name: 'Use it here instead' }).click();
  await expect(page.getByRole('button', { name: 'Remove Ctrl K from “New chat”' })).toBeVisible();
  await page.getByRole('heading', { name: 'Settings' }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await desk.restart();
  await desk.page.keyboard.press('Alt+4');
  await desk.page.getByRole('tab', { name: 'Shortcuts' }).click();
  await desk.page.getByRole('button', { name: 'Reset all keys' }).click();
  await expect(desk.page.getByRole('button', { name: 'Remove Ctrl K from “New chat”' })).toHaveCount(0);
  await desk.page.keyboard.press('Control+k');
  await expect(desk.page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
});
