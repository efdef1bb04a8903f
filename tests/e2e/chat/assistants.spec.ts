import type { Page } from '@playwright/test';
import { openAgents } from '../agents-desk.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

const script = [
  { when: { responseSchema: true }, json: { memories: [], forget: [] } },
  { when: { systemIncludes: 'only in verse' }, reply: 'A verse about that.' },
  { reply: 'Prose.' },
];

async function makePoet(page: Page): Promise<void> {
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Assistant', exact: true }).click();
  await page.getByRole('textbox', { name: 'Display name' }).fill('Poet');
  await page.getByRole('textbox', { name: 'Instructions' }).fill('You answer only in verse.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

test('an assistant is chosen with "@", answers by its name, and gives way to Tutee', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(script));
  await chat.message.pressSequentially('@');
  const menu = page.getByRole('listbox', { name: 'Assistants' });
  await expect(menu.getByRole('option', { name: 'Edit assistants…' })).toContainText('None yet');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Yours' })).toHaveAttribute('aria-selected', 'true');
  await makePoet(page);
  await openAgents(page, 'Yours');
  await page.getByRole('button', { name: 'More for Poet' }).click();
  await page.getByRole('menuitem', { name: 'Look in chats…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Poet in chats' });
  await dialog.getByRole('textbox', { name: 'Symbol' }).fill('🌿');
  await dialog.getByRole('textbox', { name: 'Questions to begin with' }).fill('A haiku on rain, please');
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'introduction');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await page.keyboard.press('Alt+1');
  await chat.start();
  await chat.message.fill('');
  await chat.message.pressSequentially('Hello @po');
  await expect(menu.getByRole('option', { name: 'Poet' })).toHaveAttribute('aria-selected', 'true');
  await picturesInBothSchemes(page, 'assistant-menu');
  await page.keyboard.press('Tab');
  await expect(chat.message).toHaveValue('Hello ');
  await expect(page.getByRole('group', { name: 'Who answers' })).toContainText('Poet');
  await expect(chat.message).toHaveAttribute('placeholder', 'Message Poet…');
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'assistant-start');
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'A haiku on rain, please' }).click();
  await expect(chat.message).toHaveValue('A haiku on rain, please');
  await page.keyboard.press('Enter');
  const poem = chat.log.getByRole('article', { name: 'Poet' });
  await expect(poem).toContainText('A verse about that.');
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'assistant-chat');
  await page.getByRole('button', { name: 'Let Tutee answer' }).click();
  await expect(chat.message).toBeFocused();
  await chat.say('And now?');
  await expect(chat.lastAnswer).toContainText('Prose.');
  await expect(poem).toHaveCount(1);
});

test('a project has an assistant for its new chats; a card begins a chat with one; a deleted one is said', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(script));
  await makePoet(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands and chats' })).toBeFocused();
  await page.keyboard.type('new project');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Poems');
  await dialog.getByRole('combobox', { name: 'Who answers in its new chats' }).selectOption('Poet');
  await expectAccessibleInBothSchemes(page);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands and chats' })).toBeFocused();
  await page.keyboard.type('project poems');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Who answers' })).toContainText('Poet');
  await chat.message.fill('Hello there');
  await page.keyboard.press('Enter');
  await expect(chat.log.getByRole('article', { name: 'Poet' })).toContainText('A verse');
  const address = page.url();
  await openAgents(page, 'Yours');
  await page.getByRole('button', { name: 'Chat with Poet' }).click();
  await expect(page.getByRole('group', { name: 'Who answers' })).toContainText('Poet');
  await openAgents(page, 'Yours');
  await page.getByRole('link', { name: 'Poet', exact: true }).press('Delete');
  await expect(page.getByText('“Poet” deleted.')).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole('group', { name: 'Who answers' })).toContainText('was deleted; Tutee answers');
  await expectAccessibleInBothSchemes(page);
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
});
