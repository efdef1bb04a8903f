/** The Memory page: empty, full, and each of its views. */
import { test } from '../e2e/fixtures.ts';
import { memoryRow, openMemory, pasteForReview, teach } from '../e2e/memory-desk.ts';
import { shoot, show } from './shoot.ts';

const views = ['timeline', 'map', 'health', 'review'] as const;

test('nothing is remembered', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await shoot(page, 'memory-empty');
  for (const view of views) {
    await show(page, `memory/${view}`);
    await shoot(page, `memory-empty-${view}`);
  }
});

test('much is remembered', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await page.getByRole('button', { name: 'Teach' }).first().click();
  await shoot(page, 'memory-teach');
  await page.keyboard.press('Escape');
  const texts = [
    'I am allergic to walnuts.',
    'My sister Ana works for a bakery in Porto, opens it at five in the morning, and never answers the phone before noon.',
    'Answer in British English.',
    'I prefer trains to planes.',
    'My favourite colour is teal.',
    'My bicycle is called Rocinante.',
    '我住在里斯本。',
    'أحب القهوة بدون سكر.',
  ];
  for (const text of texts) await teach(page, text);
  await shoot(page, 'memory-list');
  await pasteForReview(page, ['User has two cats called Fig and Miso.', 'User lives in Porto.']);
  await show(page, 'memory');
  await memoryRow(page, 'I prefer trains to planes.').getByText('I prefer trains to planes.').click();
  await shoot(page, 'memory-details');
  for (const view of views) {
    await show(page, `memory/${view}`);
    await shoot(page, `memory-${view}`);
  }
});
