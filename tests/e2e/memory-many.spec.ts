import { mkdir } from 'node:fs/promises';
import { Store } from '#main/store/store.ts';
import { addMany } from '../support/many-memories.ts';
import { expect, test } from './fixtures.ts';
import { openMemory } from './memory-desk.ts';

const COUNT = 12_000;

test('a change of thousands shows how far it is, can be stopped, and is taken back as one', async ({
  desk,
}) => {
  await mkdir(desk.dataDir);
  const store = new Store({ dataDir: desk.dataDir, appVersion: 'test', now: Date.now });
  // In the bin, where nothing has to be made comparable first.
  addMany(store.memories, COUNT, { status: 'forgotten' });
  store.close();

  const page = await desk.open();
  await openMemory(page);
  await page.getByRole('button', { name: 'Bin 12,000' }).click();
  const list = page.getByRole('list', { name: 'Memories' });
  await list.getByRole('link').first().focus();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  await expect(bar).toContainText('12,000 selected');
  await bar.getByRole('button', { name: 'Bring back' }).click();

  const changing = page.getByRole('region', { name: 'Changing memories' });
  await changing.getByRole('button', { name: 'Cancel' }).click();
  await expect(changing).toBeHidden();
  const said = page.getByText(/memories brought back\. Stopped before the other [\d,]+\./);
  await expect(said).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Bin 12,000' })).toBeVisible();
  await expect(page.getByText('0 memories · all on this machine')).toBeVisible();
});
