/** What servers do to a whole chat: nothing they say is lost, no chat dies, and a message is learned whatever they answer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { answers, fails, OpenAIServer, sends } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';
import { gateways } from '../../support/server-shapes/gateways.ts';
import { otherProtocols } from '../../support/server-shapes/other-protocols.ts';
import { refusals } from '../../support/server-shapes/refusals.ts';
import { streamShapes } from '../../support/server-shapes/streams.ts';
import { thoughtShapes } from '../../support/server-shapes/thoughts.ts';

let server: OpenAIServer;
let app: TestApp;
async function start(): Promise<void> {
  server = await OpenAIServer.start();
  app = await TestApp.start({ fixed: { baseUrl: server.baseUrl, model: 'quokka-7b' } });
}
async function stop(): Promise<void> {
  await app.stop();
  await server.stop();
}

const messagesOf = (at: number) =>
  (server.requests.filter(({ path }) => path.endsWith('/chat/completions')).at(at)?.body?.['messages'] ??
    []) as { role: string; content: string }[];

/** Chat answers in this order, whatever learning asks in between. */
function answersInOrder(...behaviours: Behaviour[]): void {
  server.always('chat', (response, request) => {
    const learns = request.body?.['response_format'] !== undefined;
    const none = sends(JSON.stringify({ choices: [{ message: { content: '{"memories":[]}' } }] }));
    (learns ? none : (behaviours.shift() ?? answers('Well.')))(response, request);
  });
}

describe('a chat with a server of its own', () => {
  beforeEach(start);
  afterEach(stop);
  const tooLong = fails(400, { message: 'prompt is too long: 9000 tokens > 500 maximum' });

  it('that grew too long goes on without its beginning, says so, and remembers how much is read after a restart', async () => {
    answersInOrder(answers('One.'), answers('Two.'), tooLong, answers('Three.'), answers('Four.'));
    const long = 'the lamp was trimmed '.repeat(60);
    const { conversationId } = await app.say(`First, ${long}`);
    await app.say(`Second, ${long}`, conversationId);
    const third = await app.say('Third, what now?', conversationId);
    expect(third.answer).toMatchObject({ status: 'complete', text: 'Three.' });
    expect(third.answer.shortened).toBeGreaterThan(0);
    await app.restart();
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages.at(-1)?.shortened).toBe(third.answer.shortened);
    const before = server.requests.length;
    const fourth = await app.say('Fourth, and now?', conversationId);
    expect(fourth.answer).toMatchObject({ status: 'complete', text: 'Four.' });
    // It is not refused a second time: what was learned is kept.
    expect(JSON.stringify(server.requests[before]?.body)).not.toContain('First,');
  });

  it('a refused role stays conceded after a restart', async () => {
    const refuses: Behaviour = fails(400, {
      message: 'Only user, assistant and tool roles are supported, got system.',
    });
    answersInOrder(refuses, answers('Aye.'), answers('Aye again.'));
    await app.say('Ahoy there, keeper');
    await app.restart();
    await app.say('And again, keeper');
    expect(messagesOf(-1).map(({ role }) => role)).toEqual(['user']);
    expect(messagesOf(-1)[0]?.content).toContain('You are Tutee');
  });

  it('an answer that was cut says why, also after a restart', async () => {
    answersInOrder(answers('Half an', { finishReason: 'length' }));
    const { conversationId, answer } = await app.say('Tell me all of it');
    expect(answer).toMatchObject({ status: 'complete', cut: 'length' });
    await app.restart();
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages.at(-1)?.cut).toBe('length');
  });

  it('thoughts that were never opened are taken out of the answer', async () => {
    answersInOrder(answers(['High water is', ' at noon.\n', '</think>\n\n', 'At noon.']));
    const { answer } = await app.say('When is high water?');
    expect(answer).toMatchObject({ text: 'At noon.', reasoning: 'High water is at noon.\n' });
  });

  it('what changes is beside the last message, and the beginning stays', async () => {
    answersInOrder(answers('One.'), answers('Two.'));
    await app.say('Remember that my boat is called Heron.');
    const { conversationId } = await app.say('What is my boat called?');
    await app.say('And what colour is my boat?', conversationId);
    // Requests of capture come when they come, between these.
    const answered = server.requests
      .filter(({ body }) => body?.['messages'] !== undefined && body['response_format'] === undefined)
      .map(({ body }) => body?.['messages'] as { role: string; content: string }[]);
    const [before, asked] = answered.slice(-2);
    expect(asked?.[0]).toEqual(before?.[0]);
    expect(asked?.[0]?.content).not.toMatch(/Heron|Today is/);
    expect(asked?.[1]?.content).toBe('What is my boat called?');
    expect(asked?.at(-1)?.content).toMatch(/^Today is [\s\S]*Heron[\s\S]*And what colour is my boat\?$/);
  });
});

describe('whatever the server answers, a message teaches what the rules find in it', () => {
  beforeAll(start);
  afterAll(stop);
  const every = [...refusals, ...gateways, ...otherProtocols, ...streamShapes, ...thoughtShapes];
  const shapes = every.filter(
    ({ asks, answers: given }, at) => asks === undefined && given.length === 1 && at % 9 === 0,
  );
  it.each(shapes.map((shape) => [shape.name, shape] as const))(
    '%s',
    async (_name, { answers: given, gets }) => {
      const [behaviour] = given;
      if (behaviour !== undefined) server.always('chat', behaviour);
      const { answer, userMessageId, conversationId } = await app.say('I am allergic to walnuts.', null);
      if (gets.says !== undefined) expect(answer.error?.message).toContain(gets.says);
      await app.event(
        ({ name, payload }) =>
          name === 'capture-changed' &&
          payload.messageId === userMessageId &&
          payload.capture?.status !== 'pending',
      );
      const { messages } = await app.call('conversations.open', { id: conversationId });
      const taught = messages.find(({ id }) => id === userMessageId)?.remembered ?? [];
      expect(taught.map(({ text }) => text).join()).toMatch(/walnuts/);
    },
  );
});
