import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { memoryRow, memoryRows, openMemory } from '../memory-desk.ts';

/** Goes there by Tab alone, as somebody without a mouse does. */
async function tabTo(page: Page, there: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await there.waitFor();
  // Found by its name once, and again when the page has drawn another in its place: finding it takes longer than the key.
  let target = await there.elementHandle();
  for (let step = 0; step < 90; step += 1) {
    const focused = await target?.evaluate((element) =>
      element.isConnected ? element === document.activeElement : null,
    );
    if (focused === true) return;
    if (focused === false) await page.keyboard.press(key);
    else target = await there.elementHandle();
  }
  throw new Error(`Tab does not reach ${String(there)}`);
}

async function tabAndPress(page: Page, there: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, there);
  await page.keyboard.press(key);
}

/** It takes the focus a moment after it opens; keys pressed before that are the button's. */
async function menuHasFocus(page: Page): Promise<void> {
  const inside = () => page.getByRole('menu').evaluate((menu) => menu.contains(document.activeElement));
  await expect.poll(inside).toBe(true);
}

/** From the menu that has just opened, by the arrow keys. */
async function chooseFromMenu(page: Page, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name });
  await item.waitFor();
  await menuHasFocus(page);
  for (let step = 0; step < 9; step += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
}

async function undo(page: Page): Promise<void> {
  await tabAndPress(page, page.getByRole('button', { name: 'Undo' }));
}

