import { expect, test } from '../fixtures.ts';
import { memoryRow, openMemory, pasteForReview, teach } from '../memory-desk.ts';

test('approving, editing, rejecting and merging by keyboard alone', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'I live in Porto.');
  await pasteForReview(page, [
    'User lives in Lisbon.',
    'User prefers short answers.',
    'User works as a nurse.',
    'User plays the violin.',
  ]);
  await page.getByRole('tab', { name: 'Review 4' }).click();
  const waiting = page.getByRole('list', { name: 'Memories to review' }).getByRole('listitem');
  await expect(waiting).toHaveCount(4);

  await waiting.first().getByRole('link').focus();
  await expect(waiting.first()).toHaveAccessibleName('I play the violin.');
  await page.keyboard.press('a');
  await expect(waiting).toHaveCount(3);
  await expect(waiting.first().getByRole('link')).toBeFocused();
  await page.keyboard.press('r');
  await expect(waiting).toHaveCount(2);
  await expect(waiting.first()).toHaveAccessibleName('I prefer short answers.');
  await expect(waiting.first().getByRole('link')).toBeFocused();
  await page.keyboard.press('e');
  const edit = page.getByRole('dialog', { name: 'Edit memory' });
  await edit.getByRole('textbox', { name: 'Memory' }).fill('I prefer short answers in the morning.');
  await page.keyboard.press('Control+Enter');
  await expect(edit).toBeHidden();
  await expect(waiting).toHaveCount(1);

  await expect(waiting.first().locator('del')).toHaveText('Porto');
  await expect(waiting.first().locator('ins')).toHaveText('Lisbon');
  await waiting.first().getByRole('link').press('m');
  const merge = page.getByRole('dialog', { name: 'Merge' });
  await merge.getByRole('textbox', { name: 'What the one memory says' }).fill('I live in Porto and Lisbon.');
  await merge.getByRole('button', { name: 'Save as one' }).press('Enter');
  await expect(page.getByText('Nothing to review')).toBeVisible();

  await page.getByRole('tab', { name: 'All' }).click();
  for (const text of [
    'I play the violin.',
    'I prefer short answers in the morning.',
    'I live in Porto and Lisbon.',
  ]) {
    await expect(memoryRow(page, text)).toBeVisible();
  }
  await expect(memoryRow(page, 'I live in Porto.')).toHaveCount(0);
  await expect(memoryRow(page, 'I work as a nurse.')).toHaveCount(0);
});

test('approving all that wait is one change with one Undo', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await pasteForReview(page, ['User prefers short answers.', 'User works as a nurse.', 'User has a dog.']);
  await page.getByRole('tab', { name: 'Review 3' }).click();
  await page.getByRole('button', { name: 'Select all' }).click();
  const bar = page.getByRole('toolbar', { name: 'Selected memories' });
  await expect(bar).toContainText('3 selected');
  await bar.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Nothing to review')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('tab', { name: 'Review 3' })).toBeVisible();
});
