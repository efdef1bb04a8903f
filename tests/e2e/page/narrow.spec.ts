import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { memoryRow, openMemory, pasteForReview, teach } from '../memory-desk.ts';
import { picture } from '../picture.ts';
import { settled } from '../settled.ts';

/** What stands out to the side: the page itself, and everything in it that could be pushed sideways by its content. */
async function standsOut(page: Page): Promise<string[]> {
  await settled(page);
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    const pushed = '[role="tablist"], .filters, pre, table';
    if (document.documentElement.scrollWidth > width) found.push('the page');
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { overflowX, display } = getComputedStyle(element);
      // The rows of tabs and of filters are made to be pushed, and so is code.
      const scrolls = overflowX === 'auto' && !element.matches(pushed);
      if (scrolls && display !== 'inline' && element.scrollWidth > element.clientWidth)
        found.push(`${element.tagName}.${element.className}`);
      const { right, left, width: own } = element.getBoundingClientRect();
      const inside = element.closest(`${pushed}, .sr-only`) === null;
      if (own > 0 && inside && (right > width + 0.5 || left < -0.5) && element.checkVisibility())
        found.push(`${element.tagName}.${element.className} to ${Math.round(right)}`);
    }
    return found;
  });
}

/** Goes on when something does, so that one run names every view that is too wide. */
async function expectInside(page: Page, view: string): Promise<void> {
  await expect
    .configure({ soft: true })
    .poll(() => standsOut(page), view)
    .toEqual([]);
}

test('no view goes beyond the sides of a window of 420 px', async ({ desk, chat, scripted }) => {
  const page = await desk.open(await scripted([{ reply: 'All right.' }]));
  await openMemory(page);
  await teach(page, 'My favourite colour is teal.');
  await teach(
    page,
    'I prefer trains to planes, above all when the planes leave before seven in the morning.',
  );
  await pasteForReview(page, ['User has two cats called Fig and Miso.', 'User lives in Porto.']);
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Chat').click();
  await chat.say('Remember that my boat is red.');
  await page.setViewportSize({ width: 420, height: 800 });
  await expectInside(page, 'a chat');

  for (const view of ['memory', 'memory/review', 'memory/timeline', 'memory/map', 'memory/health']) {
    await page.evaluate((hash) => (location.hash = `#/${hash}`), view);
    await expect(page.getByRole('heading', { name: 'Memory', exact: true })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await picture(page, `narrow-${view.replace('/', '-')}`);
    await expectInside(page, view);
  }
  await page.evaluate(() => (location.hash = '#/memory'));
  await memoryRow(page, 'My favourite colour is teal.').getByRole('checkbox').click();
  await expect(page.getByRole('toolbar', { name: 'Selected memories' })).toBeVisible();
  await expectInside(page, 'memory, some selected');

  await page
    .getByRole('toolbar', { name: 'Selected memories' })
    .getByRole('button', { name: 'Forget' })
    .click();
  await page.getByRole('button', { name: 'Bin 1' }).click();
  await expect(page.getByRole('button', { name: 'Empty the bin' })).toBeVisible();
  await picture(page, 'narrow-bin');
  await expectInside(page, 'the bin');

  for (const tab of ['models', 'memory', 'shortcuts', 'data', 'about']) {
    await page.evaluate((hash) => (location.hash = `#/settings/${hash}`), tab);
    await expect(page.getByRole('tab', { name: new RegExp(tab, 'i'), selected: true })).toBeVisible();
    await expect(page.getByRole('tabpanel')).toBeVisible();
    await expectInside(page, `settings, ${tab}`);
  }
  await page.evaluate(() => (location.hash = '#/agents'));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectInside(page, 'agents');
});

test('in a narrow window a notice covers neither tabs nor the message field, and the chat names its project', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Boats and other things that swim');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page
    .getByRole('button', { name: 'Actions for project Boats and other things that swim' })
    .click({ timeout: 10_000 });
  await page.getByRole('menuitem', { name: 'New chat in it' }).click();
  await chat.say('Remember that my boat is red.');
  await page.setViewportSize({ width: 420, height: 800 });
  const header = page.getByRole('main');
  await expect(header.getByText('Project Boats and other things that swim')).toBeVisible();
  await picture(page, 'narrow-project');
  await expectInside(page, 'a chat of a project');

  await page.evaluate(() => (location.hash = '#/memory'));
  const row = page.getByRole('list', { name: 'Memories' }).getByRole('listitem').first();
  await row.hover();
  await row.getByRole('button', { name: 'Forget' }).click({ timeout: 10_000 });
  const notice = page.getByRole('status').filter({ hasText: 'Undo' });
  await expect(notice.getByRole('button', { name: 'Undo' })).toBeVisible();
  await settled(page);
  await picture(page, 'narrow-notice');
  for (const name of ['All', 'Review', 'Timeline', 'Map', 'Health'])
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click({ trial: true });
  await page.evaluate(() => history.back());
  await expect(chat.message).toBeVisible();
  await settled(page);
  await picture(page, 'narrow-notice-chat');
  const [field, shown] = await Promise.all([
    chat.message.boundingBox(),
    notice.getByRole('button', { name: 'Undo' }).boundingBox(),
  ]);
  expect((shown?.y ?? 0) + (shown?.height ?? 0)).toBeLessThan(field?.y ?? 0);
});