/** From the top of the page, so that each way is the whole way. */
async function fromTop(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** The one row that Tab reaches. */
function reachedRow(page: Page): Locator {
  return page.getByRole('list', { name: 'Memories' }).locator('a[tabindex="0"]');
}

async function teachByKeys(page: Page, text: string): Promise<void> {
  await fromTop(page);
  await tabAndPress(page, page.getByRole('button', { name: 'Teach' }).first());
  const dialog = page.getByRole('dialog', { name: 'Teach' });
  await expect(dialog.getByRole('textbox', { name: 'What should I remember?' })).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
}

test('the list by keyboard alone: teach, search, sort, every action of a row, of many, and of the bin', async ({
  desk,
}) => {
  const page = await desk.open();
  await openMemory(page);
  for (const text of ['My cat is called Fig.', 'My bike is blue.', 'My boat is red.'])
    await teachByKeys(page, text);
  const bike = memoryRow(page, 'My bike is blue.');
  const boat = memoryRow(page, 'My boat is red.');

  await tabTo(page, page.getByRole('searchbox', { name: 'Search memories' }));
  await page.keyboard.type('bike');
  await expect(memoryRows(page).first()).toHaveAccessibleName('My bike is blue.');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Backspace');
  await tabTo(page, page.getByRole('combobox', { name: 'Sort' }));
  await page.keyboard.press('ArrowDown');
  await expect(memoryRows(page).first()).toHaveAccessibleName('My cat is called Fig.');
  await page.keyboard.press('ArrowUp');
  await expect(memoryRows(page).first()).toHaveAccessibleName('My boat is red.');

  // One row is reached by Tab, the others by the arrow keys, and what can be done with it by Tab again.
  await tabTo(page, boat.getByRole('link'));
  await page.keyboard.press('ArrowDown');
  await expect(bike.getByRole('link')).toBeFocused();
  await page.keyboard.press('p');
  await expect(bike).toContainText('paused');
  await page.keyboard.press('p');
  await expect(bike).not.toContainText('paused');
  await page.keyboard.press('e');
  const edit = page.getByRole('dialog', { name: 'Edit memory' });
  await expect(edit).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(edit).toBeHidden();
  await tabAndPress(page, bike.getByRole('button', { name: 'Pin' }));
  await expect(bike).toContainText('pinned');
  await tabAndPress(page, bike.getByRole('button', { name: 'Unpin' }), 'Space');
  await expect(bike).not.toContainText('pinned');
  await tabTo(page, bike.getByRole('link'), 'Shift+Tab');
  await page.keyboard.press('Delete');
  await expect(bike).toHaveCount(0);
  await undo(page);
  await expect(bike).toBeVisible();

  await fromTop(page);
  await tabTo(page, reachedRow(page));
  await page.keyboard.press('Home');
  await expect(boat.getByRole('link')).toBeFocused();
  await page.keyboard.press('Space');
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  await expect(bar).toContainText('1 selected');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar).toContainText('2 selected');
  await fromTop(page);
  await tabAndPress(page, bar.getByRole('button', { name: 'Tag…' }));
  await expect(page.getByRole('combobox', { name: 'Tag' })).toBeFocused();
  await page.keyboard.type('home');
  await page.keyboard.press('Enter');
  await expect(boat).toContainText('#home');
  await fromTop(page);
  await tabTo(page, reachedRow(page));
  await page.keyboard.press('Control+A');
  await expect(bar).toContainText('3 selected');
  await fromTop(page);
  await tabAndPress(page, bar.getByRole('button', { name: 'More for these memories' }));
  await expect(page.getByRole('menu')).toBeVisible();
  await menuHasFocus(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await tabAndPress(page, bar.getByRole('button', { name: 'Make private' }));
  await expect(page.getByRole('button', { name: 'Private 3' })).toBeVisible();
  await undo(page);
  await expect(page.getByRole('button', { name: 'Private 0' })).toBeVisible();

  await fromTop(page);
  await tabTo(page, reachedRow(page));
  await page.keyboard.press('Home');
  await expect(boat.getByRole('link')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(boat).toHaveCount(0);
  await fromTop(page);
  await tabAndPress(page, page.getByRole('button', { name: 'Bin 1' }));
  await tabAndPress(page, boat.getByRole('button', { name: 'Bring back' }));
  await expect(boat).toHaveCount(0);
  await fromTop(page);
  await tabAndPress(page, page.getByRole('button', { name: /^All/ }).first());
  await expect(memoryRows(page)).toHaveCount(3);
});

test('details and the other views by keyboard alone', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  for (const text of ['My cat is called Fig.', 'My boat is red.']) await teachByKeys(page, text);
  await tabTo(page, memoryRow(page, 'My boat is red.').getByRole('link'));
  await page.keyboard.press('Enter');
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details).toContainText('My boat is red.');
  await tabTo(page, details.getByRole('combobox', { name: 'Add a tag' }));
  await page.keyboard.type('sea');
  await page.keyboard.press('Enter');
  await expect(details.getByRole('list', { name: 'Tags' })).toContainText('#sea');
  await tabTo(page, details.getByLabel('Holds until the end of'));
  await page.keyboard.type('12242035');
  await expect(details).toContainText('for good → until 24 Dec 2035');
  await tabAndPress(page, details.getByRole('switch', { name: 'Private' }), 'Space');
  await expect(details).toContainText('private');
  for (const [name, then] of [
    ['Pause', 'Resume'],
    ['Resume', 'Pause'],
    ['Pin', 'Unpin'],
  ] as const) {
    await fromTop(page);
    await tabAndPress(page, details.getByRole('button', { name, exact: true }));
    await expect(details.getByRole('button', { name: then, exact: true })).toBeVisible();
  }
  await fromTop(page);
  await tabAndPress(page, details.getByRole('button', { name: 'More for this memory' }));
  await chooseFromMenu(page, 'Forget for good…');
  const purge = page.getByRole('dialog', { name: 'Forget for good' });
  await tabAndPress(page, purge.getByRole('button', { name: 'Forget for good' }));
  await expect(page.getByText('1 memory forgotten for good.')).toBeVisible();

  const all = page.getByRole('tab', { name: 'All' });
  await fromTop(page);
  await tabTo(page, all);
  for (const name of [/^Review/, 'Timeline', 'Map', 'Health']) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name })).toBeFocused();
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tabpanel')).toBeVisible();
  }
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('combobox', { name: 'Show' }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('list', { name: 'Memories by subject' })).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await fromTop(page);
  await tabAndPress(page, page.getByRole('button', { name: 'Would this be found?' }));
  const trial = page.getByRole('region', { name: 'Would this be found?' });
  await tabTo(page, trial.getByRole('textbox'));
  await page.keyboard.type('What is my cat called?');
  await page.keyboard.press('Enter');
  await expect(trial).toContainText('My cat is called Fig.');
  await expect(trial.getByRole('note', { name: 'Understood as' })).toHaveText(
    /^Understood as a (?:question about you|request)\.$/u,
  );
  await fromTop(page);
  await tabAndPress(page, page.getByRole('button', { name: 'Import or export' }));
  await chooseFromMenu(page, 'Export memories…');
  await expect(page.getByRole('dialog', { name: 'Export memories' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the filters by date and by place, and moving, by keyboard alone', async ({ desk }) => {
  const page = await desk.open();
  await tabAndPress(page, page.getByRole('button', { name: 'New project' }));
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Trip');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await openMemory(page);
  for (const text of ['My cat is called Fig.', 'My boat is red.']) await teachByKeys(page, text);
  const boat = memoryRow(page, 'My boat is red.');

  await fromTop(page);
  await tabTo(page, boat.getByRole('link'));
  await page.keyboard.press('Space');
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  await expect(bar).toContainText('1 selected');
  await fromTop(page);
  await tabAndPress(page, bar.getByRole('button', { name: 'Move to…' }));
  await chooseFromMenu(page, 'project Trip');
  await expect(boat).toContainText('project Trip');
  await undo(page);
  await expect(boat).not.toContainText('project Trip');
  await fromTop(page);
  await tabTo(page, boat.getByRole('link'));
  await page.keyboard.press('Enter');
  const details = page.getByRole('region', { name: 'Details' });
  const applies = details.getByRole('combobox', { name: 'Applies' });
  await tabTo(page, applies);
  await page.keyboard.press('ArrowDown');
  await expect(applies).toHaveValue(/^project:/);
  await expect(boat).toContainText('project Trip');
  await page.keyboard.press('Escape');

  const filters = page.getByRole('button', { name: 'Filters' });
  await fromTop(page);
  await tabAndPress(page, filters);
  const place = page.getByRole('checkbox', { name: /^project Trip/ });
  await tabAndPress(page, place, 'Space');
  await expect(place).toBeChecked();
  await expect(memoryRows(page)).toHaveCount(1);
  const from = page.getByRole('textbox', { name: 'From' });
  await tabTo(page, from);
  await page.keyboard.type('01012035');
  await expect(memoryRows(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(place).toBeHidden();
  await expect(filters).toBeFocused();
  await tabAndPress(page, page.getByRole('button', { name: /^Learned since 1 Jan 2035/ }), 'Space');
  await expect(memoryRows(page)).toHaveCount(1);
  await fromTop(page);
  await tabAndPress(page, page.getByRole('button', { name: /^project Trip 1/ }));
  await expect(memoryRows(page)).toHaveCount(2);
  await fromTop(page);
  await tabTo(page, page.getByRole('combobox', { name: 'Show' }));
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('list', { name: 'Memories by where they apply' })).toBeVisible();
});

test('the map by Tab alone: its tools, its points, those near, all that are selected', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  for (const text of ['My cat is called Fig.', 'I prefer trains to planes.']) await teachByKeys(page, text);
  await fromTop(page);
  await tabTo(page, page.getByRole('tab', { name: 'All' }));
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Map' })).toBeFocused();
  const near = page.getByRole('list', { name: 'Near the middle' }).getByRole('listitem');
  await expect(near).toHaveCount(2);
  await tabAndPress(page, page.getByRole('button', { name: 'Preferences' }), 'Space');
  await expect(near).toHaveCount(1);
  await page.keyboard.press('Space');
  await expect(near).toHaveCount(2);
  await tabTo(page, page.getByRole('application'));
  for (let times = 0; times < 12; times += 1) await page.keyboard.press('+');
  for (let times = 0; times < 40; times += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByText('No memory is here.')).toBeVisible();
  const tools = page.getByRole('toolbar', { name: 'Map' });
  await tabAndPress(page, tools.getByRole('button', { name: 'Nearer' }));
  await tabAndPress(page, tools.getByRole('button', { name: 'Farther' }));
  await tabAndPress(page, tools.getByRole('button', { name: 'Whole map' }));
  await expect(near).toHaveCount(2);
  // A lasso needs a pointer; this selects the same without one.
  await tabAndPress(page, page.getByRole('button', { name: 'Select these' }));
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  await expect(bar).toContainText('2 selected');
  await fromTop(page);
  await tabAndPress(page, bar.getByRole('button', { name: 'Pin' }));
  await expect(page.getByText('2 memories pinned.')).toBeVisible();
  await fromTop(page);
  await tabAndPress(page, near.first().getByRole('link'));
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('pinned');
});
