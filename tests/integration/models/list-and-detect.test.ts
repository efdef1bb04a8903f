import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectServers } from '#main/models/directory/detect-servers.ts';
import { listModels } from '#main/models/directory/list-models.ts';
import { OpenAIServer, fails, hangs, sends } from '../../support/openai-server.ts';

let server: OpenAIServer;
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(async () => {
  await server.stop();
});

const list = async (timeoutMs?: number) =>
  await listModels(
    { baseUrl: server.baseUrl, apiKey: 'k-e-y' },
    timeoutMs === undefined ? {} : { timeoutMs },
  );
const offers = (...ids: unknown[]) => sends(JSON.stringify({ data: ids.map((id) => ({ id })) }));

describe('listModels', () => {
  it('gives each usable name once, sorted as people count', async () => {
    server.next(
      'models',
      offers('qwen:14b', 'b', 'qwen:8b', 'B', 'b', ' a ', '', 'x'.repeat(201), 'bad\nname'),
    );
    expect(await list()).toEqual(['a', 'b', 'B', 'qwen:8b', 'qwen:14b']);
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v1/models', body: null });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer k-e-y');
  });

  it('gives an empty list for an Ollama without models', async () => {
    server.next('models', sends('{"object":"list","data":null}'));
    expect(await list()).toEqual([]);
  });

  it.each([
    ['a wrong key', fails(401, { message: 'no' }), 'wrong_key'],
    ['a web page', sends('<html>Welcome</html>', 'text/html'), 'malformed_stream'],
    ['broken JSON', sends('{"data":['), 'malformed_stream'],
    ['another form', offers(7), 'malformed_stream'],
    ['JSON null', sends('null'), 'malformed_stream'],
    ['far too much', sends(`{"data":[],"x":"${'x'.repeat(9 * 1024 * 1024)}"}`), 'malformed_stream'],
    ['a failure', fails(500, 'oops'), 'server_failed'],
  ])('says what is wrong with %s, after one try', async (_name, behaviour, code) => {
    server.next('models', behaviour);
    await expect(list()).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });

  it('does not wait for ever, and closes the socket', async () => {
    server.next('models', hangs());
    await expect(list(30)).rejects.toMatchObject({ code: 'timeout' });
    expect(await server.requests[0]?.closed).toBe('cut');
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    server.next('models', hangs());
    const arrived = server.nextRequest();
    const listing = listModels({ baseUrl: server.baseUrl, apiKey: null }, { signal: controller.signal });
    const request = await arrived;
    controller.abort();
    await expect(listing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await request.closed).toBe('cut');
  });
});

describe('detectServers', () => {
  it('finds both, with their models', async () => {
    const other = await OpenAIServer.start();
    server.always('models', offers('llama3.2'));
    const expected = [
      { kind: 'ollama', baseUrl: server.baseUrl, models: ['llama3.2'] },
      { kind: 'lmstudio', baseUrl: other.baseUrl, models: ['test-model'] },
    ];
    const found = await detectServers({ ports: { ollama: server.port, lmstudio: other.port } });
    await other.stop();
    expect(found).toEqual(expected);
  });

  it('finds none where none answers, and waits for no one for long', async () => {
    const gone = await OpenAIServer.start();
    const { port } = gone;
    await gone.stop();
    server.always('models', hangs());
    expect(await detectServers({ ports: { ollama: server.port, lmstudio: port }, timeoutMs: 50 })).toEqual(
      [],
    );
  });

  it('takes no other program for a model server', async () => {
    server.always('models', sends('<html>Printer</html>', 'text/html'));
    expect(await detectServers({ ports: { ollama: server.port, lmstudio: server.port } })).toEqual([]);
  });
});
