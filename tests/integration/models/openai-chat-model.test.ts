import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { OpenAIChatModel } from '#main/models/chat-models/openai-chat-model.ts';
import type { OpenAIChatModelOptions } from '#main/models/chat-models/openai-chat-model.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { collectEvents } from '../../support/collect-events.ts';
import {
  OpenAIServer,
  answers,
  beginStream,
  cuts,
  fails,
  hangs,
  resets,
  sends,
  streams,
  writeChunk,
  writeData,
} from '../../support/openai-server.ts';

const ask: ModelRequest = { messages: [{ role: 'user', content: 'Hi' }] };
const quick = { tries: 3, firstMs: 1, longestMs: 2, longestRetryAfterMs: 5_000, busyMs: 0 };
const forever = new AbortController().signal;

let server: OpenAIServer;
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(async () => {
  await server.stop();
});

function model(options: Partial<OpenAIChatModelOptions> & { key?: string } = {}): OpenAIChatModel {
  const { key, ...rest } = options;
  return new OpenAIChatModel({
    server: { baseUrl: server.baseUrl, apiKey: key ?? null },
    model: 'test-model',
    retry: quick,
    ...rest,
  });
}

const run = async (chat = model(), request = ask, signal = forever) =>
  await collectEvents(chat.stream(request, signal));

