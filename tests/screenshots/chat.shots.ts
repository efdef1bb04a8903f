/** The chat: new, used, long, answering, failing, and cut off from Tutee. */
import { test } from '../e2e/fixtures.ts';
import { fails, hangs, OpenAIServer } from '../support/openai-server.ts';
import { shoot, show } from './shoot.ts';

const nothingLearned = { when: { responseSchema: true }, json: { lessons: [] } };

const rich = [
  'Here is a plan for the **garden**, with a sum and a drawing.',
  '| Bed | Width | Seeds |\n| --- | ---: | --- |\n| North | 1.2 m | beans |\n| South | 0.9 m | chard, kale and late onions |',
  '1. Dig over the north bed\n2. Water in the evening\n   - not at noon\n   - never the leaves',
  '```ts\nconst area = (width: number, length: number): number => width * length;\nconsole.log(area(1.2, 3.5));\n```',
  'The area is $a = w \\cdot l$, so $$\\sum_{i=1}^{n} w_i l_i = 7.9\\,\\text{m}^2.$$',
  '```mermaid\nflowchart LR\n  Dig --> Sow --> Water\n```',
  '> Beans like warm soil.',
].join('\n\n');

test('a new user', async ({ desk, chat }) => {
  const page = await desk.open();
  await shoot(page, 'start-new-user');
  await page.getByRole('button', { name: 'Take the first steps' }).click();
  await page.getByRole('heading', { name: 'How Tutee talks' }).waitFor();
  await shoot(page, 'first-steps');
  await chat.start();
  await shoot(page, 'chat-empty');
});

test('a chat in use', async ({ desk, chat, scripted }) => {
  const page = await desk.open(
    await scripted([
      nothingLearned,
      { when: { lastUserIncludes: 'plan' }, reply: rich },
      {
        when: { lastUserIncludes: 'wait' },
        reply: 'Let me think about the beans for a while. '.repeat(400),
        chunkCharacters: 9,
        delayMs: 100,
      },
      'All right.',
    ]),
  );
  await chat.start();
  await chat.say('Remember that I keep two goats and that my garden faces north.');
  await chat.say('Make a plan for my garden, please.');
  await page.locator('.katex').first().waitFor();
  await shoot(page, 'chat-rich');
  await page.keyboard.press('Control+f');
  await page.getByRole('searchbox').first().fill('beans');
  await shoot(page, 'chat-find');
  await page.keyboard.press('Escape');
  await chat.message.fill('/');
  await page.getByRole('listbox').first().waitFor();
  await shoot(page, 'chat-prompts-menu');
  await page.keyboard.press('Escape');
  await chat.message.fill('Please wait for it.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await shoot(page, 'chat-answering');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await chat.start();
  await chat.say('Please don’t keep anything I say for the next while.');
  await shoot(page, 'chat-off-record');
  await chat.start();
  await shoot(page, 'start-used');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').first().fill('gar');
  await shoot(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+/');
  await page.getByRole('dialog').waitFor();
  await shoot(page, 'keys');
});

test('a chat without a model', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  for (const said of [
    'Remember that I am allergic to walnuts.',
    'My sister Ana lives in Porto.',
    'What am I allergic to?',
  ])
    await chat.say(said);
  await shoot(page, 'chat-memory-mode');
});

test('a server that fails, and one that takes its time', async ({ desk, chat }) => {
  const server = await OpenAIServer.start();
  server.always('chat', fails(404, { message: 'model "quokka-7b" not found, try pulling it first' }));
  try {
    const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'quokka-7b' });
    await chat.start();
    await chat.say('How high is the tide?');
    await shoot(page, 'chat-failed');
    server.always('chat', hangs());
    await chat.start();
    await chat.message.fill('And now?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    await shoot(page, 'chat-waiting');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await show(page, 'settings/models');
    await shoot(page, 'settings-models-server');
  } finally {
    await server.stop();
  }
});

test('the connection to Tutee is lost', async ({ desk, chat, scripted }) => {
  const page = await desk.open(await scripted([nothingLearned, 'All right.']));
  await chat.start();
  await chat.say('Good morning.');
  await desk.running.stop('SIGKILL');
  await page
    .getByText(/connection/i)
    .first()
    .waitFor();
  await shoot(page, 'disconnected');
});
