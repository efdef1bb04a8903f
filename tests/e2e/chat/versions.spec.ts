import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';

const rules = [{ when: { responseSchema: true }, json: { lessons: [] } }, { reply: 'How about Sea Breeze?' }];

test('versions of an answer by keyboard: again, back, on, and the original of an edited one', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(rules));
  await chat.say('Suggest a name for my boat.');
  await chat.lastAnswer.getByRole('button', { name: 'Answer again' }).focus();
  await page.keyboard.press('Enter');
  const nav = chat.lastAnswer.getByRole('group', { name: /^Version/ });
  await expect(nav).toHaveAccessibleName('Version 2 of 2');
  await expect(chat.lastAnswer.getByRole('button', { name: 'Answer again' })).toBeVisible();
  const earlier = nav.getByRole('button', { name: /^Earlier version/ });
  const later = nav.getByRole('button', { name: /^Later version/ });
  await earlier.focus();
  await page.keyboard.press('Enter');
  await expect(nav).toHaveAccessibleName('Version 1 of 2');
  // The keyboard stays where it was, and the button says where it is.
  await expect(earlier).toBeFocused();
  await expect(earlier).toHaveAccessibleName('Earlier version; this is 1 of 2');
  await expect(earlier).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(nav).toHaveAccessibleName('Version 1 of 2');
  await page.keyboard.press('Tab');
  await expect(later).toBeFocused();
  await page.keyboard.press('Space');
  await expect(nav).toHaveAccessibleName('Version 2 of 2');
  await expect(later).toBeFocused();
  await expectAccessible(page);

  await chat.lastAnswer.getByRole('button', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Your version of the answer' }).fill('Fig.');
  await page.keyboard.press('Control+Enter');
  await expect(nav).toHaveAccessibleName('Version 3 of 3');
  await expect(chat.lastAnswer).toContainText('You changed this answer.');
  await expectAccessible(page);
  await chat.lastAnswer.getByRole('button', { name: 'Show the original' }).focus();
  await page.keyboard.press('Enter');
  await expect(nav).toHaveAccessibleName('Version 2 of 3');
  await expect(chat.lastAnswer).not.toContainText('You changed this answer.');
  await expect(later).toBeFocused();

  await desk.restart();
  await desk.page.getByRole('link', { name: /Suggest a name/ }).click();
  await expect(chat.lastAnswer.getByRole('group', { name: 'Version 2 of 3' })).toBeVisible();
});
