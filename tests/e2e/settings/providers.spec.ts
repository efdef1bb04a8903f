import type { Page } from '@playwright/test';
import { answers, fails, OpenAIServer, sends } from '../../support/openai-server.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

const openModels = (page: Page) =>
  page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
const baseUrl = (page: Page) => page.getByRole('textbox', { name: 'Base URL' });
const servers = (page: Page) => page.getByRole('group', { name: 'Servers', exact: true });

/** Types the address of a further server into the form of a new one. */
async function addServer(page: Page, address: string, name: string): Promise<void> {
  const add = servers(page).getByRole('button', { name: 'Add a server' });
  if (await add.isVisible()) await add.click();
  await baseUrl(page).fill(address);
  await baseUrl(page).press('Enter');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Name', exact: true }).blur();
  await expect(servers(page).getByRole('button', { name })).toBeVisible();
}

async function twoServers(): Promise<[OpenAIServer, OpenAIServer]> {
  const [one, two] = [await OpenAIServer.start(), await OpenAIServer.start()];
  const facts = { context_length: 131_072, capabilities: ['completion', 'vision', 'tools'] };
  one.always('models', sends(JSON.stringify({ data: [{ id: 'shared' }, { id: 'seer', ...facts }] })));
  two.always('models', sends(JSON.stringify({ data: [{ id: 'shared' }] })));
  one.always(
    'chat',
    answers('The first one speaks.', { usage: { prompt_tokens: 900, completion_tokens: 30 } }),
  );
  two.always(
    'chat',
    answers('The second one speaks.', { usage: { prompt_tokens: 80, completion_tokens: 9 } }),
  );
  return [one, two];
}

