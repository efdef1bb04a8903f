import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { answers, answersInTwo, OpenAIServer } from '../../support/openai-server.ts';

const sentence = 'The quick brown fox jumps over the lazy dog. ';

test('an answer streams, can be stopped, and what was written stays', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      // It never comes to its end by itself.
      { when: {}, reply: sentence.repeat(2), chunkCharacters: 20, delayMs: 15, hang: true },
    ]),
  );
  await chat.start();
  await chat.message.fill('Tell me a long story.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.lastAnswer).toContainText('The quick brown fox jumps over the lazy dog.');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  await expect(chat.lastAnswer).toContainText('Stopped');

  await desk.restart();
  await desk.page.getByText('Tell me a long story.').first().click();
  await expect(chat.lastAnswer).toContainText('The quick brown fox');
});

test('the page stays with the reader who scrolled up', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { lastUserIncludes: 'first' }, reply: `${sentence}\n\n`.repeat(60) },
      // Longer than any machine needs for this test.
      { when: {}, reply: `${sentence}\n\n`.repeat(1_000), chunkCharacters: 40, delayMs: 100 },
    ]),
  );
  await chat.start();
  await chat.say('The first question');
  await chat.message.fill('The second question');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  const scroll = () =>
    chat.log.evaluate((log) => {
      const { scrollTop, scrollHeight, clientHeight } = log.closest('[data-scroller]') ?? log;
      return { top: scrollTop, height: scrollHeight, toEnd: scrollHeight - clientHeight - scrollTop };
    });
  // The page goes along with the answer until the reader scrolls.
  await expect(chat.lastAnswer).toContainText(sentence.trim());
  await expect.poll(async () => (await scroll()).toEnd).toBeLessThan(50);
  await chat.log.hover();
  await page.mouse.wheel(0, -1_000);
  await expect.poll(async () => (await scroll()).toEnd).toBeGreaterThan(500);
  await expect(page.getByRole('button', { name: /latest/i })).toBeVisible();
  const { top, height } = await scroll();
  await expect.poll(async () => (await scroll()).height).toBeGreaterThan(height + 100);
  expect(Math.abs((await scroll()).top - top)).toBeLessThan(5);
});

test('a failed answer says what happened and can be tried again', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: {}, error: 'rate_limited', times: 1 },
      { when: {}, reply: 'Here you are.' },
    ]),
  );
  await chat.start();
  await chat.say('A question');
  await expect(page.getByRole('alert')).toBeVisible();
  await page
    .getByRole('button', { name: /Retry|Answer again|Try again/ })
    .first()
    .click();
  await expect(chat.lastAnswer).toContainText('Here you are.');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('reasoning is kept apart from the answer', async ({ desk, chat, scripted }) => {
  await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: {}, reasoning: 'Let me think about badgers.', reply: 'Forty-two.' },
    ]),
  );
  await chat.start();
  await chat.say('What is it?');
  await expect(chat.lastAnswer).toContainText('Forty-two.');
  await expect(chat.lastAnswer.getByText('Let me think about badgers.')).toBeHidden();
  await chat.lastAnswer.getByRole('button', { name: /Thought|Thinking/ }).click();
  await expect(chat.lastAnswer.getByText('Let me think about badgers.')).toBeVisible();
});

test('Markdown is shown as such, and nothing in it can run or load', async ({ desk, chat, scripted }) => {
  const reply = [
    '# Title',
    '**bold** and `code`',
    '```js\nconst x = 1;\n```',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '<script>window.hacked = true</script><img src="http://127.0.0.1:9/x.png" onerror="window.hacked = true">',
    '[bad](javascript:window.hacked=true)',
    '![pixel](http://127.0.0.1:9/pixel.png)',
  ].join('\n\n');
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: {}, reply },
    ]),
  );
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(':9/')) foreign.push(request.url());
  });
  await chat.start();
  await chat.say('Show me');
  await expect(chat.lastAnswer.getByRole('heading', { name: 'Title' })).toBeVisible();
  await expect(chat.lastAnswer.getByRole('table')).toBeVisible();
  await expect(chat.lastAnswer.getByRole('button', { name: /Copy/ }).first()).toBeVisible();
  // The last of the answer: all before it is there too.
  await expect(chat.lastAnswer).toContainText('pixel');
  await expect(chat.lastAnswer.locator('a[href^="javascript"]')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  expect(foreign).toEqual([]);
});

test('a temporary chat reads and writes no memory and is gone after a restart', async ({ desk, chat }) => {
  let page = await desk.open();
  await chat.start();
  await chat.say('Remember that my favourite colour is teal.');
  await page.getByRole('button', { name: 'Temporary chat' }).first().click();
  await chat.say('Remember that my cat is called Fig.');
  await expect(chat.remembered).toHaveCount(0);
  await chat.say('What is my favourite colour?');
  await expect(chat.lastAnswer).not.toContainText('teal');
  page = await desk.restart();
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
  await expect(page.getByRole('listitem', { name: /teal/ })).toBeVisible();
  await expect(page.getByRole('listitem', { name: /Fig/ })).toHaveCount(0);
});

