import { expect, test } from './fixtures.ts';
import { memoryRow, openMemory, teach } from './memory-desk.ts';

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
