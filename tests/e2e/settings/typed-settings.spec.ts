import type { Page } from '@playwright/test';
import { OpenAIServer } from '../../support/openai-server.ts';
import type { Desk } from '../fixtures.ts';
import { expect, test } from '../fixtures.ts';

const key = (page: Page) => page.getByRole('textbox', { name: 'API key' });
const keyState = (page: Page) => page.getByRole('status').filter({ hasText: 'Key stored' });
const openPage = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Primary' }).getByText(name).click();

async function openModels(desk: Desk, env: Record<string, string>): Promise<Page> {
  const page = await desk.open();
  await openPage(page, 'Settings');
  await page.getByRole('textbox', { name: 'Base URL' }).fill(env['baseUrl'] ?? '');
  await page.getByRole('textbox', { name: 'Base URL' }).blur();
  await page.getByRole('combobox', { name: 'Model' }).fill('test-model');
  await page.getByRole('combobox', { name: 'Model' }).blur();
  await expect(page.getByText('Choose a server first.')).toHaveCount(0);
  return page;
}

/** What a person may do after the key is typed. Each leaves it saved. */
const nexts: readonly { readonly what: string; readonly act: (page: Page) => Promise<void> }[] = [
  {
    what: 'a look at it by the mouse, then Tab',
    act: async (page) => {
      await page.getByRole('button', { name: 'Show key' }).click();
      await expect(key(page)).toHaveValue('sk-typed');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
    },
  },
  {
    what: 'a look at it by the keyboard, then on',
    act: async (page) => {
      await page.keyboard.press('Tab');
      await expect(page.getByRole('button', { name: 'Show key' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(key(page)).toHaveValue('sk-typed');
      await page.keyboard.press('Tab');
    },
  },
  { what: 'Tab', act: (page) => page.keyboard.press('Tab').then(() => page.keyboard.press('Tab')) },
  { what: 'Enter', act: (page) => page.keyboard.press('Enter') },
  { what: 'another tab', act: (page) => page.getByRole('tab', { name: 'Memory' }).click() },
  { what: 'another page', act: (page) => openPage(page, 'Memory') },
  { what: 'a shortcut to another page', act: (page) => page.keyboard.press('Control+Shift+O') },
  {
    what: 'a place reached by its address',
    act: (page) => page.evaluate(() => void (location.hash = '#/memory')),
  },
];

test('a typed key is kept, whatever is done next', async ({ desk }) => {
  const server = await OpenAIServer.start();
  try {
    const page = await openModels(desk, { baseUrl: server.baseUrl });
    for (const { what, act } of nexts) {
      await test.step(what, async () => {
        await key(page).pressSequentially('sk-typed');
        await act(page);
        await openPage(page, 'Settings');
        await page.getByRole('tab', { name: 'Models' }).click();
        await expect(keyState(page)).toBeVisible();
        await page.getByRole('button', { name: 'Test connection' }).click();
        await expect(page.getByRole('status').filter({ hasText: 'test-model answered' })).toBeVisible();
        expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-typed');
        await page.getByRole('button', { name: 'Remove', exact: true }).click();
        await expect(keyState(page)).toHaveCount(0);
      });
    }
  } finally {
    await server.stop();
  }
});

test('a look at the key and then the test: green means reached with this key', async ({ desk }) => {
  const server = await OpenAIServer.start();
  try {
    const page = await openModels(desk, { baseUrl: server.baseUrl });
    await key(page).fill('sk-first');
    await page.getByRole('button', { name: 'Show key' }).click();
    await page.getByRole('button', { name: 'Test connection' }).click();
    const success = page.getByRole('status').filter({ hasText: 'test-model answered' });
    await expect(success).toBeVisible();
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-first');
    await expect(keyState(page)).toBeVisible();
    // Another key was not reached with yet.
    await key(page).pressSequentially('sk-second');
    await expect(success).toHaveCount(0);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(success).toBeVisible();
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-second');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(success).toHaveCount(0);
  } finally {
    await server.stop();
  }
});

test('an address and a key typed without a pause go together, and to no other server', async ({
  desk,
  shell,
}) => {
  test.skip(shell === 'electron', 'Only the browser shell lets a test hold a request back.');
  const [first, second] = [await OpenAIServer.start(), await OpenAIServer.start()];
  try {
    const page = await openModels(desk, { baseUrl: first.baseUrl });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/call', async (route) => {
      if (route.request().postData()?.includes('settings.update')) await held;
      await route.continue();
    });
    await page.getByRole('textbox', { name: 'Base URL' }).fill(second.baseUrl);
    await page.keyboard.press('Tab');
    await page.keyboard.type('sk-of-the-second');
    await page.keyboard.press('Enter');
    release();
    await expect(keyState(page)).toBeVisible();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'test-model answered' })).toBeVisible();
    expect(second.requests.at(-1)?.headers.authorization).toBe('Bearer sk-of-the-second');
    await page.getByRole('textbox', { name: 'Base URL' }).fill(first.baseUrl);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect.poll(() => first.requests.at(-1)?.body?.['model']).toBe('test-model');
    for (const { headers } of first.requests) expect(headers.authorization ?? '').not.toContain('second');
  } finally {
    await first.stop();
    await second.stop();
  }
});

test('a key beside an address that cannot be saved waits for it, and nothing is called green', async ({
  desk,
}) => {
  const server = await OpenAIServer.start();
  try {
    const page = await desk.open();
    await openPage(page, 'Settings');
    const address = page.getByRole('textbox', { name: 'Base URL' });
    await address.fill('not an address');
    await address.press('Tab');
    await key(page).fill('sk-typed');
    await page.getByRole('combobox', { name: 'Model' }).focus();
    await expect(page.getByText('correct the address above first')).toBeVisible();
    await expect(key(page)).toHaveValue('sk-typed');
    await address.fill(server.baseUrl);
    await page.getByRole('combobox', { name: 'Model' }).fill('test-model');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Model' }).blur();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'test-model answered' })).toBeVisible();
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-typed');
  } finally {
    await server.stop();
  }
});

test('what is typed in other fields of Settings is there after a look elsewhere', async ({ desk }) => {
  const page = await desk.open();
  await openPage(page, 'Settings');
  const form = page.getByRole('form', { name: 'Add a price' });
  await form.getByRole('textbox', { name: 'For the model' }).fill('half-typed');
  await page.getByRole('tab', { name: 'Memory' }).click();
  const room = page.getByRole('textbox', { name: 'Room for memories in one message' });
  await room.fill('900');
  await openPage(page, 'Chat');
  await openPage(page, 'Settings');
  await expect(form.getByRole('textbox', { name: 'For the model' })).toHaveValue('half-typed');
  await page.getByRole('tab', { name: 'Memory' }).click();
  await expect(room).toHaveValue('900');
});
