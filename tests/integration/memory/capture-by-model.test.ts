/** Learning with a model behind a loopback server that refuses, breaks or thinks. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { answers, fails, OpenAIServer } from '../../support/openai-server.ts';

async function start(): Promise<{ app: TestApp; server: OpenAIServer }> {
  const server = await OpenAIServer.start();
  onTestFinished(() => server.stop());
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  await app.call('settings.update', {
    changes: { baseUrl: server.baseUrl, model: 'test-model', learning: 'automatic' },
  });
  return { app, server };
}

/** What was learned of a message, and what is said of that, when it is over. */
async function learned(app: TestApp, text: string) {
  const { conversationId, userMessageId } = await app.say(text);
  const state = async () => {
    const { messages } = await app.call('conversations.open', { id: conversationId });
    return messages.find(({ id }) => id === userMessageId);
  };
  await expect.poll(async () => (await state())?.capture?.status, { timeout: 20_000 }).not.toBe('pending');
  const message = await state();
  return {
    texts: (message?.remembered ?? []).map((one) => one.text),
    error: message?.capture?.error ?? null,
  };
}

const lesson = (text: string) =>
  JSON.stringify({ lessons: [{ action: 'add', n: null, kind: 'fact', text, cues: [], validUntil: null }] });

/** Requests of the capture: those that carry or once carried its schema. */
const captures = (server: OpenAIServer) =>
  server.requests.filter(
    ({ path, body }) => path.endsWith('completions') && JSON.stringify(body).includes('lessons'),
  );

describe('learning with a model', () => {
  it('a server that fails at a schema is asked once more without one', async () => {
    const { app, server } = await start();
    server.always('chat', (response, request) => {
      const { body } = request;
      if (body?.['response_format'] !== undefined)
        return fails(500, 'grammar: internal error')(response, request);
      const isCapture = JSON.stringify(body).includes('lessons');
      return answers(isCapture ? lesson('My boat is green.') : 'Nice.')(response, request);
    });
    const { texts } = await learned(app, 'Our old boat got a coat of green paint.');
    expect(texts).toEqual(['My boat is green.']);
  });

  it('a model that used up its tokens on thinking gets room for both', async () => {
    const { app, server } = await start();
    server.always('chat', (response, request) => {
      if (!JSON.stringify(request.body).includes('lessons')) return answers('Nice.')(response, request);
      const room = Number(request.body?.['max_tokens'] ?? request.body?.['max_completion_tokens']);
      return room < 4_000
        ? answers('', { reasoning: ['The user speaks of a boat …'], finishReason: 'length' })(
            response,
            request,
          )
        : answers(lesson('My boat is green.'), { reasoning: ['The user speaks of a boat.'] })(
            response,
            request,
          );
    });
    const { texts } = await learned(app, 'Our old boat got a coat of green paint.');
    expect(texts).toEqual(['My boat is green.']);
    expect(captures(server)).toHaveLength(2);
  });

  it('what the words do not bear out is dropped, and that is said', async () => {
    const { app, server } = await start();
    server.always('chat', (response, request) =>
      answers(
        JSON.stringify(request.body).includes('lessons') ? lesson('My salary is 90,000 euros.') : 'Nice.',
      )(response, request),
    );
    const { texts, error } = await learned(app, 'Our old boat got a coat of green paint.');
    expect(texts).not.toContain('My salary is 90,000 euros.');
    expect(error?.message).toContain('not kept');
  });
});
