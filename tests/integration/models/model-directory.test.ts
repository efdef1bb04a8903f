import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelDirectory } from '#main/models/directory/model-directory.ts';
import type { ModelDirectoryPorts } from '#main/models/directory/model-directory.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { withDefaultProvider } from '#main/settings/default-provider.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { collectEvents } from '../../support/collect-events.ts';
import { OpenAIServer, answers, fails, hangs, sends } from '../../support/openai-server.ts';

let server: OpenAIServer;
let settings: { baseUrl: string | null; model: string | null };
let keys: Map<string, string>;
beforeEach(async () => {
  server = await OpenAIServer.start();
  settings = { baseUrl: server.baseUrl, model: null };
  keys = new Map();
});
afterEach(async () => {
  await server.stop();
});

function directory(changes: Partial<ModelDirectoryPorts> = {}): ModelDirectory {
  return new ModelDirectory({
    settings: () => withDefaultProvider({ ...defaultSettings, ...settings }),
    key: async (baseUrl) => await Promise.resolve(keys.get(baseUrl) ?? null),
    scripted: null,
    ...changes,
  });
}

const offers = (...ids: string[]) => sends(JSON.stringify({ data: ids.map((id) => ({ id })) }));
const ask = async (model: ChatModel | null) => {
  if (model === null) throw new Error('There is no model.');
  const request = { messages: [{ role: 'user', content: 'Hi' }] } as const;
  return await collectEvents(model.stream(request, new AbortController().signal));
};
const chats = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));
const lists = () => server.requests.filter(({ path }) => path.endsWith('/models'));

describe('which model answers', () => {
  it('is none in memory mode', async () => {
    settings = { baseUrl: null, model: 'left over' };
    const models = directory();
    expect(await models.current()).toBeNull();
    expect(models.status()).toMatchObject({ mode: 'memory', model: null, baseUrl: null, local: true });
  });

  it('is the scripted one when there is one', async () => {
    const scripted = new ScriptedChatModel([{ reply: 'x' }]);
    const models = directory({ scripted });
    expect(await models.current()).toBe(scripted);
    expect(models.status()).toMatchObject({ mode: 'model', model: 'scripted', baseUrl: null, local: true });
  });

  it('is the chosen one, asked with the key of its server, without listing', async () => {
    settings = { baseUrl: server.baseUrl, model: 'mine' };
    keys.set(server.baseUrl, 'k-e-y');
    expect(await ask(await directory().current())).toMatchObject({ text: 'Hello.', error: null });
    expect(chats()[0]?.body).toMatchObject({ model: 'mine' });
    expect(chats()[0]?.headers.authorization).toBe('Bearer k-e-y');
    expect(lists()).toEqual([]);
  });

  it('is the first suitable one when none is chosen, found out once', async () => {
    server.always('models', offers('nomic-embed-text', 'llama3.2', 'qwen3'));
    const models = directory();
    expect(models.status().model).toBeNull();
    const [one, two] = await Promise.all([models.current(), models.current()]);
    expect([one?.name, two?.name, (await models.current())?.name]).toEqual([
      'llama3.2',
      'llama3.2',
      'llama3.2',
    ]);
    expect(lists()).toHaveLength(1);
    expect(models.status()).toMatchObject({
      mode: 'model',
      model: 'llama3.2',
      baseUrl: server.baseUrl,
      local: true,
    });
  });

  it('follows the settings and the key from message to message', async () => {
    const models = directory();
    settings = { baseUrl: server.baseUrl, model: 'a' };
    const first = await models.current();
    expect(await models.current()).toBe(first);
    settings = { baseUrl: server.baseUrl, model: 'b' };
    expect((await models.current())?.name).toBe('b');
    keys.set(server.baseUrl, 'new-key');
    await ask(await models.current());
    expect(chats()[0]?.headers.authorization).toBe('Bearer new-key');
  });

  it('tries the list again after a failure', async () => {
    server.next('models', fails(500, 'starting'));
    const models = directory();
    await expect(models.current()).rejects.toMatchObject({ code: 'server_failed' });
    expect((await models.current())?.name).toBe('test-model');
  });

  it('picks anew when the server no longer has the picked model', async () => {
    const models = directory();
    server.next('models', offers('old'), offers('new'));
    server.next('chat', fails(404, { message: 'model "old" not found' }));
    expect((await ask(await models.current())).error).toMatchObject({ code: 'no_such_model' });
    expect((await models.current())?.name).toBe('new');
  });

  it('says so when the server offers none', async () => {
    server.next('models', offers('nomic-embed-text'));
    await expect(directory().current()).rejects.toMatchObject({
      code: 'no_model',
      message: expect.stringContaining('offers no model to chat with') as string,
    });
  });

  it('does not count a model that Ollama passes on as local', async () => {
    settings = { baseUrl: server.baseUrl, model: 'gpt-oss:120b-cloud' };
    const models = directory();
    expect((await models.current())?.local).toBe(false);
    expect(models.status().local).toBe(false);
  });
});

describe('testing a server', () => {
  it('asks for one short answer and takes its time', async () => {
    const { model, tookMs } = await directory().test({ baseUrl: server.baseUrl, model: 'mine' });
    expect(model).toBe('mine');
    expect(tookMs).toBeGreaterThan(0);
    expect(chats()[0]?.body).toMatchObject({ model: 'mine', max_tokens: 16 });
  });

  it('picks a model when none is named, and uses the typed key rather than the kept one', async () => {
    keys.set(server.baseUrl, 'kept');
    const { model } = await directory().test({ baseUrl: server.baseUrl, apiKey: 'typed', model: null });
    expect(model).toBe('test-model');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer typed',
      'Bearer typed',
    ]);
    await directory().list({ baseUrl: server.baseUrl });
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer kept');
  });

  it('is content with a model that only thought', async () => {
    server.next('chat', answers('', { reasoning: ['hm'], finishReason: 'length' }));
    expect((await directory().test({ baseUrl: server.baseUrl, model: 'm' })).model).toBe('m');
  });

  it('does not listen to an endless answer', async () => {
    server.next('chat', hangs(...Array.from({ length: 100 }, () => 'word ')));
    expect((await directory().test({ baseUrl: server.baseUrl, model: 'm' })).model).toBe('m');
    expect(await server.requests[0]?.closed).toBe('cut');
  });

  it('fails at once with what is wrong', async () => {
    server.always('chat', fails(503, 'busy'));
    await expect(directory().test({ baseUrl: server.baseUrl, model: 'm' })).rejects.toMatchObject({
      code: 'server_failed',
    });
    expect(server.requests).toHaveLength(1);
  });
});

it('detects servers on the ports it is given', async () => {
  const models = directory({ detection: { ports: { ollama: server.port, lmstudio: server.port } } });
  expect((await models.detect()).map(({ kind }) => kind)).toEqual(['ollama', 'lmstudio']);
});
