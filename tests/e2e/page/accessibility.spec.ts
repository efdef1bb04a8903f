import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';

test('every page is accessible in light and dark', async ({ desk, chat }) => {
  const page = await desk.open();
  await expectAccessibleInBothSchemes(page);
  await chat.start();
  await chat.say('Remember that my favourite colour is teal.');
  await chat.say('What is my favourite colour?');
  await page.getByRole('button', { name: 'Used 1 memory' }).click();
  await expectAccessibleInBothSchemes(page);
  const navigation = page.getByRole('navigation', { name: 'Primary' });
  for (const place of ['Memory', 'Agents', 'Settings']) {
    await navigation.getByText(place).click();
    await expect(page.getByRole('heading', { name: place }).first()).toBeVisible();
    await expectAccessibleInBothSchemes(page);
  }
  for (const tab of ['Memory', 'Shortcuts', 'Data', 'About']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessibleInBothSchemes(page);
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await expectAccessibleInBothSchemes(page);
});

test('a whole teaching and question by keyboard alone', async ({ desk, chat }) => {
  const page = await desk.open();
  await page.keyboard.press('Alt+n');
  await expect(chat.message).toBeFocused();
  await page.keyboard.type('Remember that my favourite colour is teal.');
  await page.keyboard.press('Enter');
  await expect(chat.remembered).toBeVisible();
  await page.keyboard.type('What is my favourite colour?');
  // Nothing is sent while an answer is being written.
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
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
  await expectNoOverflow(page);
});

test('a button that comes to life can be read at once: its ground does not fade under its words', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Animation.enable');
  // So slow that what fades is still at it when it is looked at.
  await devtools.send('Animation.setPlaybackRate', { playbackRate: 0.001 });
  const send = page.getByRole('button', { name: 'Send' });
  await expect(send).toBeDisabled();
  await chat.message.fill('Hello');
  await expect(send).toBeEnabled();
  expect(await send.evaluate((element) => element.getAnimations().length)).toBe(0);
});
