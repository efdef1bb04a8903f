/** How a browser gets the key to Tutee, keeps it from others, and gets a new one. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TuteeProcess } from '../../support/tutee-process.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';

test.beforeEach(({ shell }) => {
  test.skip(shell === 'electron', 'The desktop window has no address and no key.');
});

const notConnected = { name: 'This browser is not connected to Tutee' };

test('the link leaves no token in the address or the history, and no cookie', async ({ desk }) => {
  const page = await desk.open();
  const address = new URL(page.url());
  expect(address.pathname + address.search).toBe('/');
  expect(await page.context().cookies()).toEqual([]);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await page.goto('about:blank');
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(page.url()).not.toContain('token');
});

test('a second tab at the bare address and a link to a place are the same Tutee; the used link too', async ({
  desk,
}) => {
  const page = await desk.open();
  const { origin } = new URL(page.url());
  const context = page.context();
  for (const address of [origin, `${origin.replace('127.0.0.1', 'localhost')}/`, desk.running.url]) {
    const tab = await context.newPage();
    await tab.goto(address);
    await expect(tab.getByRole('textbox', { name: 'Message' })).toBeVisible();
    expect(tab.url()).not.toContain('token');
    await tab.close();
  }
  const memory = page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Memory' });
  const opening = context.waitForEvent('page');
  await memory.click({ modifiers: ['ControlOrMeta'] });
  const tab = await opening;
  await expect(tab.getByRole('heading', { name: 'Memory' })).toBeVisible();
});

test('another browser shows nothing, asks for a link in one click, and goes on when it is opened', async ({
  desk,
  browser,
}) => {
  const page = await desk.open();
  const { origin } = new URL(page.url());
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(origin);
  await expect(stranger.getByRole('heading', notConnected)).toBeVisible();
  await expect(stranger.getByRole('navigation', { name: 'Primary' })).toBeHidden();
  await expectAccessible(stranger);
  await stranger.getByRole('button', { name: 'Connect this browser' }).click();
  await expect(stranger.getByRole('status')).toContainText('printed where you started Tutee');
  const link = /A new link to Tutee, good for one use: (\S+)/.exec(desk.running.output)?.[1] ?? '';
  const tab = await context.newPage();
  await tab.goto(link);
  await expect(tab.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect(stranger.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await context.close();
});

test('a tab outlives a restart: it goes on in one click, and nothing typed is lost', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  const { port } = new URL(page.url());
  await chat.message.fill('A message that is not sent yet');
  await page.getByRole('link', { name: 'Memory' }).first().click();
  await page.getByRole('button', { name: 'Teach' }).first().click();
  const teaching = page.getByRole('textbox', { name: 'What should I remember?' });
  await teaching.fill('My bike is green');
  await desk.running.stop();
  const again = await TuteeProcess.start({ dataDir: desk.dataDir, args: ['--port', port] });
  try {
    const dialog = page.getByRole('dialog', { name: 'Tutee was started again' });
    await dialog.waitFor();
    await expectAccessible(page);
    // It is for the keyboard too, and cannot be closed without a connection.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(dialog.getByRole('button', { name: 'Go on' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('status')).toContainText('printed where you started Tutee');
    // Here nobody opened a browser; what was printed is opened by hand.
    const link = /A new link to Tutee, good for one use: (\S+)/.exec(again.output)?.[1] ?? '';
    const tab = await page.context().newPage();
    await tab.goto(link);
    await expect(dialog).toBeHidden();
    await expect(teaching).toHaveValue('My bike is green');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('list', { name: 'Memories' })).toContainText('My bike is green');
    await page.getByRole('link', { name: 'Chat' }).first().click();
    await expect(chat.message).toHaveValue('A message that is not sent yet');
  } finally {
    await again.stop();
  }
});

test('a page of another port of this machine gets nothing, whatever it tries', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my locker code is 4417.');
  const target = new URL(page.url()).origin;
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    received.push(request.headers);
    response.setHeader('content-type', 'text/html').end('<title>Evil</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const evil = await page.context().newPage();
    await evil.goto(`http://127.0.0.1:${port}/`);
    expect(received[0]).not.toHaveProperty('cookie');
    expect(received[0]).not.toHaveProperty('authorization');
    expect(await evil.evaluate(attack, target)).toEqual({
      storage: 0,
      fetch: 'refused',
      blindFetch: 'refused',
      newLink: 'refused',
      socket: 'refused',
      script: 'refused',
      image: 'refused',
      frame: 'closed',
    });
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

/** Runs in the foreign page. */
async function attack(target: string) {
  const outcome = (promise: Promise<unknown>) =>
    promise.then(
      () => 'came',
      () => 'refused',
    );
  const loads = (element: HTMLElement) =>
    new Promise<string>((resolve) => {
      element.addEventListener('load', () => resolve('came'));
      element.addEventListener('error', () => resolve('refused'));
      document.body.append(element);
    });
  const opens = (socket: WebSocket) =>
    new Promise<string>((resolve) => {
      socket.addEventListener('open', () => resolve('came'));
      socket.addEventListener('error', () => resolve('refused'));
    });
  const call = {
    method: 'POST',
    credentials: 'include' as const,
    headers: { 'content-type': 'application/json' },
    body: '{"name":"memories.list","input":{"statuses":["active"],"limit":500}}',
  };
  const frame = Object.assign(document.createElement('iframe'), { src: `${target}/` });
  await loads(frame);
  return {
    storage: localStorage.length,
    fetch: await outcome(fetch(`${target}/api/call`, call)),
    blindFetch: await outcome(fetch(`${target}/`, { mode: 'no-cors', credentials: 'include' })),
    newLink: await outcome(fetch(`${target}/new-link`, { method: 'POST' })),
    socket: await opens(new WebSocket(`${target.replace('http', 'ws')}/api/events`)),
    script: await loads(Object.assign(document.createElement('script'), { src: `${target}/` })),
    image: await loads(Object.assign(document.createElement('img'), { src: `${target}/logo.svg` })),
    frame: frame.contentDocument === null ? 'closed' : 'open',
  };
}
