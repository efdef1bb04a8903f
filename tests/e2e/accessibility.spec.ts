import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is accessible in ${colorScheme}`, async ({ desk, chat }) => {
    const page = await desk.open();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page);
    await chat.start();
    await chat.say('Remember that my favourite colour is teal.');
    await chat.say('What is my favourite colour?');
    await page.getByRole('button', { name: 'Used 1 memory' }).click();
    await expectAccessible(page);
    const navigation = page.getByRole('navigation', { name: 'Primary' });
    for (const place of ['Memory', 'Agents', 'Settings']) {
      await navigation.getByText(place).click();
      await expect(page.getByRole('heading', { name: place }).first()).toBeVisible();
      await expectAccessible(page);
    }
    for (const tab of ['Memory', 'Shortcuts', 'Data', 'About']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectAccessible(page);
    }
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await expectAccessible(page);
  });
}

test('a whole teaching and question by keyboard alone', async ({ desk, chat }) => {
  const page = await desk.open();
  await page.keyboard.press('Alt+n');
  await expect(chat.message).toBeFocused();
  await page.keyboard.type('Remember that my favourite colour is teal.');
  await page.keyboard.press('Enter');
  await expect(chat.remembered).toBeVisible();
  await page.keyboard.type('What is my favourite colour?');
  await page.keyboard.press('Enter');
  await expect(chat.lastAnswer).toContainText('teal');
  const used = page.getByRole('button', { name: 'Used 1 memory' });
  await used.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Memories used' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Memories used' })).toHaveCount(0);
});

test('a narrow window works without a horizontal scroll bar', async ({ desk, chat }) => {
  const page = await desk.open();
  await page.setViewportSize({ width: 400, height: 800 });
  await chat.say('Remember that my favourite colour is teal.');
  await expect(chat.remembered).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
