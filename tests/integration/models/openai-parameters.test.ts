/** What a builder says about requests, on the client and with one call, as a server receives it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outputFormat } from '#main/engine/agents/output-format.ts';
import { OpenAIChatModel } from '#main/models/chat-models/openai-chat-model.ts';
import type { OpenAIChatModelOptions } from '#main/models/chat-models/openai-chat-model.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { collectEvents } from '../../support/collect-events.ts';
import { OpenAIServer, answers, hangs } from '../../support/openai-server.ts';

const forever = new AbortController().signal;
let server: OpenAIServer;
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const client = (options: Partial<OpenAIChatModelOptions> = {}) =>
  new OpenAIChatModel({ baseUrl: server.baseUrl, apiKey: null, model: 'a-model', ...options });

async function sent(model: OpenAIChatModel, request: Partial<ModelRequest> = {}) {
  server.next('chat', answers('Yes.'));
  const { error } = await collectEvents(
    model.stream({ messages: [{ role: 'user', content: 'Hi' }], ...request }, forever),
  );
  expect(error).toBeNull();
  const received = server.requests.at(-1);
  if (received === undefined) throw new Error('Nothing was sent.');
  return received;
}

describe('parameters', () => {
  it('of the client are sent with every request', async () => {
    const responseFormat = outputFormat('answer', { type: 'object', $schema: 'urn:x', properties: {} });
    const { body } = await sent(
      client({
        temperature: 0.2,
        topP: 0.9,
        maxTokens: 50,
        stop: 'END',
        seed: 7,
        reasoningEffort: 'low',
        responseFormat,
        extraBody: { top_k: 3, model: 'another', stream: false },
      }),
    );
    expect(body).toMatchObject({
      temperature: 0.2,
      top_p: 0.9,
      max_tokens: 50,
      stop: ['END'],
      seed: 7,
      reasoning_effort: 'low',
      top_k: 3,
      // What the protocol needs is not replaced.
      model: 'a-model',
      stream: true,
      response_format: { json_schema: { name: 'answer', schema: { type: 'object', properties: {} } } },
    });
    expect(JSON.stringify(body)).not.toContain('$schema');
  });

  it('of a call win, and headers go together', async () => {
    const model = client({ temperature: 0.2, seed: 1, headers: { 'x-team': 'blue', 'x-trace': 'no' } });
    const { body, headers } = await sent(model, { temperature: 1, headers: { 'x-trace': 'yes' } });
    expect(body).toMatchObject({ temperature: 1, seed: 1 });
    expect(headers).toMatchObject({ 'x-team': 'blue', 'x-trace': 'yes' });
  });

  it.each([
    ['none', 'none'],
    ['required', 'required'],
    [{ name: 'tide' }, { type: 'function', function: { name: 'tide' } }],
  ] as const)('choose tools: %j', async (toolChoice, wire) => {
    const tools = [{ name: 'tide', description: 'The tide.', parameters: { type: 'object' }, strict: true }];
    const { body } = await sent(client({ toolChoice }), { tools });
    expect(body).toMatchObject({ tool_choice: wire, tools: [{ function: { strict: true } }] });
    // Without tools there is nothing to choose, and servers refuse the choice.
    expect((await sent(client({ toolChoice }))).body).not.toHaveProperty('tool_choice');
  });

  it('that no server takes are refused with their name', () => {
    expect(() => client({ temperature: -1 })).toThrow(/temperature/);
    expect(() => client({ topP: 2 })).toThrow(/topP/);
    expect(() => client({ baseUrl: 'here' })).toThrow(/baseUrl.*no address/);
  });

  it('limit the time of a whole answer', async () => {
    server.next('chat', hangs());
    const { error } = await collectEvents(
      client({ timeoutMs: 50 }).stream({ messages: [{ role: 'user', content: 'Hi' }] }, forever),
    );
    expect(error).toMatchObject({ code: 'timeout' });
  });
});

describe('the server', () => {
  it('and its key are those of the environment, unless they are given', async () => {
    vi.stubEnv('OPENAI_BASE_URL', `${server.baseUrl}/`);
    vi.stubEnv('OPENAI_API_KEY', 'key-of-environment');
    const { headers } = await sent(new OpenAIChatModel({ model: 'a-model' }));
    expect(headers['authorization']).toBe('Bearer key-of-environment');
    const { headers: own } = await sent(client({ apiKey: 'own' }));
    expect(own['authorization']).toBe('Bearer own');
    expect((await sent(client())).headers).not.toHaveProperty('authorization');
  });
});

describe('speakers', () => {
  const messages: ModelRequest['messages'] = [
    { role: 'user', content: 'A poem.', name: 'user' },
    { role: 'user', content: 'Leaves.', name: 'writer' },
  ];

  it('are named in the text for a server that drops the name of a message', async () => {
    expect((await sent(client(), { messages })).body).toMatchObject({
      messages: [
        { role: 'user', content: 'user said:\nA poem.' },
        { role: 'user', content: 'writer said:\nLeaves.' },
      ],
    });
  });

  it('are not where there is only one', async () => {
    const { body } = await sent(client(), { messages: messages.slice(0, 1) });
    expect(body).toMatchObject({ messages: [{ role: 'user', content: 'A poem.' }] });
  });

  it('are fields of messages for a server that reads them, or when the program says so', async () => {
    const { body } = await sent(client({ addNamePrefixes: false }), { messages });
    expect(body).toMatchObject({ messages: [{ name: 'user', content: 'A poem.' }, { name: 'writer' }] });
  });
});

describe('what a model can do', () => {
  it('is known of well-known models, and what the program says counts more', () => {
    const known = new OpenAIChatModel({ model: 'gpt-4o', apiKey: 'x', baseUrl: 'https://api.openai.com/v1' });
    expect(known.info).toMatchObject({ vision: true, functionCalling: true, contextWindow: 128_000 });
    expect(client().info).toMatchObject({ vision: null, contextWindow: null });
    expect(client({ modelInfo: { contextWindow: 512 } }).info).toMatchObject({ contextWindow: 512 });
  });

  it('limits what is sent: pictures are noted for a blind model', async () => {
    const picture = { type: 'image' as const, mediaType: 'image/png', data: 'iVBORw0KGgo=' };
    const messages: ModelRequest['messages'] = [
      { role: 'user', content: [{ type: 'text', text: 'What is it?' }, picture] },
    ];
    const blind = await sent(client({ modelInfo: { vision: false } }), { messages });
    expect(JSON.stringify(blind.body)).toContain('A picture that this model cannot see');
    expect(JSON.stringify(blind.body)).not.toContain('iVBOR');
    expect(JSON.stringify((await sent(client(), { messages })).body)).toContain('iVBOR');
  });

  it('counts tokens', () => {
    const model = client({ modelInfo: { contextWindow: 100 } });
    const messages = [{ role: 'user' as const, content: 'word '.repeat(40) }];
    const counted = model.countTokens(messages);
    expect(counted).toBeGreaterThan(30);
    expect(model.remainingTokens(messages)).toBe(100 - counted);
    expect(client().remainingTokens(messages)).toBeNull();
  });
});
