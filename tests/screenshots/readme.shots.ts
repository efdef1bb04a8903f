/** The pictures of README.md and docs/: copy `readme-chat.light.png` and `readme-run.light.png` to docs/screenshots/ as chat-light.png and run-light.png. */
import { poemScript, startRun } from '../e2e/agents-desk.ts';
import { test } from '../e2e/fixtures.ts';
import { shoot } from './shoot.ts';

test('a chat in which a teaching was remembered and used', async ({ desk, chat, scripted }) => {
  const dinner =
    'Two ideas for tonight, both without meat and quick:\n\n- **Lentil dal** with spinach and rice, 25 minutes\n- **Mushroom risotto** with lemon and parsley, 35 minutes\n\nShall I write a shopping list?';
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { lastUserIncludes: 'dinner' }, reply: dinner },
      'Noted. I will keep it in mind whenever food comes up.',
    ]),
  );
  await chat.start();
  await chat.say('Remember that I am a vegetarian and have no patience for recipes over 40 minutes.');
  await chat.say('What could I cook for dinner?');
  await page
    .getByText(/^Used \d/)
    .last()
    .waitFor();
  await page
    .getByText(/^Used \d/)
    .last()
    .click();
  await shoot(page, 'readme-chat');
});

test('a run of the writer and the critic, with its details', async ({ desk, scripted }) => {
  const page = await desk.open(await scripted(poemScript()));
  await startRun(page, 'Writer and critic', 'A poem about a tree');
  await page.getByRole('log', { name: 'Conversation' }).getByText('APPROVE').first().waitFor();
  await page
    .getByRole('button', { name: /details/i })
    .first()
    .click();
  await shoot(page, 'readme-run');
});
