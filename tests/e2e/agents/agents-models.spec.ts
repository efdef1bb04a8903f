import { answers, fails, OpenAIServer, sends } from '../../support/openai-server.ts';
import { openAgents } from '../agents-desk.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

test('an agent asks another model when its own fails, tries again and keeps to a limit, all by form', async ({
  desk,
  chat,
}) => {
  const server = await OpenAIServer.start();
  server.always(
    'models',
    sends(JSON.stringify({ object: 'list', data: [{ id: 'large' }, { id: 'small' }] })),
  );
  server.always('chat', (response, request) =>
    (request.body?.['model'] === 'small'
      ? answers('Small here.')
      : fails(404, { message: 'Gone.', code: 'model_not_found' }))(response, request),
  );
  try {
    const page = await desk.open({
      TUTEE_MODEL: 'large',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'sk-x',
    });
    await openAgents(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Assistant' }).click();
    const form = page.getByRole('region', { name: 'assistant' });
    const failing = form.getByRole('button', { name: /^If it fails/ });
    await failing.click();
    await form.getByRole('button', { name: 'Add a model' }).click();
    await form.getByRole('combobox', { name: 'Model 2' }).selectOption('small');
    await form.getByRole('button', { name: 'Add a model' }).click();
    await expect(form.getByRole('combobox', { name: 'Model 3' })).toHaveValue('large');
    await form.getByRole('button', { name: 'Ask large earlier' }).click();
    await expect(form.getByRole('combobox', { name: 'Model 2' })).toHaveValue('large');
    await form.getByRole('checkbox', { name: 'is empty' }).check();
    await form.getByRole('textbox', { name: 'Try again, times' }).fill('1');
    await form.getByRole('textbox', { name: 'Requests a minute, at most' }).fill('30');
    await expect(failing).toContainText('then large, small · 1 more try · 30 a minute');
    await form.getByRole('textbox', { name: 'Requests a minute, at most' }).fill('0');
    await expect(form.locator('.mantine-NativeSelect-error')).toBeVisible();
    await form.getByRole('textbox', { name: 'Requests a minute, at most' }).fill('30');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('Who is there?');
    await page.keyboard.press('Control+Enter');
    const answer = chat.log.getByRole('article', { name: 'assistant' });
    await expect(answer).toContainText('Small here.');
    // Beside the answer stands whose it is, and behind it why.
    const why = answer.getByRole('button', { name: 'small was asked instead of large' });
    await why.click();
    await expect(answer.getByRole('listitem').first()).toContainText('got no answer from large');
    expect(server.requests.flatMap(({ body }) => body?.['model'] ?? []).slice(0, 3)).toContain('large');
  } finally {
    await server.stop();
  }
});

test('a run says what it waits for, while it does and when it is looked at later', async ({ desk, chat }) => {
  const server = await OpenAIServer.start();
  server.always('models', sends(JSON.stringify({ object: 'list', data: [{ id: 'large' }] })));
  server.always('chat', answers('Here.'));
  try {
    const page = await desk.open({
      TUTEE_MODEL: 'large',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'sk-x',
    });
    await openAgents(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Import…' }).click();
    const model = { provider: 'RateLimitedChatModel', version: 1, config: { model: 'default', requests: 1 } };
    const bot = { provider: 'AssistantAgent', version: 1, config: { name: 'writer', model } };
    const config = { name: 'alone', participants: [bot], maxTurns: 2 };
    const dialog = page.getByRole('dialog', { name: 'Import an agent or a team' });
    await dialog
      .getByRole('textbox', { name: 'Or paste its JSON' })
      .fill(JSON.stringify({ provider: 'RoundRobinGroupChat', version: 1, config }));
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Start a run', exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('Say it twice.');
    await page.keyboard.press('Control+Enter');
    const bar = page.getByRole('region', { name: 'Run' });
    await expect(bar.getByRole('status').first()).toContainText(
      /writer waits \d+ s for its limit of 1 a minute/,
    );
    await expect(chat.log.getByRole('article', { name: 'writer' })).toHaveCount(1);
    await bar.getByRole('button', { name: 'Stop the run' }).click();
    await expect(bar.getByRole('status').first()).toContainText('Stopped');
    await openAgents(page, 'Runs');
    await page
      .getByRole('list', { name: 'Runs' })
      .getByRole('link', { name: /Say it twice/ })
      .click();
    await expect(page.getByText(/waited \d+ s for its limit of 1 a minute/)).toBeVisible();
  } finally {
    await server.stop();
  }
});

test('how an agent answers is set by form: what is empty is left to the model', async ({ desk, chat }) => {
  const server = await OpenAIServer.start();
  server.always('models', sends(JSON.stringify({ object: 'list', data: [{ id: 'large' }] })));
  server.always('chat', answers('Here.'));
  try {
    const page = await desk.open({
      TUTEE_MODEL: 'large',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'sk-x',
    });
    await openAgents(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Import…' }).click();
    const config = { name: 'assistant', model: 'default', modelParameters: { topP: 0.9 } };
    const dialog = page.getByRole('dialog', { name: 'Import an agent or a team' });
    await dialog
      .getByRole('textbox', { name: 'Or paste its JSON' })
      .fill(JSON.stringify({ provider: 'AssistantAgent', version: 1, config }));
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    const form = page.getByRole('region', { name: 'assistant' });
    const door = form.getByRole('button', { name: /^How it answers/ });
    await expect(door).toHaveText('How it answers (1 more)');
    await door.focus();
    await page.keyboard.press('Enter');
    await expect(form.getByText('Also set, and kept: topP.')).toBeVisible();
    const temperature = form.getByRole('textbox', { name: 'Temperature' });
    await temperature.pressSequentially('-0.5');
    await expect(temperature).toHaveAccessibleDescription(/Too small|at least|>=/);
    await temperature.fill('');
    await temperature.pressSequentially('0.25');
    await expect(temperature).toHaveValue('0.25');
    const longest = form.getByRole('textbox', { name: 'Longest answer, in tokens' });
    await longest.fill('12.5');
    await expect(longest).toHaveAccessibleDescription(/./);
    await longest.fill('500');
    await form.getByRole('combobox', { name: 'Think before the answer' }).selectOption('A little');
    await expect(door).toHaveText(
      'How it answers (thinks: a little · temperature 0.25 · 500 tokens at most · 1 more)',
    );
    await expectAccessibleInBothSchemes(page);
    await picture(page, 'agent-parameters');
    await page.setViewportSize({ width: 380, height: 800 });
    await expectNoOverflow(page);
    await picture(page, 'agent-parameters-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('Who is there?');
    await page.keyboard.press('Control+Enter');
    await expect(chat.log.getByRole('article', { name: 'assistant' })).toContainText('Here.');
    const asked = server.requests.map(({ body }) => body).find((body) => body?.['temperature'] === 0.25);
    expect(asked).toMatchObject({ top_p: 0.9, reasoning_effort: 'low' });
    expect([asked?.['max_tokens'], asked?.['max_completion_tokens']]).toContain(500);
  } finally {
    await server.stop();
  }
});
