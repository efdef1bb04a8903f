import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mendAddress } from '#main/models/directory/mend-address.ts';
import { fails, hangs, OpenAIServer, sends } from '../../support/openai-server.ts';

let server: OpenAIServer;
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(async () => {
  await server.stop();
});

const mend = (text: string) => mendAddress(text, (baseUrl) => Promise.resolve({ baseUrl, apiKey: null }));

describe('an address is found by asking', () => {
  it.each([
    ['', '/v1'],
    ['/', '/v1'],
    ['/v1/chat/completions', '/v1'],
    ['/v1/models', '/v1'],
    ['/v1/v1', '/v1'],
    ['/v2/elsewhere', '/v1'],
  ])('where %s was typed', async (typed, end) => {
    const result = await mend(`http://127.0.0.1:${server.port}${typed}`);
    expect(result).toMatchObject({ baseUrl: `http://127.0.0.1:${server.port}${end}`, reached: true });
    expect(result.said).toContain(server.baseUrl);
  });

  it('without a scheme, and where nothing is wrong nothing is said', async () => {
    expect(await mend(`127.0.0.1:${server.port}/v1`)).toMatchObject({
      baseUrl: server.baseUrl,
      reached: true,
    });
    expect(await mend(server.baseUrl)).toEqual({
      baseUrl: server.baseUrl,
      said: null,
      apiVersion: null,
      reached: true,
    });
    expect(await mend(`${server.baseUrl}/`)).toMatchObject({ said: null });
  });

  it('also where a key is asked for first', async () => {
    server.always('models', fails(401, 'key?'));
    expect(await mend(`http://127.0.0.1:${server.port}`)).toMatchObject({
      baseUrl: server.baseUrl,
      reached: true,
    });
  });

  it('and stays as it is where nothing of the kind is', async () => {
    server.always('models', sends('<html>A printer</html>', 'text/html'));
    const typed = `http://127.0.0.1:${server.port}/print`;
    expect(await mend(typed)).toEqual({ baseUrl: typed, said: null, apiVersion: null, reached: false });
  });

  it('and nobody is asked twice who does not answer', async () => {
    const { port } = server;
    await server.stop();
    expect(await mend(`http://127.0.0.1:${port}`)).toMatchObject({
      baseUrl: `http://127.0.0.1:${port}`,
      reached: false,
    });
    server = await OpenAIServer.start();
    server.always('models', hangs());
    const started = performance.now();
    expect((await mend(server.baseUrl)).reached).toBe(false);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it('and what is no address is refused in words', async () => {
    await expect(mend('ftp://files.example.org')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
