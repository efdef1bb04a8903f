import { critic, openAgents, poemScript, runBar, startRun, writer } from '../agents-desk.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';

/** The writer's first line never ends by itself; interrupted with words, or by another's line, it does. */
const endless = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { when: { systemIncludes: critic, anyIncludes: 'river' }, reply: 'APPROVE' },
  { when: { systemIncludes: critic }, reply: 'Say what it is about.' },
  { when: { systemIncludes: writer, anyIncludes: 'About a river' }, reply: 'A river goes by.' },
  { when: { systemIncludes: writer, anyIncludes: 'Say what' }, reply: 'It is about the river.' },
  { when: { systemIncludes: writer }, reply: 'A tree stands there and', hang: true },
];

test('who speaks is interrupted by keyboard, told what to do differently, and speaks anew', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(endless));
  await startRun(page, 'Writer and critic', 'A line');
  await expect(chat.log.getByRole('article', { name: 'writer' })).toContainText('A tree stands there');
  const interrupt = page.getByRole('button', { name: 'Interrupt whoever speaks' });
  await interrupt.focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Interrupted' });
  const field = form.getByRole('textbox', { name: 'What should be different' });
  await expect(field).toBeFocused();
  await expect(form.getByRole('status')).toContainText('What should be different?');
  await expect(runBar(page)).toContainText('Paused');
  await page.keyboard.type('About a river');
  // In one go, as an impatient person or a bouncing key does; it is said once all the same.
  await field.evaluate((element) => {
    for (let times = 0; times < 2; times += 1)
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
  await expect(runBar(page)).toContainText('Done');
  await expect(form).toHaveCount(0);
  const said = chat.log.getByRole('article');
  await expect(said).toHaveCount(5);
  await expect(said.nth(1)).toContainText('A tree stands there and');
  await expect(said.nth(2)).toContainText('About a river');
  await expect(said.nth(3)).toContainText('A river goes by.');
});

test('an interrupted run stays paused, and goes on as before', async ({ desk, chat, scripted }) => {
  const interrupted = { when: { systemIncludes: writer }, reply: 'A tree', hang: true, times: 1 };
  const page = await desk.open(await scripted([interrupted, ...poemScript()]));
  await startRun(page, 'Writer and critic', 'A line');
  await expect(chat.log.getByRole('article', { name: 'writer' })).toContainText('A tree');
  await page.getByRole('button', { name: 'Interrupt whoever speaks' }).click();
  await page.getByRole('button', { name: 'Stay paused' }).click();
  await expect(page.getByRole('form', { name: 'Interrupted' })).toHaveCount(0);
  await expect(runBar(page)).toContainText('Paused');
  await page.getByRole('button', { name: 'Resume the run' }).click();
  await expect(runBar(page)).toContainText('Done');
  await expect(chat.log.getByRole('article', { name: 'critic' }).last()).toContainText('APPROVE');
});

test('a person speaks for an agent, also after a restart, and hands back', async ({
  desk,
  chat,
  scripted,
}) => {
  let page = await desk.open(await scripted(endless));
  await startRun(page, 'Writer and critic', 'A line');
  await expect(chat.log.getByRole('article', { name: 'writer' })).toContainText('A tree stands there');
  await page.getByRole('button', { name: 'Speak for an agent' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Speak for writer' }).press('Enter');
  const spoken = () => page.getByRole('status', { name: 'You speak for' });
  await expect(spoken()).toContainText('You speak for writer');
  await page.getByRole('button', { name: 'Interrupt whoever speaks' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  const question = () => page.getByRole('group', { name: 'Waiting for you, as writer' });
  await expect(question()).toContainText('What do you want to say in place of writer?');

  page = await desk.restart();
  await page.getByRole('link', { name: 'A line' }).click();
  await expect(question()).toBeVisible();
  await expect(spoken()).toContainText('You speak for writer');
  await expect(chat.message).toHaveAttribute('placeholder', 'Answer as writer…');
  await chat.message.fill('My own line.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.log.getByRole('article', { name: 'You, for writer' })).toContainText('My own line.');
  await expect(chat.log.getByRole('article', { name: 'critic' })).toContainText('Say what it is about.');
  await expect(question()).toBeVisible();
  await page.getByRole('button', { name: 'Hand back to writer' }).click();
  await expect(runBar(page)).toContainText('Done');
  await expect(spoken()).not.toContainText('writer');
  await expect(chat.log.getByRole('article', { name: 'writer', exact: true }).last()).toContainText(
    'It is about the river.',
  );
  // Looked at again, it says by whom.
  await openAgents(page, 'Runs');
  await page.getByRole('list', { name: 'Runs' }).getByRole('link', { name: 'A line' }).click();
  const replay = page.getByRole('log', { name: 'Replay of the run' });
  await expect(replay.getByRole('article', { name: 'You, for writer' })).toHaveCount(1);
});

test('interrupting and speaking for an agent are accessible in light and dark, and fit a narrow window', async ({
  desk,
  scripted,
}) => {
  const page = await desk.open(await scripted(endless));
  await startRun(page, 'Writer and critic', 'A line');
  await expect(page.getByText('A tree stands there')).toBeVisible();
  await page.getByRole('button', { name: 'Speak for an agent' }).click();
  await expect(page.getByRole('menuitem', { name: 'Speak for critic' })).toBeVisible();
  await page.getByRole('menuitem', { name: 'Speak for writer' }).click();
  await expect(page.getByRole('button', { name: 'Hand back to writer' })).toBeVisible();
  await page.getByRole('button', { name: 'Interrupt whoever speaks' }).click();
  await expect(page.getByRole('form', { name: 'Interrupted' })).toBeVisible();
  await expectAccessibleInBothSchemes(page);
  const runSync = await page.evaluateHandle(() => {
    const { documentElement: root } = document;
    const seen: number[] = [];
    // Before the script has made anything of the new size: styles alone must do.
    addEventListener('resize', () => seen.push(root.scrollWidth - root.clientWidth));
    return seen;
  });
  await page.setViewportSize({ width: 420, height: 800 });
  await expect.poll(() => runSync.jsonValue()).not.toEqual([]);
  expect(Math.max(...(await runSync.jsonValue()))).toBeLessThanOrEqual(0);
  await expectNoOverflow(page);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('group', { name: 'Waiting for you, as writer' })).toBeVisible();
  await expectAccessibleInBothSchemes(page);
});
