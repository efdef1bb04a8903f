/** Several servers at once, as a page sees them through the contract. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { providerAt } from '#shared/models/presets.ts';
import type { Provider } from '#shared/models/provider.ts';
import { memorySecrets, TestApp } from '../../support/app.ts';
import { answers, fails, OpenAIServer, sends } from '../../support/openai-server.ts';

let app: TestApp;
let one: OpenAIServer;
let two: OpenAIServer;
beforeEach(async () => {
  [app, one, two] = await Promise.all([
    TestApp.start({ secrets: memorySecrets() }),
    OpenAIServer.start(),
    OpenAIServer.start(),
  ]);
  one.always(
    'chat',
    answers('One speaks.', { usage: { prompt_tokens: 1_000_000, completion_tokens: 100_000 } }),
  );
  two.always('chat', answers('Two speaks.'));
});
afterEach(async () => {
  await app.stop();
  await one.stop();
  await two.stop();
});

/** Both servers, the first being the default. */
async function connect(): Promise<[Provider, Provider]> {
  const first = { ...providerAt(one.baseUrl, []), name: 'First' };
  const second = { ...providerAt(two.baseUrl, [first]), name: 'Second' };
  await app.call('settings.update', { changes: { providers: [first, second], defaultProvider: first.id } });
  return [first, second];
}

const chats = (server: OpenAIServer) =>
  server.requests.filter(({ path }) => path.endsWith('/chat/completions'));
const asked = (server: OpenAIServer) =>
  chats(server).filter(({ body }) => body?.['response_format'] === undefined);
const choice = (provider: Provider, model: string | null, parameters = {}) => ({
  ref: { provider: provider.id, model },
  ...parameters,
});
const answerTo = async (started: { assistantMessage: { id: string } }) => {
  const end = await app.event(
    ({ name, payload }) => name === 'message-end' && payload.message.id === started.assistantMessage.id,
  );
  if (end.name !== 'message-end') throw new Error('Unreachable: filtered by name.');
  return end.payload.message;
};
const start = async (
  text: string,
  model: ReturnType<typeof choice> | null,
  projectId: string | null = null,
) => {
  const requestId = crypto.randomUUID();
  const started = await app.call('chat.send', { requestId, conversationId: null, text, model, projectId });
  return { id: started.conversation.id, answer: await answerTo(started) };
};

