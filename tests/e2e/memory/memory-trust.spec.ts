import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { databaseFile } from '#main/store/file/open-database.ts';
import { Store } from '#main/store/store.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { embeds, OpenAIServer } from '../../support/openai-server.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { Desk } from '../fixtures.ts';
import { memoryRow, openMemory, teach } from '../memory-desk.ts';
import { picture } from '../picture.ts';

test('asked first: the chip under the message is approved or rejected there, by keyboard too', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await page.getByRole('tab', { name: 'Memory' }).click();
  await page.getByRole('combobox', { name: 'When Tutee learns' }).selectOption('ask');
  await chat.start();
  await expect(page.getByText('Learning: asks first')).toBeVisible();
  await chat.say('I am allergic to peanuts.');
  const first = chat.remembered.first();
  await expect(first).toContainText('Wants to remember');
  await expect(first).toContainText('I am allergic to peanuts.');
  await picture(page, 'wants-to-remember');
  await expectAccessible(page);
  await first.getByRole('button', { name: 'Approve' }).press('Enter');
  await expect(first).toContainText('Remembered');
  await expect(first).toBeFocused();

  await chat.say('I live in Porto.');
  const second = chat.remembered.last();
  await expect(second).toContainText('Wants to remember');
  await second.getByRole('button', { name: 'Reject' }).click();
  await expect(second).toContainText('Not remembered');

  await chat.say('I work as a nurse.');
  await expect(chat.remembered).toHaveCount(3);
  await openMemory(page);
  await expect(memoryRow(page, 'I am allergic to peanuts.')).toBeVisible();
  await expect(memoryRow(page, 'I live in Porto.')).toHaveCount(0);
  await expect(memoryRow(page, 'I work as a nurse.')).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'Review 1' })).toBeVisible();
});

/** Two memories each that contradict each other, before Tutee is opened. */
async function withConflicts(desk: Desk, pairs: readonly (readonly [string, string])[]): Promise<void> {
  await mkdir(desk.dataDir);
  const store = new Store({ dataDir: desk.dataDir, appVersion: 'test', now: Date.now });
  for (const [older, newer] of pairs) {
    const [old, now] = [addStep(memoryValue(older)), addStep(memoryValue(newer))];
    const reason = 'They cannot both be true.';
    store.memories.apply([{ ...old, vectors: null }], byUser(Date.now()));
    store.memories.apply(
      [
        { ...now, vectors: null },
        { type: 'conflict', id: now.id, with: old.id, reason },
      ],
      byUser(Date.now()),
    );
  }
  store.close();
}