describe('a whole answer', () => {
  it('streams text and ends with stop reason and usage', async () => {
    server.next('chat', answers(['He', 'llo'], { usage: { prompt_tokens: 7, completion_tokens: 2 } }));
    const { events, error } = await run();
    expect(error).toBeNull();
    expect(events).toEqual([
      { type: 'text-delta', text: 'He' },
      { type: 'text-delta', text: 'llo' },
      { type: 'end', stopReason: 'stop', usage: { promptTokens: 7, completionTokens: 2 } },
    ]);
    expect(server.requests[0]?.body).toEqual({
      model: 'test-model',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it.each([
    ['length', 'length'],
    ['content_filter', 'filtered'],
    ['tool_calls', 'stop'],
  ])('reads finish reason %s as %s', async (finishReason, stopReason) => {
    server.next('chat', answers('x', { finishReason }));
    expect((await run()).end).toMatchObject({ stopReason });
  });

  it.each(['reasoning_content', 'reasoning'] as const)(
    'keeps %s apart from the answer',
    async (reasoningField) => {
      server.next('chat', answers('35', { reasoning: ['8 times', ' 3'], reasoningField }));
      expect(await run()).toMatchObject({ text: '35', reasoning: '8 times 3', error: null });
    },
  );

  it('keeps a <think> block apart, cut anywhere', async () => {
    server.next('chat', answers(['<thi', 'nk>8 ti', 'mes 3</th', 'ink>\n', '\n35 </think>']));
    expect(await run()).toMatchObject({ text: '35 </think>', reasoning: '8 times 3', error: null });
  });

  it('ends well without usage, without the end mark, and when the connection is lost after the last word', async () => {
    server.next('chat', answers('a', { done: false }));
    expect((await run()).end).toEqual({ type: 'end', stopReason: 'stop', usage: null });
    const seen = new AbortController();
    server.next('chat', cuts(['b'], seen.signal, 'stop'));
    expect(await collectEvents(model().stream(ask, forever), () => seen.abort())).toMatchObject({
      text: 'b',
      error: null,
    });
    expect(server.requests).toHaveLength(2);
  });

  it('takes the end mark for an end when no finish reason came', async () => {
    server.next('chat', answers('a', { finishReason: null }));
    expect(await run()).toMatchObject({ text: 'a', error: null });
  });
});

describe('headers', () => {
  it('carries the key as a bearer token, and nothing about this machine', async () => {
    await run(model({ key: 'sk-secret' }));
    const headers = server.requests[0]?.headers ?? {};
    expect(headers.authorization).toBe('Bearer sk-secret');
    expect(Object.keys(headers).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
    expect(headers['user-agent']).toBe('Tutee');
  });

  it('carries no Authorization without a key, whatever the environment says', async () => {
    const environment = {
      OPENAI_API_KEY: 'sk-environment',
      OPENAI_ORG_ID: 'org',
      OPENAI_PROJECT_ID: 'project',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer custom\nX-Custom: 1',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await run()).error).toBeNull();
    const headers = server.requests[0]?.headers ?? {};
    expect(headers.authorization).toBeUndefined();
    expect(Object.keys(headers).filter((name) => /openai|custom/.test(name))).toEqual([]);
  });
});

describe('what a server does not know', () => {
  const schema = { name: 'memories', schema: { type: 'object' } };

  it('asks for a structured answer by strict schema', async () => {
    await run(model(), { ...ask, responseSchema: schema, maxTokens: 9, temperature: 0 });
    expect(server.requests[0]?.body).toMatchObject({
      max_tokens: 9,
      temperature: 0,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'memories', schema: { type: 'object' }, strict: true },
      },
    });
  });

  it('leaves out, once and from then on, what the server refuses by name', async () => {
    const chat = model();
    server.next(
      'chat',
      fails(400, { message: 'Unrecognized request argument supplied: stream_options' }),
      fails(422, { message: "'response_format.type' must be 'text'" }),
      fails(400, { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." }),
      fails(400, { message: "Unsupported value: 'temperature' does not support 0 with this model." }),
    );
    const request = { ...ask, responseSchema: schema, maxTokens: 9, temperature: 0 };
    expect(await run(chat, request)).toMatchObject({ text: 'Hello.', error: null });
    await run(chat, request);
    expect(server.requests).toHaveLength(6);
    expect(Object.keys(server.requests[5]?.body ?? {}).toSorted()).toEqual([
      'max_completion_tokens',
      'messages',
      'model',
      'stream',
    ]);
  });

  it('gives up when the server goes on refusing the same', async () => {
    server.always('chat', fails(400, { message: 'stream_options is not known' }));
    const { error } = await run();
    expect(error?.code).toBe('rejected_request');
    expect(error?.detail).toContain('HTTP 400');
    expect(server.requests).toHaveLength(2);
  });
});

describe('trying again', () => {
  it.each([
    ['429', fails(429, { message: 'Slow down' }, { 'retry-after': '0' })],
    ['500', fails(500, { message: 'Oops' })],
    ['503', fails(503, 'busy')],
    ['a connection reset', resets()],
    ['a connection cut before the first word', cuts([])],
  ])('answers after %s', async (_name, fault) => {
    server.next('chat', fault);
    expect(await run()).toMatchObject({ text: 'Hello.', error: null });
    expect(server.requests).toHaveLength(2);
  });

  it('stops after the last try with the last failure', async () => {
    server.always('chat', fails(500, { message: 'Oops' }));
    expect((await run()).error).toMatchObject({ code: 'server_failed' });
    expect(server.requests).toHaveLength(3);
  });

  it('does not wait for longer than it may, and says how long the server asked', async () => {
    server.always('chat', fails(429, { message: 'Slow down' }, { 'retry-after': '3600' }));
    const { error } = await run();
    expect(error?.code).toBe('rate_limited');
    expect(error?.message).toContain('60 minutes');
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [
      'an empty account',
      429,
      { message: 'You exceeded your current quota', code: 'insufficient_quota' },
      'quota_exceeded',
    ],
    ['a wrong key', 401, { message: 'No' }, 'no_key'],
  ])('does not repeat %s', async (_name, status, error, code) => {
    server.next('chat', fails(status, error));
    expect((await run()).error).toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });

  it('leaves out what is optional once, when a refusal names nothing', async () => {
    server.always('chat', fails(400, { message: 'Bad' }));
    expect((await run()).error).toMatchObject({ code: 'rejected_request' });
    expect(server.requests.map(({ body }) => 'stream_options' in (body ?? {}))).toEqual([true, false]);
  });

  it('remembers only what worked', async () => {
    const chat = model();
    server.next('chat', fails(400, { message: 'Bad' }), fails(400, { message: 'Bad' }));
    await run(chat);
    await run(chat);
    expect(server.requests[2]?.body).toHaveProperty('stream_options');
  });

  it('never tries again after the first word', async () => {
    const seen = new AbortController();
    server.next('chat', cuts(['Hel'], seen.signal));
    const { text, error } = await collectEvents(model().stream(ask, forever), () => seen.abort());
    expect({ text, code: error?.code }).toEqual({ text: 'Hel', code: 'malformed_stream' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('closes the socket while waiting for the first word', async () => {
    const controller = new AbortController();
    server.next('chat', hangs());
    const arrived = server.nextRequest();
    const reading = run(model(), ask, controller.signal);
    const request = await arrived;
    controller.abort();
    expect((await reading).error).toMatchObject({ code: 'cancelled', fault: 'user' });
    expect(await request.closed).toBe('cut');
  });

  it('closes the socket in the middle of an answer; what came stays', async () => {
    const controller = new AbortController();
    server.next('chat', hangs('Hel', 'lo'));
    const stream = model().stream(ask, controller.signal);
    const { text, error } = await collectEvents(stream, (event) => {
      if (event.type === 'text-delta' && event.text === 'lo') controller.abort();
    });
    expect({ text, code: error?.code }).toEqual({ text: 'Hello', code: 'cancelled' });
    expect(await server.requests[0]?.closed).toBe('cut');
  });

  it('closes the socket when the reader goes away', async () => {
    server.next('chat', hangs('Hel'));
    for await (const event of model().stream(ask, forever)) {
      expect(event).toEqual({ type: 'text-delta', text: 'Hel' });
      break;
    }
    expect(await server.requests[0]?.closed).toBe('cut');
  });

  it('ends the wait before the next try', async () => {
    const controller = new AbortController();
    server.next('chat', fails(503, { message: 'Overloaded' }, { 'retry-after': '5' }));
    const arrived = server.nextRequest();
    const reading = run(model(), ask, controller.signal);
    await (
      await arrived
    ).closed;
    controller.abort();
    expect((await reading).error).toMatchObject({ code: 'cancelled' });
    expect(server.requests).toHaveLength(1);
  });

  it('sends nothing when cancelled before it began', async () => {
    expect((await run(model(), ask, AbortSignal.abort())).error).toMatchObject({ code: 'cancelled' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('time limits', () => {
  const timeouts = { firstByteMs: 150, betweenMs: 60_000 };

  it('gives up on a server that does not begin, and closes the socket', async () => {
    server.next('chat', hangs());
    const { error } = await run(model({ timeouts }));
    expect(error?.code).toBe('timeout');
    expect(error?.message).toContain(`127.0.0.1:${server.port}`);
    expect(await server.requests[0]?.closed).toBe('cut');
    expect(server.requests).toHaveLength(1);
  });

  it('gives up on a server that sends headers and nothing more', async () => {
    server.next('chat', (response) => {
      beginStream(response);
      response.flushHeaders();
    });
    expect((await run(model({ timeouts }))).error).toMatchObject({ code: 'timeout' });
  });

  it('gives up on a server that stops in the middle; what came stays', async () => {
    const between = { firstByteMs: 60_000, betweenMs: 40 };
    server.next('chat', hangs('Hel'));
    expect(await run(model({ timeouts: between }))).toMatchObject({
      text: 'Hel',
      error: { code: 'timeout' },
    });
  });
});

describe('answers that are none', () => {
  it.each([
    ['a torn event', streams('data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: {"choi\n\n'), 'Hel'],
    ['an event of another form', streams('data: {"choices":"none"}\n\n'), ''],
    ['no events at all', streams('abracadabra'), ''],
    ['an empty stream', streams(''), ''],
    ['random bytes', sends('\u0000\uFFFD\u0001]]>{"', 'application/octet-stream'), ''],
    ['a web page', sends('<html><title>Chat Console</title></html>', 'text/html'), ''],
    ['JSON of another kind', sends('{"hello":"world"}'), ''],
  ])('says so for %s', async (_name, behaviour, text) => {
    server.next('chat', behaviour);
    expect(await run()).toMatchObject({
      text,
      end: null,
      error: { code: 'malformed_stream', fault: 'model' },
    });
    expect(server.requests).toHaveLength(1);
  });

  it('takes a stream that just ends for an answer, and says that its end is not clear', async () => {
    server.next('chat', answers('Hel', { finishReason: null, done: false }));
    expect(await run()).toMatchObject({ text: 'Hel', error: null, end: { stopReason: 'unclear' } });
  });

  it('reads a failure that comes with status 200', async () => {
    server.always('chat', sends('{"error":"model \\"test-model\\" not found"}'));
    expect((await run()).error).toMatchObject({ code: 'no_such_model' });
  });

  it('reads a failure in the middle of the stream', async () => {
    server.next('chat', (response) => {
      beginStream(response);
      writeChunk(response, { content: 'Hel' });
      writeData(response, { error: { message: 'The model ran out of memory', type: 'server_error' } });
      response.end();
    });
    expect(await run()).toMatchObject({ text: 'Hel', error: { code: 'out_of_memory' } });
  });

  it('does not follow a redirect with the words of the user', async () => {
    server.next('chat', (response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' });
      response.end();
    });
    const { error } = await run();
    expect(error?.code).toBe('rejected_request');
    expect(error?.message).toContain('another address');
    expect(server.requests).toHaveLength(1);
  });
});

describe('a server that is not there', () => {
  it('is unreachable at once', async () => {
    const { baseUrl, port } = server;
    await server.stop();
    const chat = new OpenAIChatModel({ server: { baseUrl, apiKey: null }, model: 'm', retry: quick });
    expect((await run(chat)).error).toEqual({
      code: 'unreachable',
      fault: 'model',
      message: `The server at 127.0.0.1:${port} does not answer. Start it or choose another model.`,
      detail: 'ECONNREFUSED',
    });
    server = await OpenAIServer.start();
  });
});
