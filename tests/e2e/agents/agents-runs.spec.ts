import { answers, answersInTwo, hangs, OpenAIServer } from '../../support/openai-server.ts';
import { critic, deskScript, openAgents, poemScript, runBar, startRun } from '../agents-desk.ts';
import { expect, test } from '../fixtures.ts';

test('a ready team is started, speaks by its names, is summed, and is looked at again step by step', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(poemScript()));
  await startRun(page, 'Writer and critic', 'A line about a tree');
  await expect(runBar(page)).toContainText('Writer and critic · Done');
  await expect(runBar(page)).toContainText('784 tokens');
  const speakers = chat.log.getByRole('article');
  await expect(speakers).toHaveCount(5);
  for (const [at, name] of ['You', 'writer', 'critic', 'writer', 'critic'].entries())
    await expect(speakers.nth(at)).toHaveAccessibleName(name);
  await expect(chat.log.getByRole('article', { name: 'critic' }).last()).toContainText('APPROVE');
  await expect(page.getByRole('link', { name: 'A line about a tree' })).toBeVisible();
  // What agents said is not answered again by Tutee.
  await expect(page.getByRole('button', { name: 'Answer again' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Run details' }).click();
  const panel = page.getByRole('region', { name: 'Run', exact: true }).last();
  const table = panel.getByRole('table', { name: 'Tokens and money by agent' });
  await expect(table.getByRole('row', { name: 'writer' })).toContainText('444');
  await expect(table.getByRole('row', { name: 'critic' })).toContainText('340');
  await expect(table.getByRole('row', { name: 'In all' })).toContainText('$0');
  await expect(panel.getByRole('list', { name: 'Who speaks to whom' })).toContainText(
    'writer begins, then critic',
  );
  await page.keyboard.press('Escape');
  await expect(panel.getByRole('table')).toHaveCount(0);

  await openAgents(page, 'Runs');
  const run = page.getByRole('list', { name: 'Runs' }).getByRole('listitem', { name: 'A line about a tree' });
  await expect(run).toContainText('784 tokens');
  // Apart from the words after it, which a name in another direction would turn around.
  await expect(run.getByText('Writer and critic', { exact: true })).toHaveAttribute('dir', 'auto');
  await run.getByRole('link').click();
  const replay = page.getByRole('log', { name: 'Replay of the run' });
  await expect(replay.getByRole('article')).toHaveCount(5);
  const slider = page.getByRole('slider', { name: 'Step' });
  await replay.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Step 1 of 5');
  await expect(replay.getByRole('article')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(replay.getByRole('article')).toHaveCount(2);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(slider).toHaveAttribute('aria-valuetext', 'Step 5 of 5');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Delete this run' }).press('Enter');
  await expect(page.getByText('No runs yet')).toBeVisible();
  await expect(page.locator(':focus')).toContainText('No runs yet');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('The run is back.')).toBeVisible();
  await page
    .getByRole('list', { name: 'Runs' })
    .getByRole('link', { name: 'A line about a tree' })
    .press('Delete');
  await expect(page.getByText('Run deleted. What was said stays in its chat.')).toBeVisible();
  await expect(page.getByText('No runs yet')).toBeVisible();
  await page.getByRole('link', { name: 'A line about a tree' }).click();
  await expect(chat.log.getByRole('article', { name: 'writer' })).toHaveCount(2);
});

test('a tool call waits to be approved, then the person who is asked answers, also after a restart', async ({
  desk,
  chat,
  scripted,
}) => {
  let page = await desk.open(await scripted(deskScript()));
  await startRun(page, 'Support desk with a person', 'My second screen stays black.');
  const asked = () => page.getByRole('group', { name: 'technician wants to run search_memories.' });
  await expect(asked()).toContainText('"second screen"');
  await expect(runBar(page)).toContainText('Waiting for you');

  page = await desk.restart();
  await page.getByRole('link', { name: 'My second screen stays black.' }).click();
  const approval = asked();
  await approval.getByRole('button', { name: 'Edit' }).click();
  const given = approval.getByRole('textbox', { name: 'What it is given' });
  await given.fill('screen');
  await approval.getByRole('button', { name: 'Approve with changes' }).click();
  await expect(approval).toContainText('JSON object');
  await given.fill('{"query": "screens"}');
  await approval.getByRole('button', { name: 'Approve with changes' }).click();

  const question = page.getByRole('group', { name: 'Waiting for you, as caller' });
  await expect(question).toContainText('Your answer to the desk:');
  const said = chat.log.getByRole('article', { name: 'technician' });
  const answer = said.filter({ hasText: 'Is its cable plugged in?' });
  await expect(answer).toHaveCount(1);
  const used = answer.getByRole('button', { name: 'Used search_memories' });
  await used.click();
  await expect(answer).toContainText('call changed and approved by you');
  await expect(answer).toContainText('Nothing is remembered about that.');

  await expect(chat.message).toHaveAttribute('placeholder', 'Answer as caller…');
  await chat.message.fill('It was loose.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(runBar(page)).toContainText('Done');
  await expect(chat.log.getByRole('article', { name: 'You' }).last()).toContainText('It was loose.');
  await expect(chat.log.getByRole('article', { name: 'technician' }).last()).toContainText('CASE CLOSED');
  await expect(question).toHaveCount(0);
});

test('a refused tool call is told to the agent', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      {
        when: { afterTools: true, toolResultIncludes: 'None of your business' },
        reply: 'I see. CASE CLOSED',
      },
      ...deskScript(),
    ]),
  );
  await startRun(page, 'Support desk with a person', 'My second screen stays black.');
  const approval = page.getByRole('group', { name: 'technician wants to run search_memories.' });
  await approval.getByRole('button', { name: 'Refuse' }).click();
  await approval.getByRole('textbox', { name: 'Why not' }).fill('None of your business');
  await page.keyboard.press('Enter');
  await expect(chat.log.getByRole('article', { name: 'technician' }).last()).toContainText('I see.');
  await expect(runBar(page)).toContainText('Done');
});

