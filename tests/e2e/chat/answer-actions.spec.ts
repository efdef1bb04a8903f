import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';
import { answers, answersInTwo, OpenAIServer } from '../../support/openai-server.ts';

const rules = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { reply: 'The tide turns at **noon**.\n\nBoats leave an hour later.' },
];

test('a passage is quoted, and an answer read aloud', async ({ desk, chat, scripted }) => {
  const page = await desk.open(await scripted(rules));
  await chat.start();
  await chat.say('When is high water?');
  await chat.message.fill('Sure about');
  await chat.lastAnswer.getByText('Boats leave an hour later.').selectText();
  await chat.lastAnswer.getByRole('button', { name: 'Quote in your message' }).click();
  await expect(chat.message).toHaveValue('Sure about\n\n> Boats leave an hour later.\n\n');
  await expect(chat.message).toBeFocused();
  await expectAccessible(page);

  // The machine that tests has no voice.
  await page.evaluate(() => {
    const spoken: string[] = [];
    Object.assign(globalThis, { spoken });
    speechSynthesis.speak = ({ text }) => void spoken.push(text);
  });
  await chat.lastAnswer.getByRole('button', { name: 'Read aloud' }).click();
  await expect(chat.lastAnswer.getByRole('button', { name: 'Stop reading' })).toBeVisible();
  const spoken = await page.evaluate(() => Reflect.get(globalThis, 'spoken') as string[]);
  expect(spoken).toHaveLength(1);
  expect(spoken[0]).toMatch(/^The tide turns at noon\.\s*Boats leave an hour later\.$/);
  await chat.lastAnswer.getByRole('button', { name: 'Stop reading' }).click();
  await expect(chat.lastAnswer.getByRole('button', { name: 'Read aloud' })).toBeVisible();
});

test('what is written while an answer comes is sent after it, and comes back when it is stopped', async ({
  desk,
  chat,
}) => {
  const server = await OpenAIServer.start();
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  // What is learned is asked for in one piece, between the answers.
  server.always('chat', (response, request) => {
    const isAnswer = request.body?.['stream'] === true;
    const isSecond = JSON.stringify(request.body).includes('And the gulls');
    const answer = isSecond
      ? answersInTwo('Two', ' done.', second.promise)
      : answersInTwo('One', ' done.', first.promise);
    (isAnswer ? answer : answers('{"lessons": []}'))(response, request);
  });
  const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'test-model' });
  await chat.start();
  await chat.message.fill('Count the boats');
  await page.keyboard.press('Enter');
  await expect(chat.lastAnswer).toContainText('One');
  await chat.message.fill('And the gulls');
  await expect(page.getByRole('button', { name: 'Send after the answer' })).toBeVisible();
  await page.keyboard.press('Enter');
  const queue = page.getByRole('list', { name: 'Sent after the answer' });
  await expect(queue).toContainText('And the gulls');
  await expect(chat.message).toHaveValue('');
  await expectAccessible(page);
  await picture(page, 'queued');
  first.resolve();
  await expect(chat.log.getByRole('article', { name: 'You' }).last()).toContainText('And the gulls');
  await expect(queue).toHaveCount(0);
  await expect(chat.lastAnswer).toContainText('Two');
  await chat.message.fill('And the crabs');
  await page.keyboard.press('Enter');
  await expect(queue).toContainText('And the crabs');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(chat.message).toHaveValue('And the crabs');
  await expect(queue).toHaveCount(0);
  second.resolve();
  await server.stop();
});
