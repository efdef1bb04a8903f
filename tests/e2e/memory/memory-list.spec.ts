import { expect, test } from '../fixtures.ts';
import { memoryRow, memoryRows, openMemory, teach } from '../memory-desk.ts';

const taught = ['My cat is called Fig.', 'My bike is blue.', 'My roof leaks in May.', 'My boat is red.'];

test('selecting a range and all by keyboard, one change for all, one Undo', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  for (const text of taught) await teach(page, text);
  await expect(memoryRows(page)).toHaveCount(4);

  await memoryRow(page, 'My boat is red.').getByRole('link').focus();
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  for (const [key, count] of [
    ['Space', 1],
    ['Shift+ArrowDown', 2],
    ['Shift+ArrowDown', 3],
    ['Shift+ArrowUp', 2],
  ] as const) {
    await page.keyboard.press(key);
    await expect(bar).toContainText(`${count} selected`);
  }
  await bar.getByRole('button', { name: 'Pin' }).click();
  await expect(bar).toBeHidden();
  await page.getByRole('button', { name: 'Pinned 2' }).click();
  await expect(memoryRows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(memoryRows(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all' }).click();

  await memoryRow(page, 'My bike is blue.').getByRole('link').focus();
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText('4 selected');
  await page.keyboard.press('Space');
  await expect(bar).toContainText('3 selected');
  await page.keyboard.press('Delete');
  await expect(memoryRows(page)).toHaveCount(1);
  await expect(memoryRow(page, 'My bike is blue.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(memoryRows(page)).toHaveCount(4);
});

test('ticking with Shift, tagging, finding by tag, and letting go with Escape', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  for (const text of taught) await teach(page, text);
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  await memoryRow(page, 'My boat is red.').getByRole('checkbox').click();
  await expect(bar).toContainText('1 selected');
  await memoryRow(page, 'My bike is blue.')
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('3 selected');
  await bar.getByRole('button', { name: 'Tag…' }).click();
  await page.getByRole('combobox', { name: 'Tag' }).fill('Home');
  await page.keyboard.press('Enter');
  await expect(memoryRow(page, 'My boat is red.')).toContainText('#home');

  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('checkbox', { name: '#home' }).check();
  await page.keyboard.press('Escape');
  await expect(memoryRows(page)).toHaveCount(3);
  await page.getByRole('button', { name: '#home 3' }).click();
  await expect(memoryRows(page)).toHaveCount(4);

  await memoryRow(page, 'My boat is red.').getByRole('link').focus();
  await page.keyboard.press('Space');
  await expect(bar).toContainText('1 selected');
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});

test('filters add up, a search that finds nothing says so, and order can be chosen', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'I prefer trains to planes.');
  await teach(page, 'My cat is called Fig.');
  await page.getByRole('button', { name: 'Preferences 1' }).click();
  await expect(memoryRows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Facts 1' }).click();
  await expect(memoryRows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Paused 0' }).click();
  await expect(page.getByText('Nothing fits all of these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();

  await page.getByRole('combobox', { name: 'Sort' }).selectOption('oldest');
  await expect(memoryRows(page).first()).toHaveAccessibleName('I prefer trains to planes.');
  await page.getByRole('searchbox', { name: 'Search memories' }).fill('zzzz');
  await expect(page.getByText('Nothing found for “zzzz”')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(memoryRows(page)).toHaveCount(2);
});
