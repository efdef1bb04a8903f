import { deskScript, lookInside, openAgents, runBar, startRun } from '../agents-desk.ts';
import { expectAccessible, expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';

test('agents, teams and runs are accessible in light and dark', async ({ desk, chat, scripted }) => {
  const page = await desk.open(await scripted(deskScript()));
  for (const tab of ['Gallery', 'Yours', 'Runs'] as const) {
    await openAgents(page, tab);
    await expectAccessibleInBothSchemes(page);
  }
  await lookInside(page, 'Support desk with a person');
  await page.getByRole('navigation', { name: 'Members' }).getByRole('button', { name: 'technician' }).click();
  await page
    .getByRole('button', { name: 'More', exact: true })
    .or(page.getByText(/^More \(/))
    .click();
  await expectAccessibleInBothSchemes(page);
  for (const tab of ['Graph', 'JSON']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessibleInBothSchemes(page);
  }
  await startRun(page, 'Support desk with a person', 'My second screen stays black.');
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
  await expectAccessibleInBothSchemes(page);
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expectAccessibleInBothSchemes(page);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Answer in the message field.')).toBeVisible();
  await page.getByRole('button', { name: 'Run details' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await page.getByRole('button', { name: /^Used search/ }).click();
  await expectAccessibleInBothSchemes(page);
  await chat.message.fill('It was loose.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(runBar(page)).toContainText('Done');
  await openAgents(page, 'Runs');
  await expectAccessibleInBothSchemes(page);
  await page.getByRole('link', { name: 'My second screen stays black.' }).last().click();
  await expect(page.getByRole('slider', { name: 'Step' })).toBeVisible();
  await expectAccessibleInBothSchemes(page);
});

test('what is done when a model fails, chats, and rules are accessible, and fit a narrow window', async ({
  desk,
  scripted,
}) => {
  const page = await desk.open(await scripted([{ reply: 'x' }]));
  const begin = async (kind: string) => {
    await openAgents(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: kind }).click();
  };
  const fits = async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 420, height: 900 });
    await expectNoOverflow(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await begin('Assistant');
  await page.getByRole('button', { name: /^If it fails/ }).click();
  await page.getByRole('button', { name: 'Add a model' }).click();
  await fits();
  await begin('An agent that hears only some');
  await page.getByRole('combobox', { name: 'Which messages' }).selectOption('last');
  await fits();
  await begin('Asks others first');
  await fits();
  await page.getByRole('tab', { name: 'Graph' }).click();
  await fits();
  await begin('A model chooses');
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await fits();
});

test('agents, a team and a run fit a narrow window', async ({ desk, scripted }) => {
  const page = await desk.open(await scripted(deskScript()));
  await startRun(page, 'Support desk with a person', `My ${'W'.repeat(200)} screen stays black.`);
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
  await page.setViewportSize({ width: 420, height: 800 });
  await expectNoOverflow(page);
  await expect(page.getByRole('button', { name: 'Approve' })).toBeInViewport();
  const { hash } = new URL(page.url());
  for (const place of [
    '#/agents',
    '#/agents/yours',
    '#/agents/runs',
    '#/agents/team/gallery%3Asupport-desk',
  ]) {
    await page.goto(page.url().replace(/#.*$/, place));
    await expect(page.getByRole('tablist')).toBeVisible();
    await expectNoOverflow(page);
  }
  await page.goto(page.url().replace(/#.*$/, hash));
  await expectNoOverflow(page);
});