describe('two providers with a model of the same name', () => {
  it('answer in two chats, each with its own key, also after a restart', async () => {
    const [first, second] = await connect();
    await app.call('models.setKey', { baseUrl: one.baseUrl, provider: first.id, apiKey: 'key-of-one' });
    await app.call('models.setKey', { baseUrl: two.baseUrl, provider: second.id, apiKey: 'key-of-two' });
    const here = await start('Hello there', choice(first, 'same'));
    const there = await start('Hello there', choice(second, 'same'));
    expect([here.answer.text, there.answer.text]).toEqual(['One speaks.', 'Two speaks.']);
    expect([here.answer.provider, there.answer.provider]).toEqual([first.id, second.id]);
    expect([here.answer.model, there.answer.model]).toEqual(['same', 'same']);
    await app.restart();
    expect((await app.say('Again', there.id)).answer.text).toBe('Two speaks.');
    expect((await app.say('Again', here.id)).answer.text).toBe('One speaks.');
    expect(new Set(chats(one).map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer key-of-one']),
    );
    expect(new Set(chats(two).map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer key-of-two']),
    );
  });

  it('at one address have two keys when both are given, and share one otherwise', async () => {
    const first = providerAt(one.baseUrl, []);
    const twin = { ...providerAt(one.baseUrl, [first]), name: 'Work' };
    await app.call('settings.update', { changes: { baseUrl: one.baseUrl } });
    await app.call('models.setKey', { baseUrl: one.baseUrl, apiKey: 'key-at-home' });
    await app.call('settings.update', { changes: { providers: [first, twin] } });
    await start('Hello there', choice(twin, 'm'));
    expect(asked(one).at(-1)?.headers.authorization).toBe('Bearer key-at-home');
    await app.call('models.setKey', { baseUrl: one.baseUrl, provider: twin.id, apiKey: 'key-at-work' });
    await start('Hello there', choice(twin, 'm'));
    expect(asked(one).at(-1)?.headers.authorization).toBe('Bearer key-at-work');
    await start('Hello there', choice(first, 'm'));
    expect(asked(one).at(-1)?.headers.authorization).toBe('Bearer key-at-home');
    // What is removed with one leaves the other its key.
    await app.call('providers.remove', { id: twin.id });
    expect(await app.call('models.keyState', { baseUrl: one.baseUrl })).toMatchObject({ present: true });
    await app.call('providers.remove', { id: first.id });
    expect(await app.call('models.keyState', { baseUrl: one.baseUrl })).toMatchObject({ present: false });
  });
});

describe('which model a chat has', () => {
  it('is its own, else that of its project, else that of the settings', async () => {
    const [first, second] = await connect();
    const { project } = await app.call('projects.create', { name: 'Garden' });
    await app.call('projects.update', { id: project.id, model: choice(second, 'spade') });
    const plain = await start('Hello there', null);
    const ofProject = await start('Hello there', null, project.id);
    const own = await start('Hello there', choice(first, 'rake'), project.id);
    expect([plain, ofProject, own].map(({ answer }) => [answer.provider, answer.model])).toEqual([
      [first.id, 'test-model'],
      [second.id, 'spade'],
      [first.id, 'rake'],
    ]);
    await app.call('projects.update', { id: project.id, name: 'Gardens' });
    expect((await app.say('Again', ofProject.id)).answer.model).toBe('spade');
    await app.call('projects.update', { id: project.id, model: null });
    expect((await app.say('Again', ofProject.id)).answer.provider).toBe(first.id);
    await app.call('conversations.chooseModel', { id: own.id, model: null });
    expect((await app.say('Again', own.id)).answer.model).toBe('test-model');
  });

  it('answers as the chat says, else its project, else the settings, one parameter at a time', async () => {
    const [first] = await connect();
    const defaultParameters = { effort: 'low', temperature: 0.1, maxTokens: 100 } as const;
    await app.call('settings.update', { changes: { defaultParameters } });
    const { project } = await app.call('projects.create', { name: 'Garden' });
    const none = { effort: null, temperature: null, maxTokens: null };
    await app.call('projects.update', {
      id: project.id,
      model: { ref: null, ...none, temperature: 0.5, maxTokens: 500 },
    });
    const own = choice(first, 'm', { ...none, maxTokens: 900 });
    await start('Hello there', null);
    await start('Hello there', null, project.id);
    await start('Hello there', own, project.id);
    await start('Hello there', own);
    const sent = asked(one).map(({ body }) => [
      body?.['reasoning_effort'],
      body?.['temperature'],
      body?.['max_tokens'],
    ]);
    expect(sent.slice(-4)).toEqual([
      ['low', 0.1, 100],
      ['low', 0.5, 500],
      ['low', 0.5, 900],
      ['low', 0.1, 900],
    ]);
  });

  it('follows the settings again when its provider is gone', async () => {
    const [first, second] = await connect();
    const chat = await start('Hello there', choice(second, 'm'));
    await app.call('providers.remove', { id: second.id });
    expect((await app.say('Again', chat.id)).answer.provider).toBe(first.id);
  });

  it('has the parameters of the chat, which learning does not get', async () => {
    const [first] = await connect();
    await start(
      'I always take the early train to Basel.',
      choice(first, 'm', { temperature: 0.3, maxTokens: 77 }),
    );
    expect(asked(one).at(-1)?.body).toMatchObject({ model: 'm', temperature: 0.3, max_tokens: 77 });
    await expect.poll(() => chats(one).length).toBeGreaterThan(1);
    expect(chats(one).at(-1)?.body?.['max_tokens']).not.toBe(77);
  });

  it('can be another for one answer, which becomes a version', async () => {
    const [first, second] = await connect();
    const chat = await start('Hello there', null);
    const again = await app.call('chat.retry', {
      messageId: chat.answer.id,
      model: { provider: second.id, model: 'other' },
    });
    const answer = await answerTo(again);
    expect(answer).toMatchObject({
      text: 'Two speaks.',
      model: 'other',
      versions: { position: 2, count: 2 },
    });
    expect((await app.say('And now?', chat.id)).answer.provider).toBe(first.id);
  });
});

describe('what providers offer', () => {
  it('is listed side by side, with the failure of one among them, and remembered as their state', async () => {
    const [first, second] = await connect();
    one.always('models', sends('[{"id":"seer","context_length":32000,"capabilities":["vision","tools"]}]'));
    two.always('models', fails(401, 'Who are you?'));
    const { providers } = await app.call('models.offers', {});
    expect(providers).toMatchObject([
      {
        provider: first.id,
        error: null,
        models: [{ id: 'seer', context: 32_000, vision: true, tools: true, thinking: false, local: true }],
      },
      { provider: second.id, models: [], error: { code: 'no_key' } },
    ]);
    const { model } = await app.call('app.info', {});
    expect(model.providers).toMatchObject([
      { provider: first.id, reached: true, message: null },
      { provider: second.id, reached: false },
    ]);
    await app.call('models.offers', {});
    expect(one.requests).toHaveLength(1);
    await app.call('models.offers', { fresh: true, providers: [first.id] });
    expect(one.requests).toHaveLength(2);
  });

  it('says nothing of a server that was not asked', async () => {
    await connect();
    const { model } = await app.call('app.info', {});
    expect(model.providers?.map(({ reached }) => reached)).toEqual([null, null]);
  });

  it('says nothing of an address that a provider has only just got', async () => {
    const [first, second] = await connect();
    await app.call('models.offers', {});
    await app.call('settings.update', {
      changes: { providers: [{ ...first, baseUrl: 'http://127.0.0.1:9/v1' }, second] },
    });
    const { model } = await app.call('app.info', {});
    expect(model.providers?.map(({ reached }) => reached)).toEqual([null, true]);
  });

  it('is what agents may name, the default provider’s models by their plain names', async () => {
    const [, second] = await connect();
    const { models } = await app.call('agents.options', {});
    expect(models.map(({ name }) => name)).toEqual(['default', 'test-model', `test-model@${second.id}`]);
  });
});

it('a typed address is corrected with the key that was typed for it', async () => {
  one.always('models', (response, { headers }) => {
    response.writeHead(headers.authorization === 'Bearer typed' ? 200 : 401).end('{"data":[]}');
  });
  const text = `127.0.0.1:${one.port}/v1/chat/completions`;
  expect(await app.call('models.mendAddress', { text, apiKey: 'typed' })).toMatchObject({
    baseUrl: one.baseUrl,
    reached: true,
  });
});

it('what the user says about a model wins over its server', async () => {
  const [first] = await connect();
  one.always('models', sends('{"data":[{"id":"m","context_length":4096,"capabilities":["vision"]}]}'));
  const said = {
    ref: { provider: first.id, model: 'm' },
    context: 9_000,
    vision: false,
    tools: null,
    thinking: null,
    price: { promptPerMillion: 7, completionPerMillion: 70 },
  };
  await app.call('settings.update', { changes: { modelFacts: [said] } });
  const { providers } = await app.call('models.offers', { providers: [first.id] });
  expect(providers[0]?.models).toMatchObject([{ id: 'm', context: 9_000, vision: false, tools: false }]);
});

it('what no server says of a model is taken from what is publicly known', async () => {
  const [first] = await connect();
  one.always(
    'models',
    sends('{"data":[{"id":"gpt-4o"},{"id":"nobody-knows-this-one"},{"id":"o3","context_length":777}]}'),
  );
  const { providers } = await app.call('models.offers', { providers: [first.id] });
  expect(providers[0]?.models).toMatchObject([
    { id: 'gpt-4o', vision: true, tools: true, thinking: false, context: null, price: null },
    { id: 'nobody-knows-this-one', vision: null, tools: null, thinking: null },
    { id: 'o3', context: 777, thinking: true },
  ]);
});

describe('the login at a proxy', () => {
  const proxy = 'http://proxy.example.test:3128';
  const login = { user: 'ada', password: 'very-secret' };
  const changeFirst = async (changes: object) => {
    const [first, other] = (await app.call('settings.get', {})).settings.providers;
    if (first === undefined || other === undefined) throw new Error('There are two');
    return await app.call('settings.update', { changes: { providers: [{ ...first, ...changes }, other] } });
  };

  it('is kept for that proxy alone, and its password never goes to the page', async () => {
    const [first] = await connect();
    await changeFirst({ proxy });
    const view = await app.call('providers.setProxyLogin', { id: first.id, login });
    expect(view.settings.providers[0]).toMatchObject({ proxy, proxyUser: 'ada' });
    expect(JSON.stringify(view)).not.toContain('very-secret');
    const removed = await app.call('providers.setProxyLogin', { id: first.id, login: null });
    expect(removed.settings.providers[0]).toMatchObject({ proxy, proxyUser: null });
  });

  it('needs a proxy of its own', async () => {
    const [first] = await connect();
    await expect(app.call('providers.setProxyLogin', { id: first.id, login })).rejects.toMatchObject({
      data: { code: 'invalid_input', field: 'proxy' },
    });
  });
});

describe('headers', () => {
  it('go with every request of their provider, and their values never to the page', async () => {
    const [first] = await connect();
    const view = await app.call('providers.setHeader', {
      id: first.id,
      name: 'X-Team',
      value: 'very-secret',
    });
    expect(JSON.stringify(view)).not.toContain('very-secret');
    await start('Hello there', null);
    expect(asked(one).at(-1)?.headers['x-team']).toBe('very-secret');
    await app.call('providers.setHeader', { id: first.id, name: 'x-team', value: null });
    await start('Hello there', null);
    expect(asked(one).at(-1)?.headers['x-team']).toBeUndefined();
    await expect(
      app.call('providers.setHeader', { id: first.id, name: 'Host', value: 'elsewhere' }),
    ).rejects.toMatchObject({ data: { code: 'invalid_input', field: 'name' } });
  });

  it('do not follow a provider to another server', async () => {
    const [first] = await connect();
    await app.call('providers.setHeader', { id: first.id, name: 'X-Team', value: 'very-secret' });
    const [saved, other] = (await app.call('settings.get', {})).settings.providers;
    if (saved === undefined || other === undefined) throw new Error('There are two');
    await app.call('settings.update', {
      changes: { providers: [{ ...saved, baseUrl: two.baseUrl }, other] },
    });
    await start('Hello there', null);
    expect(asked(two).at(-1)?.headers['x-team']).toBeUndefined();
  });
});

it('what a chat cost is reckoned from prices of today, and nothing on this machine', async () => {
  await connect();
  const chat = await start('Hello there', null);
  const free = await app.call('chat.usage', { conversationId: chat.id });
  expect(free).toMatchObject({ promptTokens: 1_000_000, completionTokens: 100_000, cost: 0, unpriced: 0 });
  const price = { model: 'test-*', promptPerMillion: 2, completionPerMillion: 10 };
  await app.call('settings.update', { changes: { modelPrices: [price] } });
  const priced = await app.call('chat.usage', { conversationId: chat.id });
  expect(priced.cost).toBeCloseTo(3, 10);
  expect(priced.answers).toEqual([{ messageId: chat.answer.id, cost: 3 }]);
});
