import { readFile } from 'node:fs/promises';
import { lookInside, openAgents, poemScript, runBar } from '../agents-desk.ts';
import { expect, test } from '../fixtures.ts';
import { settled } from '../settled.ts';

test('a copy of a ready team is changed by form, with faults at their fields, saved and run', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([{ when: { systemIncludes: 'rhymes' }, reply: 'APPROVE, editor.' }, ...poemScript()]),
  );
  await lookInside(page, 'Writer and critic');
  const members = page.getByRole('navigation', { name: 'Members' });
  await members.getByRole('button', { name: 'critic' }).click();
  const form = page.getByRole('region', { name: 'critic' });
  await form.getByRole('textbox', { name: 'Name' }).fill('writer');
  await page.keyboard.press('Tab');
  await expect(page.getByText('“writer” is taken')).toBeVisible();
  await expect(members.getByRole('button', { name: /writer.*has a mistake/ })).toBeVisible();
  // Refused, and what is wrong stays in sight.
  await page.getByRole('button', { name: 'Save a copy' }).click();
  await expect(page.getByText('“writer” is taken')).toBeVisible();
  await expect(page.getByText('Changes not saved')).toBeVisible();

  await members.getByRole('button', { name: /has a mistake/ }).click();
  const wrong = page.getByRole('region', { name: 'writer' });
  await wrong.getByRole('textbox', { name: 'Name' }).fill('editor');
  await page.keyboard.press('Enter');
  await expect(page.getByText('“writer” is taken')).toHaveCount(0);
  const editor = page.getByRole('region', { name: 'editor' });
  await editor.getByRole('textbox', { name: 'Instructions' }).fill('You look for rhymes.');
  await members.getByRole('button', { name: 'Take turns' }).click();
  // Whoever was named by the old name is named by it no more; the condition is for a person to mend.
  const words = page.getByRole('group', { name: 'Somebody says certain words' });
  await words.getByRole('checkbox', { name: 'editor' }).check();
  await page.getByRole('textbox', { name: 'Display name' }).fill('Writer and editor');
  await page.getByRole('button', { name: 'Save a copy' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved as your own.' })).toBeVisible();

  await page.getByRole('button', { name: 'Start a run' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('A line');
  await page.keyboard.press('Control+Enter');
  await expect(runBar(page)).toContainText('Writer and editor · Done');
  await expect(chat.log.getByRole('article', { name: 'editor' })).toContainText('APPROVE, editor.');

  await openAgents(page, 'Yours');
  const card = page.getByRole('listitem', { name: 'Writer and editor' });
  await expect(card).toContainText('2 members');
  await card.getByRole('button', { name: 'More for Writer and editor' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('None of your own yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card).toBeVisible();
});

test('members are added, moved and removed with Undo; ends are put together', async ({ desk }) => {
  const page = await desk.open();
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Take turns' }).click();
  const members = page.getByRole('navigation', { name: 'Members' });
  const names = () => members.getByRole('button').allInnerTexts();
  await page.getByRole('button', { name: 'Add a member' }).click();
  await page.getByRole('menuitem', { name: 'Person' }).click();
  await expect.poll(names).toEqual(['Take turns', 'writer', 'critic', 'person']);
  await page.getByRole('button', { name: 'Move person up' }).click();
  await expect.poll(names).toEqual(['Take turns', 'writer', 'person', 'critic']);
  await page.getByRole('button', { name: 'Remove person' }).click();
  await expect.poll(names).toEqual(['Take turns', 'writer', 'critic']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(names).toEqual(['Take turns', 'writer', 'person', 'critic']);

  await members.getByRole('button', { name: 'Take turns' }).click();
  const ends = page.getByRole('group', { name: 'Ends when' });
  await ends.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('menuitem', { name: 'Time is over' }).click();
  await ends.getByRole('textbox', { name: 'Seconds' }).fill('-5');
  await expect(ends.getByText('Give a number above 0.')).toBeVisible();
  await ends.getByRole('textbox', { name: 'Seconds' }).fill('60');
  await expect(ends.getByText('Give a number above 0.')).toHaveCount(0);
  await ends.getByRole('button', { name: 'Remove: So many messages were said' }).click();
  await page.getByRole('radiogroup', { name: 'Ends when: any or all' }).getByText('All of these').click();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.getByRole('textbox', { name: 'JSON' })).toHaveValue(/AndTermination/);
  const json = JSON.parse(await page.getByRole('textbox', { name: 'JSON' }).inputValue()) as {
    config: { terminationCondition: { provider: string; config: { conditions: { provider: string }[] } } };
  };
  const { terminationCondition: end } = json.config;
  expect(end.provider).toBe('AndTerminationCondition');
  expect(end.config.conditions.map(({ provider }) => provider)).toEqual([
    'TextMentionTermination',
    'TimeoutTermination',
  ]);
});

test('JSON: what is typed is taken when it can be read, and faults name their lines', async ({ desk }) => {
  const page = await desk.open();
  await lookInside(page, 'Debate with a judge');
  await page.getByRole('tab', { name: 'JSON' }).click();
  const field = page.getByRole('textbox', { name: 'JSON' });
  await expect(field).toHaveValue(/"modelClientStream": true/);
  const whole = await field.inputValue();
  await field.fill(whole.slice(0, -20));
  await expect(page.getByRole('list', { name: 'Mistakes' })).toContainText('This is not JSON yet.');
  await expect(page.getByRole('button', { name: 'Save a copy' })).toBeDisabled();
  await field.fill(whole.replace('"modelClientStream": true', '"modelClientStream": "yes"'));
  const mistakes = page.getByRole('list', { name: 'Mistakes' });
  const line = whole.split('\n').findIndex((each) => each.includes('"modelClientStream": true')) + 1;
  await expect(mistakes).toContainText(`Line ${line}`);
  await mistakes.getByRole('button', { name: `Line ${line}` }).click();
  const chosen = () =>
    field.evaluate((element: HTMLTextAreaElement) =>
      element.value.slice(element.selectionStart, element.selectionEnd).trim().replace(',', ''),
    );
  await expect.poll(chosen).toBe('"yes"');
  await field.fill(whole.replaceAll('"judge"', '"referee"'));
  await expect(mistakes.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Form' }).click();
  await expect(page.getByRole('navigation', { name: 'Members' })).toContainText('referee');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('navigation', { name: 'Members' })).toContainText('judge');
  // What no form knows is kept, and its fault is said where it stands.
  await page.getByRole('tab', { name: 'JSON' }).click();
  await field.fill(whole.replace('MaxMessageTermination', 'TiredTermination'));
  await page.getByRole('tab', { name: 'Form' }).click();
  const end = page.getByRole('group', { name: 'TiredTermination' });
  await expect(end).toContainText('“TiredTermination” is not known here');
  await expect(end.getByRole('combobox', { name: 'Condition' })).toHaveValue('TiredTermination');
});

test('a graph is drawn, read as a list, and opens the form of a member', async ({ desk }) => {
  const page = await desk.open();
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Follow a graph' }).click();
  await page.getByRole('button', { name: 'Add an arrow' }).click();
  const arrow = page.getByRole('group', { name: 'critic to writer' });
  await arrow.getByRole('textbox', { name: 'When these words were said' }).fill('AGAIN');
  await page.getByRole('tab', { name: 'Graph' }).click();
  await expect(page.getByRole('list', { name: 'Who speaks to whom' }).getByRole('listitem')).toHaveText([
    'writer begins, then critic',
    'critic then writer on “AGAIN”',
  ]);
  for (const width of [1280, 420]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(page.getByRole('button', { name: /^writer/ })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: /^critic/ })).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole('button', { name: /^critic/ }).press('Enter');
  await expect(page.getByRole('region', { name: 'critic' })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  // What was begun is not lost by looking elsewhere.
  await openAgents(page, 'Yours');
  await page.getByRole('region', { name: 'Not saved yet' }).getByRole('link', { name: 'New team' }).click();
  await expect(page.getByRole('group', { name: 'critic to writer' })).toBeVisible();
});

test('a team is exported, imported, and a bad file is refused with the line', async ({ desk }) => {
  const page = await desk.open();
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Assistant' }).click();
  await page.getByRole('textbox', { name: 'Display name' }).fill('Poet');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await page.getByRole('button', { name: 'More for Poet' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/poet.*\.json$/i);
  const file = await download.path();
  const text = await readFile(file, 'utf8');

  await page.getByRole('link', { name: 'All agents' }).click();
  const importing = async () => {
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Import…' }).click();
  };
  await importing();
  const dialog = page.getByRole('dialog', { name: 'Import an agent or a team' });
  const pasted = dialog.getByRole('textbox', { name: 'Or paste its JSON' });
  await pasted.fill(text.replace('AssistantAgent', 'Assistent'));
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText(/^Line \d+: “Assistent” is not known here/);
  // Of several mistakes all are told.
  const broken = text
    .replace('"model"', '"modle"')
    .replace('"config": {', '"config": { "maxToolIterations": "x",');
  await pasted.fill(broken);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('alert').getByRole('listitem')).toHaveText([
    /^Line \d+: .*“modle” is not known here. Did you mean “model”/,
    /^Line \d+: Give a number here, not a text/,
  ]);
  await dialog.getByLabel('File of an agent or a team').setInputFiles(file);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Instructions' })).toHaveValue(
    'You are a helpful assistant.',
  );
});

test('an agent that asks others first is made by form, drawn, refused by line in JSON, and run', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { systemIncludes: 'could be better', lastUserIncludes: 'Judge: A poem' }, reply: 'Too long.' },
      { reply: 'Nobody was asked.' },
    ]),
  );
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Asks others first' }).click();
  const members = page.getByRole('navigation', { name: 'Members' });
  await expect
    .poll(() => members.getByRole('button').allInnerTexts())
    .toEqual(['Asks others first', 'critic', 'writer']);
  const row = page.getByRole('group', { name: 'It to critic' });
  await row.getByRole('textbox', { name: 'Opens with' }).fill('Judge: {task}');
  await page.getByRole('textbox', { name: 'Words in them' }).fill('poem');
  await page.getByRole('tab', { name: 'Graph' }).click();
  await expect(page.getByRole('list', { name: 'Who speaks to whom' })).toContainText(
    'writer begins, then critic',
  );
  await page.getByRole('tab', { name: 'JSON' }).click();
  const field = page.getByRole('textbox', { name: 'JSON' });
  await expect(field).toHaveValue(/"recipient": "critic"/);
  const whole = await field.inputValue();
  await field.fill(whole.replace('"recipient": "critic"', '"recipient": "nobody"'));
  const mistakes = page.getByRole('list', { name: 'Mistakes' });
  const line = whole.split('\n').findIndex((each) => each.includes('"recipient": "critic"')) + 1;
  await expect(mistakes).toContainText('There is no “nobody” among the members.');
  await expect(mistakes.getByRole('button', { name: `Line ${line}` })).toBeVisible();
  await field.fill(whole);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Start a run' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('A poem');
  await page.keyboard.press('Control+Enter');
  await expect(chat.log.getByRole('article', { name: 'writer' }).last()).toContainText('Too long.');
});

