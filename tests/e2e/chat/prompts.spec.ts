import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

test('a prompt is chosen with "/", filled in by Tab and inserted; nothing is sent by that', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.message.pressSequentially('/');
  const menu = page.getByRole('listbox', { name: 'Prompts' });
  await expect(menu.getByRole('option')).toHaveCount(12);
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'prompt-menu');
  await page.keyboard.press('ArrowUp');
  await expect(menu.getByRole('option', { name: 'Edit prompts…' })).toHaveAttribute('aria-selected', 'true');
  // The list itself takes the focus too, and works by the same keys.
  await page.keyboard.press('Shift+Tab');
  await expect(menu).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('option', { name: '/teach' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(chat.message).toBeFocused();
  await page.keyboard.press('Backspace');
  await chat.message.pressSequentially('/pl');
  await expect(menu.getByRole('option', { name: 'Plan' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Plan' });
  await expect(form.getByRole('textbox', { name: 'goal' })).toBeFocused();
  await page.keyboard.type('a garden shed');
  await page.keyboard.press('Tab');
  await page.keyboard.type('May');
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'prompt-form');
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await page.keyboard.press('Enter');
  await expect(form).toHaveCount(0);
  await expect(chat.message).toBeFocused();
  await expect(chat.message).toHaveValue(/^Make a plan for a garden shed until May\./);
  await expect(chat.log.getByRole('article')).toHaveCount(0);
  await chat.message.fill('');
  await chat.message.pressSequentially('/');
  await expect(menu).toBeVisible();
  await expectNoOverflow(page);
});

test('prompts are written, copied, deleted with Undo in Settings, and used in the chat', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.message.pressSequentially('/edit');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Prompts' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('None yet.')).toBeVisible();
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'prompts');
  await page.getByRole('button', { name: 'Edit a copy of Quiz' }).click();
  const dialog = page.getByRole('dialog', { name: 'New prompt' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('My quiz');
  await expect(dialog.getByRole('status')).toHaveText('Asks for: number, subject.');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Ask me about rivers.');
  await expectAccessibleInBothSchemes(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const own = page.getByRole('list', { name: 'Your prompts' });
  await expect(own.getByRole('listitem', { name: 'My quiz' })).toContainText('Ask me about rivers.');
  await page.getByRole('button', { name: 'New prompt' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('MY QUIZ');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('x');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('There is a prompt of that name already.');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await own.getByRole('button', { name: 'Delete My quiz' }).press('Enter');
  await expect(own).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(own.getByRole('listitem', { name: 'My quiz' })).toBeVisible();
  await page.keyboard.press('Alt+1');
  await chat.message.fill('');
  await chat.message.pressSequentially('/my');
  await page.keyboard.press('Enter');
  await expect(chat.message).toHaveValue('Ask me about rivers.');
});

test('"/teach" is offered, and a message that only looks like a command is sent as it is', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.message.pressSequentially('/te');
  await page.keyboard.press('Enter');
  await expect(chat.message).toHaveValue('/teach ');
  await page.keyboard.type('My boat is red.');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(chat.remembered).toContainText('My boat is red.');
  await chat.say('/usr/share/doc is a folder');
  await expect(chat.log.getByRole('article', { name: 'You' }).last()).toContainText('/usr/share/doc');
});