test('two servers side by side: a chat has the model that was picked in it', async ({ desk, chat }) => {
  const [one, two] = await twoServers();
  try {
    const page = await desk.open({});
    await openModels(page);
    await addServer(page, `127.0.0.1:${one.port}/v1/chat/completions`, 'Desk');
    await expect(baseUrl(page)).toHaveValue(one.baseUrl);
    await addServer(page, two.baseUrl, 'Attic');
    await expect(servers(page).getByRole('button', { name: 'Desk' })).toContainText('for new chats');
    await picturesInBothSchemes(page, 'servers');
    await page.getByRole('button', { name: 'Protocol, headers, proxy and certificates' }).click();
    await expectAccessibleInBothSchemes(page);
    await picture(page, 'servers-details');
    await page.setViewportSize({ width: 420, height: 800 });
    await expectNoOverflow(page);
    await picture(page, 'servers-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });

    await chat.start();
    const model = page.getByRole('button', { name: /^Model of this chat/ });
    await expect(model).toContainText('Desk');
    await model.click();
    const search = page.getByRole('combobox', { name: 'Search models' });
    await expect(search).toBeFocused();
    await expect(page.getByRole('option', { name: 'seer' })).toContainText(
      'reads 128k · sees images · uses tools',
    );
    await page.getByRole('button', { name: 'How it answers' }).click();
    await expectAccessibleInBothSchemes(page);
    await picturesInBothSchemes(page, 'picker');
    await search.fill('attic');
    await page.keyboard.press('Enter');
    await expect(model).toHaveAccessibleName('Model of this chat: shared · Attic');
    await expect(chat.message).toBeFocused();
    await chat.say('Hello there');
    await expect(chat.lastAnswer).toContainText('The second one speaks.');

    // Another chat has the model of new chats; this one keeps its own.
    await chat.start();
    await chat.say('Hello there');
    await expect(chat.lastAnswer).toContainText('The first one speaks.');
    await expect(page.getByText('930 tokens')).toBeVisible();

    await chat.lastAnswer.hover();
    await chat.lastAnswer.getByRole('button', { name: 'Answer again with another model' }).click();
    await page.getByRole('option', { name: 'shared' }).last().click();
    await expect(chat.lastAnswer).toContainText('The second one speaks.');
    await expect(chat.lastAnswer).toContainText('2 of 2');
    await picture(page, 'answered-again');
  } finally {
    await one.stop();
    await two.stop();
  }
});

test('the parameters of a chat go with its requests, and a typed model is asked for', async ({
  desk,
  chat,
}) => {
  const [one, two] = await twoServers();
  try {
    const page = await desk.open({ OPENAI_BASE_URL: one.baseUrl, TUTEE_MODEL: 'shared' });
    await chat.start();
    const model = page.getByRole('button', { name: /^Model of this chat/ });
    await model.click();
    await page.getByRole('button', { name: 'How it answers' }).click();
    await page.getByRole('textbox', { name: 'Temperature' }).fill('0.4');
    await page.getByRole('textbox', { name: 'Longest answer, in tokens' }).fill('200');
    await page.getByRole('combobox', { name: 'Search models' }).fill('not-in-the-list');
    await page.getByRole('option', { name: 'not-in-the-list' }).click();
    await chat.say('Hello there');
    await expect(chat.lastAnswer).toContainText('The first one speaks.');
    const asked = one.requests.find(({ path }) => path.endsWith('/chat/completions'));
    expect(asked?.body).toMatchObject({ model: 'not-in-the-list', temperature: 0.4, max_tokens: 200 });
  } finally {
    await one.stop();
    await two.stop();
  }
});

test('nothing is green that was not reached, and a server can be removed with its key', async ({
  desk,
  chat,
}) => {
  const server = await OpenAIServer.start();
  try {
    server.always('models', fails(500, 'broken'));
    const page = await desk.open({});
    await openModels(page);
    await picturesInBothSchemes(page, 'servers-none');
    await addServer(page, server.baseUrl, 'Shed');
    const card = servers(page).getByRole('button', { name: 'Shed' });
    await expect(card).toContainText('last request failed');
    await picture(page, 'servers-failing');
    server.always('models', sends(JSON.stringify({ data: [{ id: 'shared' }] })));
    await page.getByRole('combobox', { name: 'Model' }).fill('shared');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(card).toContainText('answers');

    await page.getByRole('button', { name: 'Remove server' }).click();
    await page.getByRole('button', { name: 'Remove Shed' }).click();
    await expect(servers(page)).toHaveCount(0);
    await expect(page.getByText('You are in memory mode now.')).toBeVisible();
    await chat.start();
    await expect(page.getByRole('link', { name: 'Connect a model' })).toBeVisible();
  } finally {
    await server.stop();
  }
});

test('two answers to one message side by side, of which one is chosen', async ({ desk, chat }) => {
  const [one, two] = await twoServers();
  try {
    const page = await desk.open({});
    await openModels(page);
    await addServer(page, one.baseUrl, 'Desk');
    await addServer(page, two.baseUrl, 'Attic');
    await chat.start();
    await chat.say('Hello there');
    await expect(chat.lastAnswer).toContainText('The first one speaks.');
    await chat.lastAnswer.hover();
    await chat.lastAnswer.getByRole('button', { name: 'Answer again with another model' }).click();
    await page.getByRole('checkbox', { name: 'Show both answers side by side' }).check();
    await page.getByRole('option', { name: 'shared' }).last().click();

    const both = page.getByRole('dialog', { name: 'Answers side by side' });
    await expect(both.getByRole('article')).toHaveCount(2);
    await expect(both.getByRole('article').first()).toContainText('The first one speaks.');
    await expect(both.getByRole('article').last()).toContainText('The second one speaks.');
    const goOn = both.getByRole('button', { name: 'Go on with this answer' });
    await expect(goOn.last()).toBeEnabled();
    await expectAccessibleInBothSchemes(page);
    await picturesInBothSchemes(page, 'side-by-side');

    await page.setViewportSize({ width: 420, height: 800 });
    await expect(both.getByRole('tab')).toHaveCount(2);
    await expectNoOverflow(page);
    await picture(page, 'side-by-side-narrow');
    await both.getByRole('tab').last().focus();
    await page.keyboard.press('ArrowLeft');
    await expect(both.getByRole('article')).toContainText('The first one speaks.');
    await goOn.focus();
    await page.keyboard.press('Enter');
    await expect(both).toBeHidden();
    await expect(chat.lastAnswer).toContainText('The first one speaks.');
    await expect(chat.lastAnswer).toContainText('1 of 2');

    const compare = chat.lastAnswer.getByRole('button', { name: 'Compare side by side' });
    await compare.click();
    await expect(both).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(both).toBeHidden();
    await expect(compare).toBeFocused();
  } finally {
    await one.stop();
    await two.stop();
  }
});

test('what is chosen for a chat can hold for all chats', async ({ desk, chat }) => {
  const [one, two] = await twoServers();
  try {
    const page = await desk.open({ OPENAI_BASE_URL: one.baseUrl, TUTEE_MODEL: 'shared' });
    await chat.start();
    await page.getByRole('button', { name: /^Model of this chat/ }).click();
    await page.getByRole('button', { name: 'How it answers' }).click();
    await page.getByRole('textbox', { name: 'Temperature' }).fill('0.4');
    await page.getByRole('button', { name: 'So in all chats' }).click();
    await expect(page.getByRole('button', { name: 'So in all chats' })).toBeHidden();
    await expect(page.getByRole('textbox', { name: 'Temperature' })).toHaveValue('');
    await page.keyboard.press('Escape');
    await chat.start();
    await chat.say('Hello there');
    await expect(chat.lastAnswer).toContainText('The first one speaks.');
    const asked = one.requests.filter(
      ({ path, body }) => path.endsWith('/chat/completions') && body?.['response_format'] === undefined,
    );
    expect(asked.at(-1)?.body).toMatchObject({ temperature: 0.4 });
    await openModels(page);
    await expect(page.getByRole('textbox', { name: 'Temperature' })).toHaveValue('0.4');
    await page.getByRole('textbox', { name: 'Temperature' }).scrollIntoViewIfNeeded();
    await picture(page, 'default-parameters');
    await page.getByRole('button', { name: /^What this model can/ }).click();
    await page.getByRole('textbox', { name: 'Dollars per million tokens read' }).fill('2.5');
    await expect(page.getByRole('button', { name: /^What this model can: .*\$2.5 in/ })).toBeVisible();
    await expectAccessibleInBothSchemes(page);
    await picture(page, 'model-facts');
    await page.setViewportSize({ width: 420, height: 800 });
    await expectNoOverflow(page);
  } finally {
    await one.stop();
    await two.stop();
  }
});
