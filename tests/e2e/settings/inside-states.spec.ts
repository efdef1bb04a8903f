/** What the page shows when a model inside cannot be downloaded. */
import type { Locator, Page } from '@playwright/test';
import { modelFile } from '../../support/gguf-file.ts';
import { startModelHub } from '../../support/servers/model-hub.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

const content = Buffer.concat([modelFile(), Buffer.alloc(400_000, 3)]);
const name = 'Qwen3 0.6B';

async function openModels(page: Page): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  const list = page.getByRole('list', { name: 'Models on this machine' });
  await list.waitFor();
  return list;
}

test('a disk without room says how much is missing, and nothing is fetched', async ({ desk }) => {
  const hub = await startModelHub(content, { announces: 2 ** 52 });
  try {
    const page = await desk.open({ HF_ENDPOINT: hub.url });
    const model = (await openModels(page)).getByRole('listitem', { name });
    await model.getByRole('button', { name: `Download ${name}` }).click();
    await expect(model.getByRole('alert')).toContainText(/is full \([\d,]+ MB free\)\. Free [\d,]+ MB/);
    await expect(model).toContainText('Failed');
    expect(hub.ranges).toEqual([]);
    await expectAccessibleInBothSchemes(page);
    await page.setViewportSize({ width: 380, height: 800 });
    await model.scrollIntoViewIfNeeded();
    await expectNoOverflow(page);
    await picturesInBothSchemes(page, 'inside-no-space');
    delete hub.faults.announces;
    await model.getByRole('button', { name: `Try again ${name}` }).click();
    await expect(model).toContainText('Ready');
  } finally {
    await hub.close();
  }
});

test('a download goes on by itself after lost connections, and says so when it cannot', async ({ desk }) => {
  const hub = await startModelHub(content, { dropAfter: { bytes: 160_000, times: 1 } });
  try {
    const page = await desk.open({ HF_ENDPOINT: hub.url });
    const list = await openModels(page);
    const model = list.getByRole('listitem', { name });
    await model.getByRole('button', { name: `Download ${name}` }).click();
    await expect(model).toContainText('Ready');
    expect(hub.ranges.length).toBe(2);
    expect(hub.ranges.at(-1)).toMatch(/^bytes=[1-9]/);
    await expect(model.getByRole('alert')).toHaveCount(0);
    // The hub is gone for good: the failure stays until the person tries again.
    hub.faults.status = 503;
    const other = list.getByRole('listitem', { name: 'SmolLM3 3B' });
    await other.getByRole('button', { name: 'Download SmolLM3 3B' }).click();
    await expect(other.getByRole('alert')).toContainText('busy (HTTP 503)');
    await other.getByRole('button', { name: 'Remove SmolLM3 3B' }).click();
    await expect(other).toContainText('Not downloaded');
    await expect(other.getByRole('alert')).toHaveCount(0);
  } finally {
    await hub.close();
  }
});

test('a file that is what the hub announced and no model to chat with is refused', async ({ desk }) => {
  const hub = await startModelHub(modelFile([], ['tokenizer.chat_template']));
  try {
    const page = await desk.open({ HF_ENDPOINT: hub.url });
    const model = (await openModels(page)).getByRole('listitem', { name });
    await model.getByRole('button', { name: `Download ${name}` }).click();
    await expect(model.getByRole('alert')).toContainText('no chat template');
    await expect(model.getByRole('button', { name: `Use ${name}` })).toHaveCount(0);
  } finally {
    await hub.close();
  }
});