test('a run is held, hears what is said meanwhile, is stopped and goes on', async ({ desk, chat }) => {
  const server = await OpenAIServer.start();
  let finishDraft = (): void => undefined;
  const drafted = new Promise<void>((resolve) => (finishDraft = resolve));
  const drafts = [hangs('A tree'), answersInTwo('A tree', ' stands there.', drafted)];
  server.always('chat', (response, request) => {
    const asked = JSON.stringify(request.body);
    const teaching = request.body?.['response_format'] !== undefined;
    const critics = answers(asked.includes('a fir') ? 'APPROVE' : 'Name the tree.');
    const writers = drafts[0] ?? answers('A fir.');
    if (teaching) answers('{"lessons": []}')(response, request);
    else if (asked.includes(critic)) critics(response, request);
    else {
      drafts.shift();
      writers(response, request);
    }
  });
  try {
    const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'test-model' });
    await startRun(page, 'Writer and critic', 'A line about a tree');
    const bar = runBar(page);
    await expect(bar).toContainText('writer is writing…');
    await bar.getByRole('button', { name: 'Stop the run' }).click();
    await expect(bar).toContainText('Stopped');
    await expect(chat.log.getByRole('article', { name: 'writer' })).toContainText('Stopped');

    await bar.getByRole('button', { name: 'Resume the run' }).click();
    await expect(bar).toContainText('writer is writing…');
    await bar.getByRole('button', { name: 'Pause the run' }).click();
    await expect(bar).toContainText('Paused');
    finishDraft();
    await chat.message.fill('Make it a fir.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(chat.log.getByRole('article', { name: 'You' }).last()).toContainText('Make it a fir.');
    await expect(chat.log.getByRole('article', { name: 'critic' })).toHaveCount(0);
    await bar.getByRole('button', { name: 'Resume the run' }).click();
    await expect(bar).toContainText('Done');
    await expect(chat.log.getByRole('article', { name: 'critic' })).toHaveCount(1);
  } finally {
    await server.stop();
  }
});

test('after a run the message field goes on with it, or speaks to Tutee', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { lastUserIncludes: 'shorter' }, reply: 'A leaf. APPROVE' },
      { when: { lastUserIncludes: 'thanks' }, reply: 'You are welcome.' },
      ...poemScript(),
    ]),
  );
  await startRun(page, 'Writer and critic', 'A line about a tree');
  await expect(runBar(page)).toContainText('Done');
  await chat.message.fill('Even shorter.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.log.getByRole('article', { name: 'writer' }).last()).toContainText('A leaf.');
  await expect(runBar(page)).toContainText('Done');
  await page.getByRole('combobox', { name: 'To' }).selectOption('To Tutee');
  await chat.message.fill('Thanks a lot.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.lastAnswer).toContainText('You are welcome.');
  // The chat is an ordinary one again.
  await expect(runBar(page)).toHaveCount(0);
});

