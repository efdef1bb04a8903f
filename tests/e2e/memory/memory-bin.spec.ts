import { expect, test } from '../fixtures.ts';
import { memoryRow, openMemory, teach } from '../memory-desk.ts';

test('an Undo goes when what it would bring back was forgotten for good, here or in another window', async ({
  desk,
  shell,
}) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My cat is called Fig.');
  await teach(page, 'My locker code is 7315.');
  await memoryRow(page, 'My cat is called Fig.').getByRole('button', { name: 'Forget' }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  const elsewhere = shell === 'electron' ? page : await page.context().newPage();
  if (elsewhere !== page) await elsewhere.goto(page.url());
  // Held, so that it cannot go by itself meanwhile.
  await undo.hover();
  await elsewhere.getByRole('button', { name: 'Bin 1' }).click();
  await elsewhere.getByRole('button', { name: 'Empty the bin' }).click();
  const dialog = elsewhere.getByRole('dialog', { name: 'Forget for good' });
  await dialog.getByRole('button', { name: 'Forget for good' }).click();
  await expect(elsewhere.getByText('1 memory forgotten for good.')).toBeVisible();
  await expect(undo).toHaveCount(0);
});

test('details that are open in one window close when their memory is forgotten for good in another', async ({
  desk,
  shell,
}) => {
  test.skip(shell === 'electron', 'The desktop app has one window.');
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My cat is called Fig.');
  await teach(page, 'My locker code is 7315.');
  await memoryRow(page, 'My cat is called Fig.').getByRole('link').press('Enter');
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByRole('button', { name: 'Edit' }).focus();
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(page.url());
  await elsewhere.getByRole('button', { name: 'More for this memory' }).click();
  await elsewhere.getByRole('menuitem', { name: 'Forget for good…' }).click();
  await elsewhere.getByRole('dialog').getByRole('button', { name: 'Forget for good' }).click();
  await expect(details).toHaveCount(0);
  await expect(memoryRow(page, 'My locker code is 7315.').getByRole('link')).toBeFocused();
  const search = page.getByRole('searchbox', { name: 'Search memories' });
  await search.fill('nothing says this '.repeat(50));
  const heading = page.getByText(/^Nothing found for/);
  await expect(heading).toHaveText(/^Nothing found for “.{70,80}…”$/);
});

test('the focus stays on the page when memories are forgotten for good', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  for (const text of ['My cat is called Fig.', 'My locker code is 7315.', 'I live in Porto.'])
    await teach(page, text);
  const dialog = page.getByRole('dialog', { name: 'Forget for good' });
  const forget = async () => {
    await dialog.getByRole('button', { name: 'Forget for good' }).press('Enter');
    await expect(dialog).toHaveCount(0);
  };
  // From the details of one: on another memory.
  await memoryRow(page, 'I live in Porto.').getByRole('link').press('Enter');
  await page.getByRole('button', { name: 'More for this memory' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Forget for good…' }).press('Enter');
  await forget();
  await expect(memoryRow(page, 'I live in Porto.')).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Memories' }).getByRole('link').first()).toBeFocused();
  // From the bin, which is empty then: on the way out of it.
  await memoryRow(page, 'My cat is called Fig.').getByRole('button', { name: 'Forget' }).click();
  await page.getByRole('button', { name: 'Bin 1' }).click();
  await page.getByRole('button', { name: 'Empty the bin' }).press('Enter');
  await forget();
  await expect(page.getByText('The bin is empty')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show all' })).toBeFocused();
  // Of those that are selected, when there are none besides.
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Select all' }).press('Enter');
  await page.getByRole('button', { name: 'More for these memories' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Forget for good…' }).press('Enter');
  await forget();
  await expect(page.getByRole('button', { name: 'Write the first one' })).toBeFocused();
});
