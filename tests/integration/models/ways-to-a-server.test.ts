/** How requests reach a server: headers, version, proxy, certificates. */
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { proxySchema } from '#shared/models/provider.ts';
import { listModels } from '#main/models/directory/list-models.ts';
import type { ModelServer } from '#main/models/server/model-server.ts';
import { proxyFor } from '#main/models/server/proxied-fetch.ts';
import { fails, OpenAIServer } from '../../support/openai-server.ts';
import {
  authority,
  certificates,
  startProxy,
  startSecureServer,
} from '../../support/servers/proxy-servers.ts';
import type { Running } from '../../support/servers/proxy-servers.ts';
import { startSocksProxy } from '../../support/servers/socks-server.ts';
import type { SocksOptions } from '../../support/servers/socks-server.ts';

let server: OpenAIServer;
const running: Running[] = [];
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  for (const one of running.splice(0)) await one.stop();
});

const at = (changes: Partial<ModelServer> = {}): ModelServer => ({
  baseUrl: server.baseUrl,
  apiKey: 'k-e-y',
  ...changes,
});
const list = (_request: unknown, response: { end(text: string): void }) =>
  response.end('{"data":[{"id":"behind"}]}');

describe('what every request carries', () => {
  it('is the key, the headers of the provider, and nothing of the SDK', async () => {
    await listModels(at({ headers: { 'x-team': 'red', authorization: 'Basic abc' } }));
    const { headers } = server.requests[0] ?? {};
    expect(headers).toMatchObject({ 'x-team': 'red', authorization: 'Basic abc', 'user-agent': 'Tutee' });
    expect(Object.keys(headers ?? {}).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  });

  it.each([
    [{ kind: 'azure' }, { 'api-key': 'k-e-y' }],
    [{ protocol: 'anthropic' }, { 'x-api-key': 'k-e-y', 'anthropic-version': '2023-06-01' }],
    [{ protocol: 'google' }, { 'x-goog-api-key': 'k-e-y' }],
    [{ kind: 'groq' }, { authorization: 'Bearer k-e-y' }],
  ] as const)('has the key where %o looks for it', async (changes, expected) => {
    await listModels(at(changes)).catch(() => undefined);
    const { headers } = server.requests[0] ?? {};
    expect(headers).toMatchObject(expected);
    expect(headers?.authorization === undefined).toBe(!('authorization' in expected));
  });

  it('has the version in its query', async () => {
    const asked: string[] = [];
    const plain = createServer((request, response) => {
      asked.push(request.url ?? '');
      list(request, response);
    });
    plain.listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    const address = plain.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const baseUrl = `http://127.0.0.1:${port}/openai/deployments/mine`;
    expect(await listModels({ baseUrl, apiKey: null, apiVersion: '2025-04-01-preview' })).toEqual(['behind']);
    expect(asked).toEqual(['/openai/deployments/mine/models?api-version=2025-04-01-preview']);
    plain.close();
  });
});

it('a header’s value is never repeated in a failure', async () => {
  server.next('models', fails(400, 'The token hush-hush-1234 is not known here.'));
  const failure = await listModels(at({ headers: { 'x-token': 'hush-hush-1234' } })).catch(
    (thrown: unknown) => thrown,
  );
  expect(JSON.stringify(failure)).not.toContain('hush-hush');
  expect(String(failure instanceof Error ? failure.message : failure)).not.toContain('hush-hush');
});

describe('a certificate of one’s own', () => {
  it('is refused as long as nobody trusts its authority, and accepted then', async () => {
    const secure = await startSecureServer(list);
    running.push(secure);
    const baseUrl = `https://127.0.0.1:${secure.port}/v1`;
    await expect(listModels({ baseUrl, apiKey: null })).rejects.toMatchObject({ code: 'unreachable' });
    expect(await listModels({ baseUrl, apiKey: null, certificates: authority })).toEqual(['behind']);
    const broken = authority.replace(/[A-Za-z]{20}/, 'x'.repeat(20));
    await expect(listModels({ baseUrl, apiKey: null, certificates: broken })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/cannot be read/) as string,
    });
    // The trust of one server is not that of another.
    await expect(listModels({ baseUrl, apiKey: null })).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('a certificate that is refused', () => {
  const failure = async (changes: Partial<ModelServer>) =>
    await listModels({ baseUrl: '', apiKey: null, ...changes }).then(
      () => 'nothing refused',
      (thrown: Error) => thrown.message,
    );

  it('says why: its name, its time, or its authority', async () => {
    const secure = await startSecureServer(list);
    const expired = await startSecureServer(list, 'expired');
    running.push(secure, expired);
    const byName = { baseUrl: `https://localhost:${secure.port}/v1`, certificates: authority };
    expect(await failure(byName)).toContain('is for another name. Check the base URL');
    const late = { baseUrl: `https://127.0.0.1:${expired.port}/v1`, certificates: certificates.expired };
    expect(await failure(late)).toContain('has expired. Whoever runs the server has to renew it.');
    const unknown = { baseUrl: `https://127.0.0.1:${secure.port}/v1`, certificates: certificates.expired };
    expect(await failure(unknown)).toContain('Paste that of its own authority');
    expect(await failure({ baseUrl: unknown.baseUrl })).toContain('give Tutee the certificate');
  });

  it('is accepted when it was given itself, without its authority', async () => {
    const secure = await startSecureServer(list);
    running.push(secure);
    const given = { baseUrl: `https://127.0.0.1:${secure.port}/v1`, certificates: certificates.current };
    expect(await listModels({ ...given, apiKey: null })).toEqual(['behind']);
  });

  it('or is none, because the address has the wrong scheme, leads to advice on it', async () => {
    const secure = await startSecureServer(list);
    running.push(secure);
    const wrong = { baseUrl: `http://127.0.0.1:${secure.port}/v1` };
    expect(await failure(wrong)).toContain('check whether the base URL should start with https');
    const other = { baseUrl: server.baseUrl.replace('http:', 'https:') };
    expect(await failure(other)).toContain('Check whether the base URL should start with http or https');
  });
});

describe('a proxy', () => {
  it('is a tunnel to a server elsewhere, also to one with a certificate of its own', async () => {
    const secure = await startSecureServer(list);
    const proxy = await startProxy(secure.port);
    running.push(secure, proxy);
    const models = await listModels({
      baseUrl: 'https://models.example.test/v1',
      apiKey: 'k-e-y',
      proxy: `http://127.0.0.1:${proxy.port}`,
      certificates: authority,
    });
    expect(models).toEqual(['behind']);
    expect(proxy.asked).toEqual(['models.example.test:443']);
  });

  it('is never between Tutee and a server on this machine', async () => {
    const proxy = await startProxy(server.port);
    running.push(proxy);
    expect(await listModels(at({ proxy: `http://127.0.0.1:${proxy.port}` }))).toEqual(['test-model']);
    expect(proxy.asked).toEqual([]);
  });

  it('that is gone is named as the failure of the request, not waited for', async () => {
    const proxy = await startProxy(1);
    await proxy.stop();
    const gone = { baseUrl: 'https://models.example.test/v1', proxy: `http://127.0.0.1:${proxy.port}` };
    await expect(listModels({ ...gone, apiKey: null })).rejects.toMatchObject({
      code: 'unreachable',
      message: `The proxy at 127.0.0.1:${proxy.port} does not answer. Check its address in Settings, under Models.`,
    });
  });

  it.each([
    [
      'asks for a password',
      'HTTP/1.1 407 Proxy Authentication Required',
      /asks for a name and a password\. Give them in Settings/,
    ],
    ['does not allow the server', 'HTTP/1.1 403 Forbidden', /not let Tutee through to models\.example\.test/],
    ['does not find the server', 'HTTP/1.1 502 Bad Gateway', /cannot reach models\.example\.test/],
    ['has no name for it', 'HTTP/1.1 503 Service Unavailable', /cannot reach models\.example\.test/],
    ['is a web server', 'HTTP/1.1 405 Method Not Allowed', /is not a proxy\. Check its address in Settings/],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.6', /is not a proxy\. Check its address in Settings/],
    ['hangs up each time', '', /does not answer\. Check its address in Settings/],
  ])('that %s is named, with what to do', async (_name, refusal, expected) => {
    const proxy = await startProxy(1, refusal === '' ? '' : `${refusal}\r\n\r\n`);
    running.push(proxy);
    const way = { baseUrl: 'https://models.example.test/v1', proxy: `http://127.0.0.1:${proxy.port}` };
    await expect(listModels({ ...way, apiKey: null })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(expected) as string,
    });
    // It is not asked again and again.
    expect(proxy.asked.length).toBeLessThan(100);
  });

  it('of the environment is named as such, and its password is not shown', async () => {
    const proxy = await startProxy(1, 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    running.push(proxy);
    vi.stubEnv('HTTPS_PROXY', `http://me:hush-hush@127.0.0.1:${proxy.port}`);
    const failure = await listModels({ baseUrl: 'https://models.example.test/v1', apiKey: null }).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({
      message: expect.stringContaining('does not accept the name and password in HTTPS_PROXY') as string,
    });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('hush-hush');
  });

  it('that is a SOCKS proxy of an older version is said to be no way', async () => {
    vi.stubEnv('HTTPS_PROXY', '');
    vi.stubEnv('ALL_PROXY', 'socks4://127.0.0.1:1080');
    await expect(listModels({ baseUrl: 'https://models.invalid/v1', apiKey: null })).rejects.toMatchObject({
      message: expect.stringContaining('SOCKS proxy of an older version, which Tutee cannot use') as string,
    });
  });

  it.each([
    ['proxy.example.org:3128', 'http://proxy.example.org:3128'],
    [' http://proxy.example.org:3128/ ', 'http://proxy.example.org:3128'],
    ['none', 'none'],
    ['http://me:secret@proxy.example.org', /fields of their own/],
    ['socks5://proxy.example.org:1080', 'socks5://proxy.example.org:1080'],
    ['socks5h://proxy.example.org', 'socks5://proxy.example.org'],
    ['socks://10.0.0.1:9', 'socks5://10.0.0.1:9'],
    ['socks4://proxy.example.org', /those of version 5/],
    ['socks5://', /looks like http/],
    ['ftp://proxy.example.org', /looks like http/],
    ['::::', /looks like http/],
    ['', /looks like http/],
  ])('typed as “%s” is understood, or refused with an example', (typed, expected) => {
    const read = proxySchema.safeParse(typed);
    if (typeof expected === 'string') expect(read.data).toBe(expected);
    else expect(read.error?.issues.map(({ message }) => message).join()).toMatch(expected);
  });

  const far = 'https://api.example.org/v1';
  it.each<[string, string, Record<string, string>, string | null]>([
    ['of the environment', far, { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    ['in lower case first', far, { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:2' }, 'http://q:2'],
    ['without a scheme', far, { https_proxy: 'p:1' }, 'http://p:1'],
    ['for every scheme', far, { ALL_PROXY: 'http://p:1' }, 'http://p:1'],
    ['of SOCKS 5', far, { ALL_PROXY: 'socks5h://p:1' }, 'socks5h://p:1'],
    ['of a kind that cannot be used', far, { ALL_PROXY: 'socks4://p:1' }, null],
    ['for another scheme', far, { HTTP_PROXY: 'http://p:1' }, null],
    ['excepted by host', far, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x, api.example.org' }, null],
    ['excepted by the end of the host', far, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '.example.org' }, null],
    ['excepted by a star', far, { HTTPS_PROXY: 'http://p:1', no_proxy: '*' }, null],
    [
      'excepted for another port',
      far,
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.org:8443' },
      'http://p:1',
    ],
    [
      'excepted for a name that only ends alike',
      far,
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'ple.org' },
      'http://p:1',
    ],
    ['for this machine', 'http://localhost:11434/v1', { HTTP_PROXY: 'http://p:1' }, null],
    [
      'for the own network',
      'http://10.1.2.3:80/v1',
      { HTTP_PROXY: 'http://p:1', NO_PROXY: '10.1.2.3:80' },
      null,
    ],
  ])('%s', (_name, baseUrl, environment, expected) => {
    expect(proxyFor({ baseUrl }, environment)).toBe(expected);
    expect(proxyFor({ baseUrl, proxy: 'none' }, environment)).toBeNull();
  });
});

describe('a SOCKS 5 proxy', () => {
  const through = async (options: SocksOptions, login = '') => {
    const secure = await startSecureServer(list);
    const proxy = await startSocksProxy(secure.port, options);
    running.push(secure, proxy);
    const way = {
      baseUrl: 'https://models.example.test/v1',
      apiKey: null,
      certificates: authority,
      proxy: `socks5://${login}127.0.0.1:${proxy.port}`,
    };
    return { proxy, models: listModels(way) };
  };

  it('is a way to a server, whose name it looks up itself', async () => {
    const { proxy, models } = await through({});
    expect(await models).toEqual(['behind']);
    expect(proxy.asked).toEqual(['models.example.test:443']);
  });

  it('gets the name and the password', async () => {
    const { models } = await through({ login: 'me:p@ss word' }, 'me:p%40ss%20word@');
    expect(await models).toEqual(['behind']);
  });

  it.each([
    [
      'asks for a password',
      { login: 'me:secret' },
      '',
      /asks for a name and a password\. Give them in Settings/,
    ],
    ['does not accept it', { login: 'me:secret' }, 'me:hush-hush@', /does not accept the name and password/],
    ['does not allow the server', { reply: 2 }, '', /not let Tutee through to models\.example\.test/],
    ['does not find the server', { reply: 4 }, '', /cannot reach models\.example\.test/],
  ])('that %s is named, with what to do', async (_name, options, login, expected) => {
    const { models } = await through(options, login);
    const failure = await models.catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(expected) as string,
    });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('hush-hush');
  });

  it('that is gone, or is something else, is named', async () => {
    const proxy = await startSocksProxy(1);
    await proxy.stop();
    const way = { baseUrl: 'https://models.example.test/v1', apiKey: null };
    await expect(listModels({ ...way, proxy: `socks5://127.0.0.1:${proxy.port}` })).rejects.toMatchObject({
      code: 'unreachable',
      message: `The proxy at 127.0.0.1:${proxy.port} does not answer. Check its address in Settings, under Models.`,
    });
    const web = await startProxy(1);
    running.push(web);
    await expect(listModels({ ...way, proxy: `socks5://127.0.0.1:${web.port}` })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('is not a proxy') as string,
    });
  });
});
