import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

test('a new user is offered four steps, leaves them, and goes on where they were after a restart', async ({
  desk,
}) => {
  const page = await desk.open();
  const card = page.getByRole('region', { name: 'First steps' });
  await expect(card).toContainText('Four short steps');
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'first-steps-card');
  await card.getByRole('button', { name: 'Take the first steps' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'How Tutee talks' })).toBeVisible();
  await expect(page.getByText('No model is connected now.')).toBeVisible();
  await page.getByText('A service or a server').click();
  await expect(page.getByRole('textbox', { name: 'Base URL' })).toBeVisible();
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'first-steps-1');
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'How Tutee learns' })).toBeFocused();
  // Not `check`: it shows what was saved.
  const askFirst = page.getByRole('radio', { name: 'From what you write, but ask first' });
  await askFirst.click();
  await expect(askFirst).toBeChecked();
  await expectAccessibleInBothSchemes(page);
  await expectNoOverflow(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await picturesInBothSchemes(page, 'first-steps-2');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'Move in from another assistant' })).toBeVisible();

  const again = await desk.restart();
  await again.getByRole('navigation', { name: 'Primary' }).getByText('Chat').click();
  await expect(again.getByRole('region', { name: 'First steps' })).toContainText('You are at step 3 of 4');
  await again.getByRole('button', { name: 'Go on' }).click();
  await again.getByRole('button', { name: 'Move in from another assistant…' }).click();
  await expect(again.getByRole('dialog')).toBeVisible();
  await again.keyboard.press('Escape');
  await again.getByRole('button', { name: 'Next' }).click();
  await expect(again.getByText(desk.dataDir)).toBeVisible();
  await expectAccessibleInBothSchemes(again);
  await picturesInBothSchemes(again, 'first-steps-4');
  await again.getByRole('button', { name: 'Start chatting' }).click();
  await expect(again.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect(again.getByRole('region', { name: 'First steps' })).toHaveCount(0);
  await again.goto(`${again.url().split('#')[0] ?? ''}#/settings/memory`);
  await expect(again.getByRole('combobox', { name: /learn/i }).first()).toHaveValue('ask');
});

test('who has data, or wants none of it, is not offered them', async ({ desk, chat }) => {
  const page = await desk.open();
  const card = page.getByRole('region', { name: 'First steps' });
  await expect(card).toBeVisible();
  await chat.say('Remember that my boat is red.');
  await chat.start();
  await expect(page.getByText('Learned lately')).toBeVisible();
  await expect(card).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands and chats' })).toBeFocused();
  await page.keyboard.type('first steps');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Skip all' }).click();
  await expect(card).toHaveCount(0);
});
