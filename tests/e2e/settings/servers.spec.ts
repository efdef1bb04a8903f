/** What a person sees of a server: its own words, what to do, how long it takes, and what is missing of an answer. */
import { answers, fails, hangs, OpenAIServer, sends } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

const nothingLearned = sends(
  JSON.stringify({ choices: [{ message: { content: '{"memories":[]}' }, finish_reason: 'stop' }] }),
);

/** A server whose chat answers come in this order; what learning asks has no lessons. */
async function serverThat(...behaviours: Behaviour[]): Promise<OpenAIServer> {
  const server = await OpenAIServer.start();
  server.always('chat', (response, request) => {
    const learns = request.body?.['response_format'] !== undefined;
    const next = learns ? nothingLearned : (behaviours.shift() ?? answers('Well then.'));
    next(response, request);
  });
  return server;
}

const environment = (server: OpenAIServer) => ({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'quokka-7b' });

test('a failure has the server’s own words and a way on', async ({ desk, chat }) => {
  const server = await serverThat(
    fails(404, { message: 'model "quokka-7b" not found, try pulling it first' }),
    fails(400, {
      message: "This model's maximum context length is 4096 tokens.",
      code: 'context_length_exceeded',
    }),
  );
  try {
    const page = await desk.open(environment(server));
    await chat.start();
    await chat.say('How high is the tide?');
    const alert = chat.lastAnswer.getByRole('alert');
    await expect(alert).toContainText('does not have the model “quokka-7b”');
    await expect(alert).toContainText('The server says: “model "quokka-7b" not found, try pulling it first”');
    await expect(alert.getByRole('link', { name: 'Choose another model' })).toBeVisible();
    await expectAccessible(page);
    await picturesInBothSchemes(page, 'server-words');

    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toContainText('can read at once');
    await alert.getByRole('button', { name: 'Shorten the message' }).click();
    await expect(page.getByRole('textbox', { name: 'What you said' })).toHaveValue('How high is the tide?');
    await page.setViewportSize({ width: 380, height: 720 });
    await expectNoOverflow(page);
    await picture(page, 'server-words-narrow');
  } finally {
    await server.stop();
  }
});

test('the connection test shows what the server says', async ({ desk }) => {
  const server = await serverThat(fails(500, { message: 'model requires more system memory (9.1 GiB)' }));
  try {
    const page = await desk.open(environment(server));
    await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
    await page.getByRole('button', { name: 'Test connection' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'memory' });
    await expect(alert).toContainText('choose a smaller model');
    await expect(alert).toContainText('The server says: “model requires more system memory (9.1 GiB)”');
  } finally {
    await server.stop();
  }
});

test('an answer that was cut says so and goes on', async ({ desk, chat }) => {
  const server = await serverThat(
    answers('The keeper climbed the', { finishReason: 'length' }),
    answers('stairs and lit the lamp.'),
  );
  try {
    const page = await desk.open(environment(server));
    await chat.start();
    await chat.say('Tell me of the lighthouse.');
    await expect(chat.lastAnswer).toContainText('limit of length');
    await picturesInBothSchemes(page, 'cut-answer');
    await chat.lastAnswer.getByRole('button', { name: 'Continue' }).click();
    await expect(chat.lastAnswer).toContainText('stairs and lit the lamp.');
    await expect(page.getByRole('button', { name: 'Continue' })).toHaveCount(0);
  } finally {
    await server.stop();
  }
});

test('a model that loads has a clock, and can be stopped', async ({ desk, chat }) => {
  const server = await serverThat(hangs());
  try {
    const page = await desk.open(environment(server));
    await chat.start();
    await chat.message.fill('Are you there?');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(chat.lastAnswer.getByRole('status')).toHaveText('Loading the model…', { timeout: 10_000 });
    await expect(chat.lastAnswer.locator('.wait-time')).toHaveText(/^0:0[3-9]$/);
    await expectAccessible(page);
    await picturesInBothSchemes(page, 'loading-model');
    await page.setViewportSize({ width: 380, height: 720 });
    await expectNoOverflow(page);
    await picture(page, 'loading-model-narrow');
    await chat.lastAnswer.getByRole('button', { name: 'Stop waiting' }).click();
    await expect(chat.lastAnswer).toContainText('Stopped');
  } finally {
    await server.stop();
  }
});

test('a chat that grew too long goes on without its beginning, and says so', async ({ desk, chat }) => {
  const server = await serverThat(
    answers('One.'),
    answers('Two.'),
    fails(400, { message: 'the request exceeds the available context size, try increasing it' }),
    answers('Three.'),
  );
  try {
    const page = await desk.open(environment(server));
    await chat.start();
    for (const text of ['First, the lamp.', 'Second, the glass.', 'Third, the horn.']) await chat.say(text);
    await expect(chat.lastAnswer).toContainText('Three.');
    await expect(chat.lastAnswer).toContainText('from the beginning of this chat were left out');
    const door = chat.lastAnswer.getByRole('button', { name: 'What the model was told of them' });
    await door.focus();
    await page.keyboard.press('Enter');
    await expect(door).toHaveAttribute('aria-expanded', 'true');
    await expect(chat.lastAnswer).toContainText('Nothing with this answer');
    await expectAccessible(page);
    await picturesInBothSchemes(page, 'shortened-chat');
  } finally {
    await server.stop();
  }
});