test('emoji, right-to-left text and a very long word are shown whole', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  const words = `👩‍👩‍👧‍👦 مرحبا بك في توتي ${'W'.repeat(400)}`;
  await chat.say(words);
  await expect(chat.log.getByRole('article', { name: 'You' }).last()).toContainText('👩‍👩‍👧‍👦 مرحبا بك في توتي');
  await expectNoOverflow(page);
});

test('the command palette opens by key and takes the user anywhere', async ({ desk }) => {
  const page = await desk.open();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('settings');
  await expect(palette.getByRole('option').first()).toContainText('Settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Base URL' })).toBeVisible();
});

test('a chat can be renamed and deleted', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('A chat about badgers');
  const item = page.getByRole('link', { name: 'A chat about badgers' });
  await expect(item).toBeVisible();
  await item.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const field = page.getByRole('dialog').getByRole('textbox');
  await field.fill('Badger facts');
  await field.press('Enter');
  await expect(page.getByRole('link', { name: 'Badger facts' })).toBeVisible();
  const chats = page.getByRole('list', { name: 'Chats' });
  const facts = chats.getByRole('link', { name: 'Badger facts' });
  await facts.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(facts).toHaveCount(0);
  await expect(chat.log.getByRole('article')).toHaveCount(0);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(facts).toHaveAttribute('aria-current', 'page');
  await expect(chat.lastAnswer).toBeVisible();
  await facts.press('Delete');
  await expect(page.getByRole('button', { name: 'New chat' }).first()).toBeFocused();
  await chat.say('A chat about foxes');
  await chat.start();
  await chat.say('A chat about otters');
  await chats.getByRole('link', { name: 'A chat about otters' }).press('Delete');
  await expect(chats.getByRole('link', { name: 'A chat about foxes' })).toBeFocused();
});

test('chats are pinned and archived by keys, and the archive gives them back', async ({ desk, chat }) => {
  const page = await desk.open();
  const chats = page.getByRole('list', { name: 'Chats' });
  await chat.start();
  await chat.say('A chat about foxes');
  await chat.start();
  await chat.say('A chat about otters');
  const foxes = chats.getByRole('link', { name: 'A chat about foxes' });
  await foxes.press('p');
  await expect(chats.getByRole('heading', { name: 'Pinned' })).toBeVisible();
  await expect(chats.getByRole('link').first()).toHaveText('A chat about foxes');
  await foxes.press('a');
  await expect(foxes).toHaveCount(0);
  await page.getByRole('button', { name: 'Archived chats' }).click();
  const archive = page.getByRole('dialog', { name: 'Archived chats' });
  await expect(archive.getByRole('link', { name: 'A chat about foxes' })).toBeVisible();
  await expectAccessibleInBothSchemes(page);
  await archive.getByRole('button', { name: 'Bring back A chat about foxes' }).click();
  await expect(archive.getByText('The archive is empty.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(foxes).toBeVisible();
});

test('an answer that comes while the user is elsewhere shows on its chat, and is announced', async ({
  desk,
  chat,
}) => {
  const server = await OpenAIServer.start();
  const rest = Promise.withResolvers<void>();
  server.always('chat', (response, request) => {
    const isAnswer = request.body?.['stream'] === true;
    (isAnswer ? answersInTwo('One', ' two.', rest.promise) : answers('{"lessons": []}'))(response, request);
  });
  const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'test-model' });
  await chat.start();
  await chat.message.fill('Count the boats');
  await page.keyboard.press('Enter');
  await expect(chat.lastAnswer).toContainText('One');
  await page.getByRole('link', { name: 'Settings' }).click();
  const chats = page.getByRole('list', { name: 'Chats' });
  await expect(chats.getByRole('link', { name: /^Count the boats\s+is being answered$/ })).toBeVisible();
  rest.resolve();
  await expect(chats.getByRole('link', { name: /^Count the boats\s+has a new answer$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Open the chat' }).click();
  await expect(chat.lastAnswer).toContainText('One two.');
  await expect(chats.getByRole('link', { name: 'Count the boats', exact: true })).toBeVisible();
  await server.stop();
});

test('what is typed while a message is on its way is not lost, and a new chat stays a new chat', async ({
  desk,
  chat,
  shell,
}) => {
  test.skip(shell === 'electron', 'Only the browser shell lets a test hold a request back.');
  const page = await desk.open();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/call', async (route) => {
    if (route.request().postData()?.includes('chat.send')) await held;
    await route.continue();
  });
  await chat.start();
  await chat.message.fill('The first message');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.message).toHaveValue('');
  await chat.start();
  await chat.message.fill('Typed for the new chat');
  release();
  await expect(page.getByRole('link', { name: 'The first message' })).toBeVisible();
  await expect(chat.message).toHaveValue('Typed for the new chat');
  await expect(chat.log.getByRole('article')).toHaveCount(0);
});