test('memories that contradict each other are settled in one click, with Undo', async ({ desk }) => {
  await withConflicts(desk, [
    ['I walk the dog at six.', 'I walk the dog at seven.'],
    ['My car is red.', 'My car is blue.'],
    ['Tea is best at four.', 'Tea is best at five.'],
  ]);
  const page = await desk.open();
  await openMemory(page);
  await page.getByRole('tab', { name: 'Review 3' }).click();
  const card = (text: string) => page.getByRole('listitem', { name: text });
  await expect(card('My car is blue.')).toContainText('They cannot both be true.');
  await picture(page, 'conflicts');
  await expectAccessible(page);

  await card('My car is blue.').getByRole('button', { name: 'Keep newer' }).click();
  await expect(card('My car is blue.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card('My car is blue.')).toBeVisible();
  await card('My car is blue.').getByRole('button', { name: 'Keep newer' }).press('Enter');
  await card('I walk the dog at seven.').getByRole('button', { name: 'Keep older' }).press('Enter');
  await card('Tea is best at five.').getByRole('button', { name: 'Keep both' }).press('Enter');
  await expect(page.getByRole('tab', { name: 'Review 0' })).toBeVisible();

  await page.getByRole('tab', { name: 'All' }).click();
  const there = ['My car is blue.', 'I walk the dog at six.', 'Tea is best at four.', 'Tea is best at five.'];
  for (const text of there) await expect(memoryRow(page, text)).toBeVisible();
  for (const text of ['My car is red.', 'I walk the dog at seven.'])
    await expect(memoryRow(page, text)).toHaveCount(0);
});

test('when a memory cannot be saved, the alert says what to do and nothing typed is lost', async ({
  desk,
}) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My cat is called Fig.');
  // Another program writes to the file and does not come to its end.
  const other = new Database(path.join(desk.dataDir, databaseFile));
  other.exec('BEGIN IMMEDIATE');
  try {
    await page.getByRole('button', { name: 'Teach' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Teach' });
    const field = dialog.getByRole('textbox', { name: 'What should I remember?' });
    await field.fill('My boat is red.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('alert')).toContainText(/Close .* try again/iu);
    await expect(field).toHaveValue('My boat is red.');
    await picture(page, 'cannot-save');
    other.exec('ROLLBACK');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(memoryRow(page, 'My boat is red.')).toBeVisible();

    other.exec('BEGIN IMMEDIATE');
    await memoryRow(page, 'My cat is called Fig.').getByRole('button', { name: 'Pin' }).click();
    await expect(page.getByRole('alert')).toContainText(/Close .* try again/iu);
    await expect(memoryRow(page, 'My cat is called Fig.')).not.toContainText('pinned');
  } finally {
    other.close();
  }
});

test('another way of comparing: how far it is, paused, resumed, and what to do when it fails', async ({
  desk,
}) => {
  const server = await OpenAIServer.start();
  try {
    await mkdir(desk.dataDir);
    const store = new Store({ dataDir: desk.dataDir, appVersion: 'test', now: Date.now });
    const steps = Array.from({ length: 200 }, (_, index) => addStep(memoryValue(`Shelf ${index} is blue.`)));
    store.memories.apply(
      steps.map((step) => ({ ...step, vectors: null })),
      byUser(Date.now()),
    );
    store.close();
    // Each request waits until the test lets it go.
    const waiting: (() => void)[] = [];
    let held = true;
    server.always('embeddings', (response, request) => {
      const answer = () => embeds()(response, request);
      if (held) waiting.push(answer);
      else answer();
    });
    const page = await desk.open();
    await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
    await page.getByRole('tab', { name: 'Memory' }).click();
    await page.getByRole('combobox', { name: 'Compared by' }).selectOption('other');
    await page.getByRole('textbox', { name: 'Address of the embedding server' }).fill(server.baseUrl);
    await page.getByRole('textbox', { name: 'Embedding model' }).fill('test-embedder');
    await page.getByRole('button', { name: 'Use this server' }).click();

    const letOne = async () => {
      await expect.poll(() => waiting.length).toBeGreaterThan(0);
      waiting.shift()?.();
    };
    const progress = page.getByRole('progressbar', { name: 'Memories read anew' });
    // The first request asks how long its vectors are.
    await letOne();
    await letOne();
    await letOne();
    await expect(page.getByText(/^Reading your memories anew: [1-9]\d* of 200\./)).toBeVisible();
    await expect(progress).toHaveAttribute('max', '200');
    await picture(page, 'comparing-working');
    await expectAccessible(page);

    const pause = page.getByRole('button', { name: 'Pause' });
    // On one line, whatever is said beside it.
    await expect.poll(async () => (await pause.boundingBox())?.height).toBeLessThan(36);
    await pause.press('Enter');
    await expect(page.getByText(/^Paused at \d+ of 200\. Memories are found as before\./)).toBeVisible();
    await picture(page, 'comparing-paused');
    held = false;
    for (const answer of waiting.splice(0)) answer();
    await page.getByRole('button', { name: 'Resume' }).press('Enter');
    await expect(progress).toBeHidden();
    await expect(page.getByText(/Reading your memories anew/)).toHaveCount(0);
  } finally {
    await server.stop();
  }
});
