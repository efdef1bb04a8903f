import { expect, test } from '../fixtures.ts';
import { memoryRow, memoryRows, openMemory, teach } from '../memory-desk.ts';

test('details: tags, an end, private, history of each, and the way to the message that taught it', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my favourite colour is teal.');
  await openMemory(page);
  await memoryRow(page, 'My favourite colour is teal.').getByRole('link').click();
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByRole('combobox', { name: 'Add a tag' }).fill('Colours');
  await page.keyboard.press('Enter');
  await expect(details.getByRole('list', { name: 'Tags' })).toContainText('#colours');
  await details.getByLabel('Holds until the end of').fill('2035-12-24');
  await details.getByRole('switch', { name: 'Private' }).press('Space');
  await expect(details).toContainText('private');
  await expect(details).toContainText('none → #colours');
  await expect(details).toContainText('for good → until 24 Dec 2035');
  await details.getByRole('button', { name: 'Take off #colours' }).click();
  await expect(details.getByRole('list', { name: 'Tags' })).toHaveCount(0);

  await details.getByRole('link', { name: 'Remember that my favourite colour is teal.' }).click();
  await expect(chat.log.getByRole('article', { name: 'You' })).toContainText('teal');
  await expect(page).toHaveURL(/chat\/[0-9a-f-]+\/[0-9a-f-]+$/);
});

test('the bin: brought back, and forgotten for good with the words in the chat', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my locker code is 7315.');
  await openMemory(page);
  await teach(page, 'My cat is called Fig.');
  for (const text of ['My locker code is 7315.', 'My cat is called Fig.']) {
    await memoryRow(page, text).getByRole('button', { name: 'Forget' }).click();
    await expect(memoryRow(page, text)).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Bin 2' }).click();
  await expect(memoryRow(page, 'My cat is called Fig.')).toContainText('30 days left');
  await memoryRow(page, 'My cat is called Fig.').getByRole('button', { name: 'Bring back' }).click();
  await expect(memoryRows(page)).toHaveCount(1);

  await page.getByRole('button', { name: 'Empty the bin' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget for good' });
  await expect(dialog).toContainText('This cannot be undone');
  await dialog.getByRole('checkbox', { name: 'Take the words out of these chats too' }).check();
  await dialog.getByRole('button', { name: 'Forget for good' }).click();
  await expect(page.getByText('The bin is empty')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(memoryRow(page, 'My cat is called Fig.')).toBeVisible();
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Chat').click();
  await expect(chat.log.getByRole('article').first()).toBeVisible();
  await expect(chat.log).not.toContainText('7315');
});
