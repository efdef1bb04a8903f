/** Every lesson is in tests/integration/memory/teach-and-recall.test.ts; here is one of the longest, in the page. */
import { correction as lesson } from '../../support/capture/lessons.ts';
import { expect, test } from '../fixtures.ts';

test('memory mode: what is taught survives a restart and answers in a new chat', async ({ desk, chat }) => {
  await desk.open();
  await chat.start();
  for (const words of lesson.teach) await chat.say(words);
  await expect(chat.remembered.last()).toContainText(lesson.remembered);

  const page = await desk.restart();
  await chat.start();
  await chat.say(lesson.ask);
  await expect(chat.lastAnswer).toContainText(lesson.answer);
  await page.getByRole('button', { name: /^Used \d+ memor(y|ies)$/ }).click();
  await expect(page.getByRole('region', { name: 'Memories used' })).toContainText(lesson.remembered);
});

test('a model: what is taught is sent with the question after a restart', async ({
  desk,
  chat,
  scripted,
}) => {
  const env = await scripted([
    { when: { responseSchema: true }, error: 'server_failed' },
    { when: { systemIncludes: lesson.knows, lastUserIncludes: lesson.ask }, reply: lesson.reply },
    { when: { lastUserIncludes: lesson.ask }, reply: 'I do not know.' },
    { when: {}, reply: 'All right.' },
  ]);
  await desk.open(env);
  await chat.start();
  for (const words of lesson.teach) await chat.say(words);
  await expect(chat.remembered.last()).toContainText(lesson.remembered);

  const page = await desk.restart({ kill: true });
  await chat.start();
  await chat.say(lesson.ask);
  await expect(chat.lastAnswer).toContainText(lesson.reply.replace(/^- /, ''));
  await page.getByRole('button', { name: /^Used \d+ memor(y|ies)$/ }).click();
  await expect(page.getByRole('region', { name: 'Memories used' })).toContainText(lesson.remembered);
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
  await expect(page.getByRole('list', { name: 'Memories' })).toContainText(lesson.remembered);
  await expect(page.getByRole('list', { name: 'Memories' })).not.toContainText(lesson.superseded ?? /^$/);
});

test('a question about something never taught is not answered from thin air', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my favourite colour is teal.');
  await chat.start();
  await chat.say('When does the last train to Lisbon leave?');
  await expect(chat.lastAnswer).not.toContainText('teal');
  await expect(page.getByRole('button', { name: /^Used \d+ memor/ })).toHaveCount(0);
});
