import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { memoryRow, memoryRows, openMemory, pasteForReview, teach } from '../memory-desk.ts';

const long = `My garden ${'has tomatoes, beans, roses and a shed with a green door, '.repeat(12)}and a bench.`;

test('every view of the Memory page is accessible in light and dark', async ({ desk, chat }) => {
  const page = await desk.open();
  await openMemory(page);
  for (const tab of [/^Review/, 'Timeline', 'Map', 'Health']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessibleInBothSchemes(page);
  }
  await chat.start();
  await chat.say('Remember that my favourite colour is teal.');
  await openMemory(page);
  await teach(page, long);
  await teach(page, 'I live in Porto.');
  await pasteForReview(page, ['User lives in Lisbon.', 'User works as a nurse.']);
  await page.getByRole('tab', { name: 'All' }).click();
  await memoryRow(page, 'I live in Porto.').getByRole('link').focus();
  await page.keyboard.press('Space');
  await expectAccessibleInBothSchemes(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('I live in Porto.');
  await expectAccessibleInBothSchemes(page);
  await page.getByRole('button', { name: 'More for this memory' }).click();
  await page.getByRole('menuitem', { name: 'Forget for good…' }).click();
  await expect(page.getByRole('dialog', { name: 'Forget for good' })).toContainText('cannot be undone');
  await expectAccessibleInBothSchemes(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filters' }).click();
  await expectAccessibleInBothSchemes(page);
  await page.keyboard.press('Escape');
  for (const [tab, seen] of [
    [/^Review/, 'Would replace what you have'],
    ['Timeline', 'Learned by you'],
    ['Map', 'My favourite colour is teal.'],
    ['Health', 'Too long'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByText(seen).first()).toBeVisible();
    await expectAccessibleInBothSchemes(page);
  }
});

test('the timeline says what happened when, and opens what it is about', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(page.getByText('Nothing has happened yet')).toBeVisible();
  await teach(page, 'I live in Porto.');
  await expect(page.getByText('Learned by you')).toBeVisible();
  await page.getByRole('link', { name: 'I live in Porto.' }).press('Enter');
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText('Forgotten by you')).toBeVisible();
  await page.getByLabel('Jump to').fill('2020-01-01');
  await expect(page.getByText('Nothing happened until then.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page.getByText('Learned by you')).toBeVisible();
});

test('health finds what is too long, and one click puts it right, with Undo', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await page.getByRole('tab', { name: 'Health' }).click();
  await expect(page.getByText('All is well')).toBeVisible();
  await teach(page, long);
  const found = page.getByRole('list', { name: 'Too long' }).getByRole('listitem');
  await expect(found).toHaveCount(1);
  await found.getByRole('button', { name: 'Pause' }).press('Enter');
  await expect(page.getByText('All is well')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(found).toHaveCount(1);
});

test('groups by tag, and one click lists a group', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My cat is called Fig.');
  await teach(page, 'My boat is red.');
  await memoryRow(page, 'My boat is red.').getByRole('link').click();
  await page.getByRole('combobox', { name: 'Add a tag' }).fill('sea');
  await page.keyboard.press('Enter');
  await expect(memoryRow(page, 'My boat is red.')).toContainText('#sea');
  await page.getByRole('combobox', { name: 'Show' }).selectOption('By tag');
  await page.getByRole('list', { name: 'Memories by tag' }).getByRole('button', { name: '#sea' }).click();
  await expect(memoryRows(page)).toHaveCount(1);
});

test('a memory that an answer used wrongly is corrected from there', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my favourite colour is teal.');
  await chat.say('What is my favourite colour?');
  await page.getByRole('button', { name: 'Used 1 memory' }).click();
  await page.getByRole('button', { name: /That’s wrong/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Correct this memory' });
  await dialog.getByRole('textbox', { name: 'What is right?' }).fill('My favourite colour is amber.');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await openMemory(page);
  await expect(memoryRow(page, 'My favourite colour is amber.')).toBeVisible();
  await expect(memoryRow(page, 'My favourite colour is teal.')).toHaveCount(0);
});

test('learning is paused and resumed with one click beside the message field', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await page.getByRole('button', { name: 'Pause learning' }).click();
  await expect(page.getByText('Learning: paused')).toBeVisible();
  await chat.say('I live in Porto.');
  await expect(chat.remembered).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume learning' }).click();
  await expect(page.getByText('Learning: paused')).toHaveCount(0);
  await chat.say('I live in Porto.');
  await expect(chat.remembered).toContainText('Porto');
});

test('the map by keyboard: what is near is listed, selected, narrowed by kind and opened', async ({
  desk,
}) => {
  const page = await desk.open();
  await openMemory(page);
  await page.getByRole('tab', { name: 'Map' }).click();
  await expect(page.getByText('No map yet')).toBeVisible();
  await page.getByRole('tab', { name: 'All' }).click();
  for (const text of ['My cat is called Fig.', 'My boat is red.', 'I prefer trains to planes.']) {
    await teach(page, text);
  }
  await page.getByRole('tab', { name: 'Map' }).click();
  const near = page.getByRole('list', { name: 'Near the middle' }).getByRole('listitem');
  await expect(near).toHaveCount(3);
  await page.getByRole('button', { name: 'Preferences' }).press('Enter');
  await expect(near).toHaveCount(1);
  await page.getByRole('button', { name: 'Preferences' }).press('Enter');
  await expect(near).toHaveCount(3);
  await page.getByRole('button', { name: 'Select these' }).press('Enter');
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  await expect(bar).toContainText('3 selected');
  await bar.getByRole('button', { name: 'Pin' }).press('Enter');
  await expect(page.getByText('3 memories pinned.')).toBeVisible();
  await near.first().getByRole('link').press('Enter');
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('pinned');

  const map = page.getByRole('application');
  await map.focus();
  for (let times = 0; times < 12; times += 1) await page.keyboard.press('+');
  for (let times = 0; times < 40; times += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByText('No memory is here.')).toBeVisible();
  await page.keyboard.press('0');
  await expect(near).toHaveCount(3);
});

test('memories that nearly say the same are made one from Health', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My sister Ana lives in the city of Porto.');
  await teach(page, 'My sister Ana lives in Porto city.');
  await page.getByRole('tab', { name: 'Health' }).click();
  const pairs = page.getByRole('list', { name: 'Nearly the same' }).getByRole('listitem');
  await expect(pairs).toHaveCount(1);
  await pairs.getByRole('button', { name: 'Keep newer words' }).press('Enter');
  await expect(pairs).toHaveCount(0);
  await page.getByRole('tab', { name: 'All' }).click();
  await expect(memoryRows(page)).toHaveCount(1);
  await expect(memoryRow(page, 'My sister Ana lives in Porto city.')).toBeVisible();
});
