import { critic, lookInside, runBar, startRun, writer } from '../agents-desk.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

const usage = { promptTokens: 9_500, completionTokens: 600 };

/** A writer and a critic who are never content, and use a tenth of the usual budget with each word. */
const endless = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { when: { systemIncludes: critic }, reply: 'Name the tree.', usage, times: 99 },
  { when: { systemIncludes: writer }, reply: 'A tree lets go of one leaf.', usage, times: 99 },
];

test('at half of its budget a run asks, at the end it stops, and it goes on with more', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(endless));
  await startRun(page, 'Writer and critic', 'A line about a tree');
  const bar = runBar(page);
  await expect(bar).toContainText('Waiting for you');
  await expect(bar).toContainText('50% of its budget');
  const question =
    'Half of this run’s budget is used (50,500 of 100,000 tokens and 5 of 100 requests). Go on?';
  const half = page.getByRole('group', { name: question });
  await expect(half.getByRole('button')).toHaveText(['Go on', 'Raise…', 'Stop']);
  await expect(chat.log.getByRole('article')).toHaveCount(6);

  await page.getByRole('button', { name: 'Run details' }).click();
  const budget = page.getByRole('region', { name: 'Budget' });
  await expect(budget).toContainText('50,500 of 100,000 tokens');
  await expect(budget).toContainText('5 of 100 requests');
  await expect(budget).toContainText('Half of it is used: the run asks you before it goes on.');
  await expect(budget.getByRole('progressbar', { name: 'Tokens used' })).toHaveAttribute('value', '50500');
  await picture(page, 'budget-half');
  await expectAccessible(page);

  // It is still asked after a restart.
  const again = await desk.restart();
  await again.getByRole('link', { name: 'A line about a tree' }).click();
  const asked = again.getByRole('group', { name: question });
  await asked.getByRole('button', { name: 'Raise…' }).press('Enter');
  await expect(asked.getByRole('textbox', { name: 'Tokens at most' })).toHaveValue('200000');
  await asked.getByRole('textbox', { name: 'Tokens at most' }).fill('40000');
  await again.keyboard.press('Enter');
  await expect(asked.getByRole('alert')).toContainText('Give more than is used already');
  await asked.getByRole('button', { name: 'Back' }).press('Enter');
  await asked.getByRole('button', { name: 'Go on' }).press('Enter');

  await expect(runBar(again)).toContainText('Stopped');
  const spent = again.getByRole('group', { name: 'The budget of this run is used up' });
  await expect(spent).toContainText('101,000 of 100,000 tokens and 10 of 100 requests');
  await expect(chat.log.getByRole('article').last()).toContainText('Name the tree.');
  await expect(runBar(again).getByRole('button', { name: 'Resume the run' })).toHaveCount(0);
  await picture(again, 'budget-spent');
  await spent.getByRole('button', { name: 'Raise and go on' }).press('Enter');
  await expect(runBar(again)).toContainText('Done');
  await expect(runBar(again)).toContainText('111,100 tokens');
  await expect(spent).toHaveCount(0);
});

test('a desk that answers in words asks its person at once', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { anyIncludes: 'smoke' }, reply: 'Unplug it. CASE CLOSED' },
      { reply: 'What do you see?', times: 99 },
    ]),
  );
  await startRun(page, 'Support desk with a person', 'My printer does not print.');
  await expect(page.getByRole('group', { name: 'Waiting for you, as caller' })).toBeVisible();
  await expect(chat.log.getByRole('article', { name: 'desk' })).toHaveText([
    /What do you see/,
    /Over to caller/,
  ]);
  await chat.message.fill('There is smoke.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(runBar(page)).toContainText('Done');
  await expect(chat.log.getByRole('article', { name: 'desk' }).last()).toContainText('Unplug it.');
});

test('the budget of a team is set in its form, and stands in its JSON', async ({ desk, scripted }) => {
  const page = await desk.open(await scripted(endless));
  await lookInside(page, 'Support desk with a person');
  await expect(page.getByRole('textbox', { name: 'Turns of one member in a row, at most' })).toHaveValue('1');
  const budget = page.getByRole('group', { name: 'Budget of a run' });
  await expect(budget.getByRole('textbox', { name: 'Tokens at most' })).toHaveAttribute(
    'placeholder',
    '100,000',
  );
  await budget.getByRole('textbox', { name: 'Requests at most' }).fill('0');
  await expect(budget).toContainText('1');
  await budget.getByRole('textbox', { name: 'Requests at most' }).fill('12');
  await budget.scrollIntoViewIfNeeded();
  await picture(page, 'budget-form');
  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.getByRole('textbox', { name: 'JSON' })).toHaveValue(/"maxRequests": 12/);
});
