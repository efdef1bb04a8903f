import { LLMock } from '@copilotkit/aimock';
import type { Page } from '@playwright/test';
import { answers, cuts, fails, hangs, OpenAIServer, sends } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

async function connect(
  page: Page,
  { baseUrl, key, model }: { baseUrl: string; key?: string; model?: string },
): Promise<void> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await page.getByRole('textbox', { name: 'Base URL' }).fill(baseUrl);
  await page.getByRole('textbox', { name: 'Base URL' }).blur();
  // The key belongs to a server: it is typed when the server is known.
  await expect(page.getByText('Choose a server first.')).toHaveCount(0);
  if (key !== undefined) {
    await page.getByRole('textbox', { name: 'API key' }).fill(key);
    await page.getByRole('textbox', { name: 'API key' }).blur();
    await expect(page.getByRole('button', { name: 'Remove', exact: true })).toBeVisible();
  }
  if (model !== undefined) {
    await page.getByRole('combobox', { name: 'Model' }).fill(model);
    await page.getByRole('combobox', { name: 'Model' }).blur();
  }
}

test('a server that others wrote: connect, test, chat, and be remembered', async ({ desk, chat }) => {
  const mock = new LLMock({ port: 0, chunkSize: 6, auth: { apiKeys: ['right-key'] } });
  await mock.start();
  try {
    mock.on({ responseFormat: 'json_schema' }, { content: '{"memories": []}' });
    mock.onMessage('capital', { content: 'The capital of Portugal is **Lisbon**.' });
    mock.onMessage(/.*/, { content: 'OK' });
    const page = await desk.open();
    await connect(page, { baseUrl: `${mock.url}/v1`, key: 'wrong-key', model: 'gpt-4o' });
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByRole('alert')).toContainText(/key/i);

    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Remove', exact: true })).toHaveCount(0);
    await page.getByRole('textbox', { name: 'API key' }).fill('right-key');
    // The press leaves the field, and so saves it.
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'gpt-4o' }).first()).toBeVisible();

    await chat.start();
    await chat.say('What is the capital of Portugal?');
    await expect(chat.lastAnswer.locator('strong')).toHaveText('Lisbon');
    expect(await page.content()).not.toContain('right-key');
    await desk.restart();
    await chat.start();
    await chat.say('Once more: the capital?');
    await expect(chat.lastAnswer.locator('strong')).toHaveText('Lisbon');
  } finally {
    await mock.stop();
  }
});

test('fields that are saved late: the focus stays, and a test is of what was typed', async ({
  desk,
  shell,
}) => {
  test.skip(shell === 'electron', 'Only the browser shell lets a test hold a request back.');
  const server = await OpenAIServer.start();
  try {
    const page = await desk.open({});
    let release = (): void => undefined;
    let held: Promise<void> = Promise.resolve();
    const hold = (): void => {
      held = new Promise<void>((resolve) => (release = resolve));
    };
    await page.route('**/api/call', async (route) => {
      if (route.request().postData()?.includes('settings.update')) await held;
      await route.continue();
    });
    await connect(page, { baseUrl: 'http://127.0.0.1:1/v1' });
    const key = page.getByRole('textbox', { name: 'API key' });
    const state = page.getByRole('status').filter({ hasText: 'Key' });

    hold();
    await page.getByRole('textbox', { name: 'Base URL' }).fill(server.baseUrl);
    await page.keyboard.press('Tab');
    await expect(key).toBeFocused();
    await page.keyboard.type('sk-');
    const listed = page.waitForRequest((request) => request.postData()?.includes('models.list') === true);
    release();
    await listed;
    await expect(key).toBeFocused();
    await page.keyboard.type('late');
    await expect(key).toHaveValue('sk-late');

    hold();
    await page.getByRole('combobox', { name: 'Model' }).fill('typed-model');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('Asking for one short answer…')).toBeVisible();
    release();
    await expect(page.getByRole('status').filter({ hasText: 'typed-model answered' })).toBeVisible();
    expect(server.requests.at(-1)?.body?.['model']).toBe('typed-model');
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-late');
    await expect(state).toBeVisible();
  } finally {
    await server.stop();
  }
});

test('what chats used is told in plain words', async ({ desk, chat, scripted }) => {
  const env = await scripted([
    { when: {}, reply: 'Fine.', usage: { promptTokens: 1_200, completionTokens: 34 } },
  ]);
  const page = await desk.open(env);
  const openSettings = () => page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await openSettings();
  await expect(page.getByText('Nothing in the last 30 days')).toBeVisible();
  await chat.start();
  await chat.say('Hello');
  await expect(chat.lastAnswer).toContainText('Fine.');
  await openSettings();
  const used = page.getByRole('region', { name: 'The last 30 days' });
  await expect(used).toContainText('1,234');
  await expect(used.getByRole('listitem')).toHaveText(['Tutee in chats 1,234']);
});

