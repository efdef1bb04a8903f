/** Fallbacks, retries and rate limits of the models in a run. */
import { expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { answers, fails, OpenAIServer } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';
import {
  appWithScript,
  bot,
  chatOf,
  component,
  roundRobin,
  settledRun,
  startRun,
} from '../../support/runs.ts';

async function appWithServer(chat: Behaviour): Promise<{ app: TestApp; server: OpenAIServer }> {
  const server = await OpenAIServer.start();
  onTestFinished(() => server.stop());
  server.always('chat', chat);
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  const price = { promptPerMillion: 1_000, completionPerMillion: 10_000 };
  await app.call('settings.update', {
    changes: {
      baseUrl: server.baseUrl,
      model: 'large',
      modelPrices: [
        { model: 'small', ...price },
        { model: 'large', ...price },
      ],
    },
  });
  return { app, server };
}

const usage = { prompt_tokens: 1_000, completion_tokens: 100 };
const small = answers('Leaf.', { usage });
const modelOf = (request: { readonly body: Readonly<Record<string, unknown>> | null }) =>
  request.body?.['model'];

it('a fallback replaces an unavailable model; usage counts for the model that answered, each time', async () => {
  const { app, server } = await appWithServer((response, request) =>
    (modelOf(request) === 'small'
      ? small
      : fails(404, { message: 'No such model.', code: 'model_not_found' }))(response, request),
  );
  const model = component('FallbackChatModel', { models: ['default', 'small'], accept: ['notEmpty'] });
  const team = roundRobin([bot('writer', { model })], { maxTurns: 1 });
  const first = await startRun(app, team, 'A word').then(({ id }) => settledRun(app, id));
  expect(await chatOf(app, first.conversationId)).toEqual(['You: A word', 'writer: Leaf.']);
  expect(first.usage).toMatchObject({
    requests: 1,
    promptTokens: 1_000,
    completionTokens: 100,
    cost: 2,
    unpriced: [],
  });
  const { messages } = await app.call('runs.get', { runId: first.id });
  expect(messages.filter(({ type }) => type === 'ModelClientFallbackEvent')).toMatchObject([
    { source: 'writer', model: 'large', next: 'small' },
  ]);
  const again = await startRun(app, team, 'A word').then(({ id }) => settledRun(app, id));
  expect(await chatOf(app, again.conversationId)).toEqual(['You: A word', 'writer: Leaf.']);
  expect(again.usage).toMatchObject({ requests: 1, cachedRequests: 0, cost: 2 });
  const { byModel } = await app.call('runs.usage', {});
  expect(byModel.map(({ model: name }) => name)).toEqual(['small']);
  const runs = server.requests.filter(({ path }) => path.endsWith('/completions')).map(modelOf);
  expect(runs.filter((name) => name === 'small')).toHaveLength(2);
});

it('a fallback replaces a truncated answer, and the page sees no chunk of the rejected one', async () => {
  const { app } = await appWithServer((response, request) =>
    (modelOf(request) === 'small' ? small : answers('Lea', { finishReason: 'length', usage }))(
      response,
      request,
    ),
  );
  const model = component('FallbackChatModel', { models: ['large', 'small'], accept: ['notCut'] });
  const team = roundRobin([bot('writer', { model, modelClientStream: true })], { maxTurns: 1 });
  const run = await startRun(app, team, 'A word').then(({ id }) => settledRun(app, id));
  expect(await chatOf(app, run.conversationId)).toEqual(['You: A word', 'writer: Leaf.']);
  const pieces = app.events.flatMap(({ name, payload }) => (name === 'message-delta' ? [payload] : []));
  expect(pieces.map(({ text }) => text).join('')).toBe('Leaf.');
  const { byModel } = await app.call('runs.usage', {});
  expect(byModel.map(({ model: name }) => name).toSorted()).toEqual(['large', 'small']);
});

it('a rate limit holds for all agents of a run, under any model name, and for the next run; a waiting run can be stopped', async () => {
  const { app, server } = await appWithServer(small);
  await app.call('settings.update', { changes: { model: 'small' } });
  const limited = (model: string) =>
    component('RateLimitedChatModel', { model, requests: 2, perMs: 86_400_000 });
  const askedSmall = () => server.requests.filter((request) => modelOf(request) === 'small').length;
  /** All at the same time: agents that do not wait have made their requests when the others have answered. */
  const runSync = (...agents: ReturnType<typeof bot>[]) =>
    component('GraphFlow', {
      participants: agents,
      graph: { nodes: agents.map((_, index) => ({ name: `a${index}` })) },
    });
  /** Runs until this many agents have spoken and the others report a wait, then stops. */
  const stoppedAfter = async (spoken: number, team: ReturnType<typeof runSync>, task: string) => {
    const heard = new Set<string>();
    let waits = false;
    const enough = new Promise<void>((resolve) => {
      app.onEvent(({ name, payload }) => {
        if (name !== 'run-message') return;
        const { type, source } = payload.message;
        if (type === 'TextMessage' && source !== 'user') heard.add(source);
        waits ||= type === 'ModelClientWaitEvent';
        if (heard.size === spoken && waits) resolve();
      });
    });
    const { id } = await startRun(app, team, task);
    await enough;
    await app.call('runs.stop', { runId: id });
    const { status } = await settledRun(app, id);
    const { messages } = await app.call('runs.get', { runId: id });
    return { status, kept: messages.filter(({ type }) => type === 'ModelClientWaitEvent') };
  };
  const free = (name: string) => bot(name, { model: 'large' });
  const first = runSync(
    bot('a0', { model: limited('small') }),
    bot('a1', { model: 'small' }),
    bot('a2', { model: 'default' }),
    free('a3'),
  );
  // The wait and its reason are events stored with the run.
  const wait = { reason: 'limit', model: 'small', content: '2 a day' };
  expect(await stoppedAfter(3, first, 'A word')).toMatchObject({ status: 'cancelled', kept: [wait] });
  expect(askedSmall()).toBe(2);
  const second = runSync(bot('a0', { model: limited('default') }), free('a1'));
  expect(await stoppedAfter(1, second, 'Another, that was not kept')).toMatchObject({
    status: 'cancelled',
    kept: [{ ...wait, source: 'a0' }],
  });
  expect(askedSmall()).toBe(2);
});

it('retries are recorded, and a replay does not wait for them', async () => {
  const app = await appWithScript([
    { when: { responseSchema: true }, json: { lessons: [] } },
    { error: 'server_failed', times: 2 },
    { reply: 'Leaf.' },
  ]);
  onTestFinished(() => app.stop());
  const model = component('RetryingChatModel', {
    model: component('RateLimitedChatModel', { model: 'default', requests: 50 }),
    tries: 3,
    firstMs: 1,
  });
  const { id } = await startRun(app, roundRobin([bot('a', { model })], { maxTurns: 1 }), 'A word', {
    record: true,
  });
  expect(await settledRun(app, id)).toMatchObject({ status: 'complete' });
  expect(await app.call('runs.replay', { runId: id })).toMatchObject({ same: true });
});
