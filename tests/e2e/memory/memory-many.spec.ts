import { mkdir } from 'node:fs/promises';
import { Store } from '#main/store/store.ts';
import { addMany } from '../../support/many-memories.ts';
import { expect, test } from '../fixtures.ts';
import { openMemory } from '../memory-desk.ts';

const COUNT = 12_000;

// What is done thousands of times takes its time on a busy machine; what is waited for is that it comes, not when.
test.slow();
const expectSoon = expect.configure({ timeout: 120_000 });

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
  await expectSoon(said).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectSoon(page.getByRole('button', { name: 'Bin 12,000' })).toBeVisible();
  await expect(page.getByText('0 memories · all on this machine')).toBeVisible();
});

test('forgetting thousands for good shows how far it is and can be stopped; the others stay', async ({
  desk,
}) => {
  await mkdir(desk.dataDir);
  const store = new Store({ dataDir: desk.dataDir, appVersion: 'test', now: Date.now });
  addMany(store.memories, COUNT, { status: 'forgotten' });
  store.close();

  const page = await desk.open();
  await openMemory(page);
  await page.getByRole('button', { name: 'Bin 12,000' }).click();
  await page.getByRole('button', { name: 'Empty the bin' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget for good' });
  await expectSoon(dialog).toContainText('12,000 memories go');
  await dialog.getByRole('button', { name: 'Forget for good' }).click();
  const progress = dialog.getByRole('region', { name: 'Forgetting for good' });
  await expect(progress.getByRole('status')).toContainText(/^Forgetting for good: [\d,]+ of 12,000$/);
  await progress.getByRole('button', { name: 'Stop, and keep the others' }).press('Enter');
  const said = page.getByText(/memories forgotten for good\. Stopped before the other [\d,]+\./);
  await expectSoon(said).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('list', { name: 'Memories' }).getByRole('link').first()).toBeFocused();
  const left = /the other ([\d,]+)\./.exec((await said.textContent()) ?? '')?.[1] ?? '';
  await expect(page.getByRole('button', { name: `Bin ${left}` })).toBeVisible();
});