test('members with somebody inside are added by form: an agent that hears only some, one that asks others', async ({
  desk,
}) => {
  const page = await desk.open();
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Take turns' }).click();
  for (const kind of ['An agent that hears only some', 'Asks others first']) {
    await page
      .getByRole('navigation', { name: 'Members' })
      .getByRole('button', { name: 'Take turns' })
      .click();
    await page.getByRole('button', { name: 'Add a member' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    await expect(page.getByRole('heading', { name: kind })).toBeVisible();
    if (kind === 'Asks others first') continue;
    const row = page.getByRole('group', { name: 'Messages of user' });
    await row.getByRole('combobox', { name: 'Which messages' }).selectOption('last');
    await row.getByRole('textbox', { name: 'How many' }).fill('0');
    await expect(page.getByText('Give a whole number from 1 up.')).toBeVisible();
    await row.getByRole('textbox', { name: 'How many' }).fill('2');
    await expect(page.getByText('Give a whole number from 1 up.')).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

test('who speaks is said by rules, without a model', async ({ desk }) => {
  const page = await desk.open();
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'A model chooses' }).click();
  await page.getByRole('combobox', { name: 'Model that chooses' }).selectOption('');
  await expect(page.getByText('Nobody chooses who speaks.')).toBeVisible();
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await expect(page.getByText('Nobody chooses who speaks.')).toHaveCount(0);
  const rule = page.getByRole('group', { name: 'After user writer' });
  await rule.getByRole('combobox', { name: 'Speaks' }).selectOption('critic');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

test('a name that is somebody else’s in a chat is refused at its field', async ({ desk }) => {
  const page = await desk.open();
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Take turns' }).click();
  const called = page.getByRole('textbox', { name: 'Display name' });
  await called.fill('tutee ');
  await expect(called).toHaveAccessibleDescription(/“Tutee” is who answers .* Choose another name\./);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  // Refused, and said once more where the form begins.
  await expect(page.getByRole('listitem').filter({ hasText: 'Choose another name.' })).toBeVisible();
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await called.fill('Two writers');
  await expect(called).not.toHaveAccessibleDescription(/Choose another name/);
  await expect(page.getByText('Choose another name.')).toHaveCount(0);

  await page.getByRole('navigation', { name: 'Members' }).getByRole('button', { name: 'writer' }).click();
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('You');
  await name.press('Enter');
  await expect(name).toHaveAccessibleDescription(
    /“You” is what you are called in chats\. Choose another name\./,
  );
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await name.fill('author');
  await name.press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
});

test('a name that was refused stays so when a check of the rest comes in after it', async ({
  desk,
  shell,
}) => {
  test.skip(shell === 'electron', 'Only the browser shell lets a test hold a request back.');
  const page = await desk.open();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/call', async (route) => {
    if (route.request().postData()?.includes('agents.check')) await held;
    await route.continue();
  });
  const checking = page.waitForRequest((request) => request.postData()?.includes('agents.check') === true);
  await openAgents(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Take turns' }).click();
  await page.getByRole('textbox', { name: 'Display name' }).fill('tutee ');
  const check = await checking;
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const refused = page.getByRole('listitem').filter({ hasText: 'Choose another name.' });
  await expect(refused).toBeVisible();
  release();
  await (await check.response())?.finished();
  await settled(page);
  await expect(refused).toBeVisible();
});
