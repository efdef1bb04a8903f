import { expect, test } from '../fixtures.ts';
import { memoryRow as row, openMemory, teach } from '../memory-desk.ts';

test('teaching, searching, editing, pausing, pinning and forgetting a memory', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My dentist is Doctor Okafor.');
  await teach(page, 'I prefer trains to planes.');
  await expect(row(page, 'My dentist is Doctor Okafor.')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search memories' }).fill('dentist');
  await expect(row(page, 'My dentist is Doctor Okafor.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search memories' }).fill('');

  await row(page, 'My dentist is Doctor Okafor.').hover();
  await row(page, 'My dentist is Doctor Okafor.').getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('dialog').getByRole('textbox').first();
  await editor.fill('My dentist is Doctor Adeyemi.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'My dentist is Doctor Adeyemi.')).toBeVisible();

  await row(page, 'My dentist is Doctor Adeyemi.').getByRole('button', { name: 'History' }).click();
  await expect(page.getByText('My dentist is Doctor Okafor.').first()).toBeVisible();

  await row(page, 'I prefer trains to planes.').getByRole('button', { name: 'Pause' }).click();
  await expect(row(page, 'I prefer trains to planes.').getByRole('button', { name: 'Resume' })).toBeVisible();
  await row(page, 'I prefer trains to planes.').getByRole('button', { name: 'Resume' }).click();
  await row(page, 'I prefer trains to planes.').getByRole('button', { name: 'Pin' }).click();
  await expect(row(page, 'I prefer trains to planes.').getByRole('button', { name: 'Unpin' })).toBeVisible();

  await row(page, 'My dentist is Doctor Adeyemi.').getByRole('button', { name: 'Forget' }).click();
  await expect(row(page, 'My dentist is Doctor Adeyemi.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'My dentist is Doctor Adeyemi.')).toBeVisible();
});

test('the chip under a teaching undoes and edits it', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my bike is blue.');
  await chat.remembered.getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('dialog').getByRole('textbox').first();
  await editor.fill('My bike is dark blue.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(chat.remembered).toContainText('My bike is dark blue.');
  await openMemory(page);
  await expect(row(page, 'My bike is dark blue.')).toBeVisible();
  await page.goBack();

  await chat.say('Remember that my cat is called Fig.');
  await chat.remembered.last().getByRole('button', { name: 'Undo' }).click();
  await expect(chat.remembered.last().getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await openMemory(page);
  await expect(row(page, 'My cat is called Fig.')).toHaveCount(0);
});

test('a paused memory is not recalled', async ({ desk, chat }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My bike lock code is written under the saddle.');
  await row(page, 'My bike lock code is written under the saddle.')
    .getByRole('button', { name: 'Pause' })
    .click();
  await expect(row(page, 'My bike lock code is written under the saddle.')).toContainText('paused');
  await chat.start();
  await chat.say('Where is my bike lock code?');
  await expect(chat.lastAnswer).not.toContainText('saddle');
});

test('an empty memory page teaches what it is for, and the Review tab names its count', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await expect(page.getByRole('tab', { name: /Review/ })).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Teach' }).first()).toBeVisible();
});
