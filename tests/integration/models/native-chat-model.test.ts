/** What the table of shapes cannot show of native protocols: cancelling, the way to the server, lists, and a whole chat with its learning. */
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { listOfferedModels } from '#main/models/directory/list-models.ts';
import { mendAddress } from '#main/models/directory/mend-address.ts';
import { modelOfServer } from '#main/models/directory/model-of-server.ts';
import { compatibleAddress, nativeServer } from '#main/models/server/protocol.ts';
import { providerAt } from '#shared/models/presets.ts';
import { protocolOf } from '#shared/models/protocol.ts';
import { memorySecrets, TestApp } from '../../support/app.ts';
import { collectEvents } from '../../support/collect-events.ts';
import { lessons } from '../../support/capture/fake-capture-model.ts';
import { checkAnswer, checkedSentences, rightLessons } from '../../support/capture/learner-check.ts';
import { authority, startProxy, startSecureServer } from '../../support/servers/proxy-servers.ts';
import type { Running } from '../../support/servers/proxy-servers.ts';

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const begun =
  event({
    type: 'message_start',
    message: { id: 'm', role: 'assistant', usage: { input_tokens: 3, output_tokens: 0 } },
  }) + event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
const word = (text: string) =>
  event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
const end =
  event({ type: 'content_block_stop', index: 0 }) +
  event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } }) +
  event({ type: 'message_stop' });
const request = { messages: [{ role: 'user', content: 'Ahoy' } as const] };

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1`;
}

async function bodyOf(incoming: AsyncIterable<unknown>): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
}

it('a cancelled answer closes its connection', async () => {
  let closed: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (closed = resolve));
  const baseUrl = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(begun + word('At noon'));
    response.once('close', closed);
  });
  const model = modelOfServer({ server: { baseUrl, apiKey: 'k', protocol: 'anthropic' }, model: 'm' });
  const stop = new AbortController();
  const got = await collectEvents(model.stream(request, stop.signal), (one) => {
    if (one.type === 'text-delta') stop.abort();
  });
  await gone;
  expect(got).toMatchObject({ text: 'At noon', error: { code: 'cancelled' } });
});

describe('the way to a server', () => {
  const ahoy: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(begun + word('Ahoy yourself.') + end);
  };

  it('has its proxy, its certificates and its headers, and nothing of the library', async () => {
    const seen: Record<string, unknown>[] = [];
    const secure = await startSecureServer((incoming, response) => {
      seen.push(incoming.headers);
      ahoy(incoming, response);
    });
    const proxy = await startProxy(secure.port);
    running.push(secure, proxy);
    const model = modelOfServer({
      server: {
        baseUrl: 'https://models.example.test/v1',
        apiKey: 'k-e-y',
        protocol: 'anthropic',
        headers: { 'x-team': 'red' },
        proxy: `http://127.0.0.1:${proxy.port}`,
        certificates: authority,
      },
      model: 'm',
    });
    const got = await collectEvents(model.stream(request, AbortSignal.timeout(5_000)));
    expect(got).toMatchObject({ text: 'Ahoy yourself.', error: null });
    expect(proxy.asked).toEqual(['models.example.test:443']);
    expect(seen[0]).toMatchObject({ 'x-api-key': 'k-e-y', 'x-team': 'red', 'user-agent': 'Tutee' });
    expect(seen[0]).toHaveProperty('anthropic-version');
    expect(seen[0]).not.toHaveProperty('authorization');
  });

  it('is unreachable without a trusted certificate, in our words', async () => {
    const secure = await startSecureServer(ahoy);
    running.push(secure);
    const server = {
      baseUrl: `https://127.0.0.1:${secure.port}/v1`,
      apiKey: 'k',
      protocol: 'google',
    } as const;
    const got = await collectEvents(
      modelOfServer({ server, model: 'm' }).stream(request, AbortSignal.timeout(5_000)),
    );
    expect(got.error).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('certificate') as string,
    });
  });
});