test('without a model a run does not begin, and the way to one is shown', async ({ desk }) => {
  const page = await desk.open();
  await openAgents(page);
  await page.getByRole('button', { name: 'Start a run: Writer and critic' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Task' }).fill('A poem');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('alert')).toContainText('model');
  await dialog.getByRole('link', { name: 'Settings → Models' }).click();
  await expect(page.getByRole('textbox', { name: 'Base URL' })).toBeVisible();
});

test('a person chooses who speaks; a run that waits says so on other pages', async ({ desk, chat }) => {
  const server = await OpenAIServer.start();
  let finishTale = (): void => undefined;
  const told = new Promise<void>((resolve) => (finishTale = resolve));
  server.always('chat', (response, request) => {
    const isCritic = JSON.stringify(request.body).includes('You say what could be better');
    const says = isCritic ? answers('DONE') : answersInTwo('Once upon a time', ' there was a tale.', told);
    if (request.body?.['response_format'] === undefined) says(response, request);
    else answers('{"lessons": []}')(response, request);
  });
  try {
    const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'test-model' });
    await openAgents(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: 'A model chooses' }).click();
    await page.getByRole('switch', { name: 'You choose who speaks' }).press('Space');
    // With one member left to choose nobody would be asked.
    await page.getByRole('switch', { name: 'The same member may speak twice' }).press('Space');
    await page.getByRole('textbox', { name: 'Display name' }).fill('Tellers');
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('A tale');
    await page.keyboard.press('Control+Enter');
    const choice = page.getByRole('group', { name: 'Who speaks next?' });
    await choice.getByRole('button', { name: 'writer' }).click();
    await expect(runBar(page)).toContainText('writer is writing…');
    await openAgents(page);
    finishTale();
    const waits = page.getByRole('status').filter({ hasText: '“Tellers” waits for you.' });
    await waits.getByRole('button', { name: 'Open the chat' }).click();
    await expect(chat.log.getByRole('article', { name: 'writer' })).toContainText('there was a tale.');
    await choice.getByRole('button', { name: 'critic' }).click();
    await expect(runBar(page)).toContainText('Done');
    await expect(chat.log.getByRole('article', { name: 'critic' })).toContainText('DONE');
  } finally {
    await server.stop();
  }
});

test('who is asked in a swarm may give the word to somebody else; a waiting run can be stopped', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      {
        when: { systemIncludes: 'front of a support desk', lastUserIncludes: 'the screen' },
        reply: 'I see. CASE CLOSED',
      },
      {
        when: { systemIncludes: 'front of a support desk' },
        reply: 'What is wrong?',
        toolCalls: [{ name: 'ask_caller' }],
      },
      { when: { systemIncludes: 'You solve the problem' }, reply: 'Try another cable. CASE CLOSED' },
    ]),
  );
  await startRun(page, 'Support desk with a person', 'Help.');
  await expect(page.getByRole('group', { name: 'Waiting for you, as caller' })).toBeVisible();
  await runBar(page).getByRole('button', { name: 'Stop the run' }).click();
  await expect(page.getByRole('group', { name: 'Waiting for you, as caller' })).toHaveCount(0);
  await runBar(page).getByRole('button', { name: 'Resume the run' }).click();
  await expect(chat.log.getByRole('button', { name: 'Hands over to caller' })).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Then' }).selectOption('Then to technician');
  await chat.message.fill('It is the screen.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.log.getByRole('article', { name: 'technician' })).toContainText('another cable');
});

test('a recorded run is run again without its model and compared', async ({ desk, scripted }) => {
  const page = await desk.open(await scripted(poemScript()));
  await startRun(page, 'Writer and critic', 'A line about a tree', true);
  await expect(runBar(page)).toContainText('Done');
  await page.getByRole('button', { name: 'Run details' }).click();
  await page.getByRole('button', { name: 'Run again and compare' }).click();
  await expect(page.getByText(/^All \d+ messages came out the same\.$/)).toBeVisible();
});

test('a run in a chat that was there knows what was said in it', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { systemIncludes: 'editor', anyIncludes: ['walk in Oslo', 'Take boots'] }, reply: 'APPROVE' },
      {
        when: { systemIncludes: 'You write what', anyIncludes: ['walk in Oslo', 'Take boots'] },
        reply: 'Oslo, in boots.',
      },
      { when: { systemIncludes: 'You write what' }, reply: 'Where?' },
      { when: {}, reply: 'Take boots.' },
    ]),
  );
  await chat.start();
  await chat.say('I am going for a walk in Oslo.');
  await expect(chat.lastAnswer).toContainText('Take boots.');
  await openAgents(page, 'Gallery');
  await page.getByRole('button', { name: 'Start a run: Writer and critic' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start “Writer and critic”' });
  await dialog.getByRole('textbox', { name: 'Task' }).fill('A line about it');
  await dialog.getByRole('combobox', { name: 'Where' }).selectOption('In “I am going for a walk in Oslo.”');
  await expect(dialog).toContainText('The agents know what was said in it.');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(chat.log.getByRole('article', { name: 'writer' })).toContainText('Oslo, in boots.');
  await expect(chat.log.getByRole('article', { name: 'critic' })).toContainText('APPROVE');
  await expect(chat.log.getByRole('article')).toHaveCount(5);
});
