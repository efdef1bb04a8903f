import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const quietly = { when: { responseSchema: true }, json: { lessons: [] } };

test('a dropped connection is noticed, mended, and loses or doubles nothing', async ({
  desk,
  chat,
  scripted,
  shell,
}) => {
  test.skip(shell === 'electron', 'The window has no socket that could drop.');
  const numbers = Array.from({ length: 300 }, (_, index) => `n${index}`).join(' ');
  const rules = [quietly, { reply: numbers, chunkCharacters: 11, delayMs: 20 }];
  const page = await desk.open(await scripted(rules));
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/api\/events/, (socket) => {
    sockets.push(socket);
    socket.connectToServer();
  });
  await page.reload();
  await chat.start();
  await chat.message.fill('Count');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.lastAnswer).toContainText('n5');
  for (let drops = 1; drops <= 3; drops += 1) {
    await sockets.at(-1)?.close();
    await expect.poll(() => sockets.length).toBeGreaterThan(drops);
  }
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  await expect(chat.lastAnswer).toContainText(numbers);
});

test('a page that is loaded anew in the middle of an answer shows all of it', async ({
  desk,
  chat,
  scripted,
  shell,
}) => {
  test.skip(shell === 'electron', 'Covered by the same client code in the browser shell.');
  const numbers = Array.from({ length: 200 }, (_, index) => `n${index}`).join(' ');
  const page = await desk.open(
    await scripted([quietly, { reply: numbers, chunkCharacters: 11, delayMs: 20 }]),
  );
  await chat.start();
  await chat.message.fill('Count');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.lastAnswer).toContainText('n5');
  await page.reload();
  await page.getByRole('link', { name: 'Count' }).first().click();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  await expect(chat.lastAnswer).toContainText(numbers);
});

test('two windows show the same chat as it grows', async ({ desk, chat, scripted, shell }) => {
  test.skip(shell === 'electron', 'The desktop app has one window.');
  const page = await desk.open(await scripted([quietly, { reply: 'An answer for both windows.' }]));
  const second = await page.context().newPage();
  await second.goto(page.url());
  await chat.start();
  await chat.say('Hello from the first window');
  await second.getByRole('link', { name: 'Hello from the first window' }).click();
  await expect(second.getByRole('article', { name: 'Tutee' })).toContainText('An answer for both windows.');
});

test('when Tutee ends, the page says so instead of looking alive', async ({ desk, chat, shell }) => {
  test.skip(shell === 'electron', 'The window ends with the app.');
  const page = await desk.open();
  await chat.start();
  await desk.running.stop('SIGKILL');
  await expect(page.getByText(/connection/i).first()).toBeVisible();
});
