/** Learning that failed is tried again under its message, and Settings say whether the model may learn. */
import { lessons } from '../../support/capture/fake-capture-model.ts';
import { checkAnswer } from '../../support/capture/learner-check.ts';
import { answers, fails, OpenAIServer, passesCheck } from '../../support/openai-server.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

test('a message that was not learned from is learned from later, by keyboard', async ({ desk, chat }) => {
  const server = await OpenAIServer.start();
  let learning = fails(500, { message: 'worker lost' });
  server.always('chat', (response, request) => {
    // With a schema or, once the server failed at that, without.
    const learns = JSON.stringify(request.body).includes('lessons');
    (learns ? learning : answers('I see.'))(response, request);
  });
  try {
    const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'quokka-7b' });
    await chat.start();
    await chat.say('The paint of our barge, a deep oxblood red, surprised everybody at the yard.');
    const note = chat.log.locator('.capture-note');
    await expect(note).toContainText('The server says: “worker lost”');
    await expectAccessible(page);
    await picturesInBothSchemes(page, 'learn-now');
    await page.setViewportSize({ width: 420, height: 720 });
    await expectNoOverflow(page);
    learning = answers(lessons({ text: 'The paint of our barge is a deep oxblood red.' }));
    await note.getByRole('button', { name: 'Learn now' }).focus();
    await page.keyboard.press('Enter');
    await expect(chat.remembered).toContainText('oxblood red');
    await expect(note).toHaveCount(0);
  } finally {
    await server.stop();
  }
});

test('Settings say whether the model learns, and check it again', async ({ desk }) => {
  const server = await OpenAIServer.start();
  server.checked = answers(checkAnswer([]));
  try {
    const page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'quokka-7b' });
    await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
    const section = page.locator('.settings-section', { hasText: 'Learning with a model' });
    await expect(section.getByRole('status')).toContainText('quokka-7b is checked before it learns');
    await section.getByRole('button', { name: 'Check now' }).click();
    await expect(section.getByRole('status')).toContainText('found 0 of 6');
    await expect(section.getByRole('status')).toContainText('rules alone learn');
    server.checked = passesCheck;
    await section.getByRole('button', { name: 'Check again' }).click();
    await expect(section.getByRole('status')).toContainText('quokka-7b learns: it found 6 of 6');
    await expectAccessible(page);
    await page.setViewportSize({ width: 420, height: 720 });
    await expectNoOverflow(page);
    await section.scrollIntoViewIfNeeded();
    await picturesInBothSchemes(page, 'learner-check');
  } finally {
    await server.stop();
  }
});