it('models are listed by the services themselves', async () => {
  const asked: string[] = [];
  const baseUrl = await serve((incoming, response) => {
    asked.push(incoming.url ?? '');
    const isGoogle = incoming.headers['x-goog-api-key'] !== undefined;
    const models = [
      {
        name: 'models/gem-1',
        displayName: 'Gem 1',
        inputTokenLimit: 9_000,
        supportedGenerationMethods: ['generateContent'],
      },
      { name: 'models/gem-embed', supportedGenerationMethods: ['embedContent'] },
    ];
    const data = [{ type: 'model', id: 'clod-1', display_name: 'Clod 1' }];
    response.end(JSON.stringify(isGoogle ? { models } : { data, has_more: false }));
  });
  const list = async (protocol: 'anthropic' | 'google') =>
    await listOfferedModels({ baseUrl, apiKey: 'k', protocol });
  expect(await list('anthropic')).toMatchObject([{ id: 'clod-1', title: 'Clod 1', chats: true }]);
  expect(await list('google')).toMatchObject([
    { id: 'models/gem-1', title: 'Gem 1', context: 9_000, chats: true },
    { id: 'models/gem-embed', chats: false },
  ]);
  expect(asked).toEqual(['/v1/models?limit=1000', '/v1/models?pageSize=1000']);
});

it('a chat is answered and learned from in the protocol of its provider', async () => {
  const bodies: Record<string, unknown>[] = [];
  const baseUrl = await serve((incoming, response) => {
    void bodyOf(incoming).then((body) => {
      if (incoming.method === 'POST') bodies.push(body);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const asked = JSON.stringify(body);
      const learns = asked.includes('"lessons"');
      const checked = checkedSentences(asked);
      const learned =
        checked === null
          ? lessons({ text: 'The user keeps bees on the roof.' })
          : checkAnswer(rightLessons(checked));
      response.end(begun + word(learns ? learned : 'How many hives?') + end);
    });
  });
  const app = await TestApp.start({ secrets: memorySecrets() });
  onTestFinished(() => app.stop());
  const provider = { ...providerAt(baseUrl, []), protocol: 'anthropic', model: 'claude-sonnet-4-5' } as const;
  await app.call('settings.update', { changes: { providers: [provider], defaultProvider: provider.id } });
  const { answer } = await app.say('By the way, on our roof stand my bees, five hives of them.');
  expect(answer).toMatchObject({ text: 'How many hives?', usage: { promptTokens: 3, completionTokens: 4 } });
  await expect
    .poll(async () => (await app.call('memories.list', {})).items.map(({ text }) => text))
    .toContain('The user keeps bees on the roof.');
  expect(bodies.at(-1)).toMatchObject({ output_config: { format: { type: 'json_schema' } } });
});

describe('which protocol an address is asked in', () => {
  it.each([
    ['https://api.anthropic.com/v1', 'anthropic'],
    ['https://generativelanguage.googleapis.com/v1beta/openai', 'google'],
    ['https://api.deepseek.com/anthropic', 'anthropic'],
    ['https://api.anthropic.com.example.org/v1', 'openai'],
    ['http://127.0.0.1:11434/v1', 'openai'],
  ] as const)('%s: %s', (baseUrl, protocol) => {
    expect(protocolOf({ baseUrl })).toBe(protocol);
    expect(protocolOf({ baseUrl, protocol: 'openai' })).toBe('openai');
  });

  it('each protocol has its own address, whichever was typed', () => {
    const [own, compatible] = ['', '/openai'].map(
      (path) => `https://generativelanguage.googleapis.com/v1beta${path}`,
    );
    for (const baseUrl of [own ?? '', compatible ?? '']) {
      expect(nativeServer({ baseUrl, apiKey: null }, 'google').baseUrl).toBe(own);
      expect(compatibleAddress(baseUrl)).toBe(compatible);
    }
    const elsewhere = nativeServer(
      { baseUrl: 'https://api.deepseek.com/anthropic', apiKey: null },
      'anthropic',
    );
    expect(elsewhere.baseUrl).toBe('https://api.deepseek.com/anthropic/v1');
  });

  it('is said when another one was typed', async () => {
    const typed = 'https://generativelanguage.googleapis.com/v1beta/openai/chat/completions';
    // Nobody listens there, so that nothing leaves this machine.
    const nobody = { baseUrl: 'http://127.0.0.1:9', apiKey: null };
    const mended = await mendAddress(typed, () => Promise.resolve(nobody));
    expect(mended.baseUrl).toBe('https://generativelanguage.googleapis.com/v1beta');
    expect(mended.said).toContain('/v1beta');
  });
});
