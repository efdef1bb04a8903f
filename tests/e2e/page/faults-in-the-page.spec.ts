import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

test('a page that was not opened before Tutee ended is there all the same', async ({ desk, chat, shell }) => {
  test.skip(shell === 'electron', 'The window ends with the app.');
  const page = await desk.open();
  await chat.start();
  await page.waitForLoadState('networkidle');
  await desk.running.stop('SIGKILL');
  const primary = page.getByRole('navigation', { name: 'Primary' });
  await primary.getByText('Settings').click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.getByText(/Connection to Tutee lost/)).toBeVisible();
  await primary.getByText('Memory').click();
  await expect(page.getByRole('heading', { name: 'Memory' })).toBeVisible();
  await primary.getByText('Chat').click();
  await expect(chat.message).toBeVisible();
});

test('a part that cannot be loaded says so, keeps the way to the others, and comes at a press', async ({
  desk,
  shell,
}) => {
  test.skip(shell === 'electron', 'Only the browser shell lets a test hold a request back.');
  const page = await desk.open();
  let broken = true;
  const refused = new Set<string>();
  await page.route(/\/assets\/(memory|settings)-page.*\.js/, (route) => {
    if (!broken) return route.continue();
    refused.add(/(memory|settings)-page/.exec(route.request().url())?.[0] ?? '');
    return route.abort('connectionrefused');
  });
  await page.reload();
  const primary = page.getByRole('navigation', { name: 'Primary' });
  await primary.getByText('Memory').click();
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await expect(page.getByRole('heading', { name: 'Memory' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'part-not-loaded');
  await page.setViewportSize({ width: 420, height: 800 });
  await page
    .getByRole('button', { name: /chats and pages|menu/i })
    .first()
    .click();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1280, height: 800 });
  // The page preloads its parts one after another, the Memory page before Settings: from here on only a press loads it.
  await expect.poll(() => refused.size).toBe(2);
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search memories' })).toBeVisible();
});

test('a fault in one region leaves the others, and is tried again', async ({ desk, chat, shell }) => {
  test.skip(shell === 'electron', 'Only the browser shell lets a test change an answer.');
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my boat is called Halcyon.');
  let broken = true;
  await page.route('**/api/call', async (route) => {
    const asked = route.request().postData() ?? '';
    if (!broken || !asked.includes('"memories.list"')) return route.continue();
    return route.fulfill({
      json: { ok: true, value: { items: [{ id: 'm1' }], total: 1, nextCursor: null } },
    });
  });
  await page.reload();
  const primary = page.getByRole('navigation', { name: 'Primary' });
  await primary.getByText('Memory').click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('stopped working');
  await expectAccessible(page);
  await picture(page, 'region-failed');
  await primary.getByText('Chat').click();
  await expect(chat.message).toBeEditable();
  broken = false;
  await primary.getByText('Memory').click();
  await page.reload();
  await expect(page.getByRole('list', { name: 'Memories' })).toContainText('Halcyon');
});