test('a price of one’s own is kept and taken back', async ({ desk }) => {
  const page = await desk.open();
  const openModels = () => page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await openModels();
  const form = page.getByRole('form', { name: 'Add a price' });
  await form.getByRole('textbox', { name: 'For the model' }).fill('llama-*');
  await expect(form.getByRole('button', { name: 'Add price' })).toBeDisabled();
  await form.getByRole('textbox', { name: 'Dollars in' }).fill('0.5');
  await form.getByRole('textbox', { name: 'Dollars out' }).fill('1.5');
  await form.getByRole('button', { name: 'Add price' }).click();
  const prices = page.getByRole('list', { name: 'Your prices' });
  await expect(prices.getByRole('listitem')).toContainText(['llama-*0.5 in, 1.5 out']);
  await expect(form.getByRole('textbox', { name: 'For the model' })).toHaveValue('');
  await form.getByRole('textbox', { name: 'For the model' }).fill('a*b*c*d*e');
  await form.getByRole('textbox', { name: 'Dollars in' }).fill('1');
  await form.getByRole('textbox', { name: 'Dollars out' }).fill('1');
  await form.getByRole('button', { name: 'Add price' }).click();
  await expect(form).toContainText('at most three *');
  await page.reload();
  await openModels();
  await expect(prices.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Remove the price of llama-*' }).click();
  await expect(prices).toHaveCount(0);
});

interface Fault {
  readonly name: string;
  readonly behaviours: readonly Behaviour[];
  readonly says: RegExp;
}

const faults: readonly Fault[] = [
  { name: 'answers 401', behaviours: [fails(401, 'Invalid key')], says: /key/i },
  {
    name: 'has no such model',
    behaviours: [fails(404, { message: 'no model', code: 'model_not_found' })],
    says: /model/i,
  },
  { name: 'cuts the stream', behaviours: [cuts(['Half an ', 'answer'])], says: /broke off|again/i },
  { name: 'sends garbage', behaviours: [sends('<html>hello</html>', 'text/html')], says: /server|address/i },
];

for (const { name, behaviours, says } of faults) {
  test(`a server that ${name}: the answer fails in plain words and a retry works`, async ({ desk, chat }) => {
    const server = await OpenAIServer.start();
    try {
      const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'test-model' });
      await chat.start();
      server.next('chat', ...behaviours);
      server.always('chat', answers('Good now.'));
      await chat.say('Hello there');
      await expect(page.getByRole('alert')).toContainText(says);
      await page
        .getByRole('button', { name: /Retry|Answer again|Try again/ })
        .first()
        .click();
      await expect(chat.lastAnswer).toContainText('Good now.');
    } finally {
      await server.stop();
    }
  });
}

test('a server that answers 429 first is asked again by itself, and the chat says so meanwhile', async ({
  desk,
  chat,
}) => {
  const server = await OpenAIServer.start();
  try {
    const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'test-model' });
    await chat.start();
    server.next('chat', fails(429, 'Slow down', { 'retry-after': '8' }), answers('Here it is.'));
    await chat.message.fill('Hello there');
    await page.getByRole('button', { name: 'Send' }).click();
    const wait = chat.lastAnswer.getByRole('status');
    await expect(wait).toHaveText(/^Tutee waits \d+ s to ask test-model again\.$/);
    await picture(page, 'asked-again');
    await expectAccessible(page);
    await expect(chat.lastAnswer).toContainText('Here it is.');
    await expect(wait).toHaveCount(0);
  } finally {
    await server.stop();
  }
});

test('a server that hangs: Stop closes the connection at once', async ({ desk, chat }) => {
  const server = await OpenAIServer.start();
  try {
    const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'test-model' });
    await chat.start();
    server.next('chat', hangs('Well, '));
    const arrived = server.nextRequest();
    await chat.message.fill('Hello there');
    await page.getByRole('button', { name: 'Send' }).click();
    const request = await arrived;
    await expect(chat.lastAnswer).toContainText('Well,');
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await request.closed).toBe('cut');
    await expect(chat.lastAnswer).toContainText('Stopped');
  } finally {
    await server.stop();
  }
});

test('a server that is not there: the words say what to do', async ({ desk, chat }) => {
  const page = await desk.open({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', TUTEE_MODEL: 'test-model' });
  await chat.start();
  await chat.say('Hello there');
  await expect(page.getByRole('alert')).toContainText('127.0.0.1:1');
});
