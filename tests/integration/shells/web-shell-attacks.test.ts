/** Attacks on the browser shell by other programs, other users and other pages on this machine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyProtocol, socketProtocol } from '#shared/transport.ts';
import { createFakeApp } from '../../support/fake-app.ts';
import { rawRequest, sendRaw, statusesIn } from '../../support/servers/raw-request.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import {
  ask,
  call,
  openSession,
  openSocket,
  originOf,
  startTestServer,
  type SessionHeaders,
} from '../../support/web-client.ts';

const fileId = '00000000-0000-7000-8000-000000000009';
const secret = 'what Tutee remembers';
const command = '{"name":"app.info","input":{}}';

/** A server with data to steal, and a session. */
async function attacked() {
  const path = join(temporaryFolder(), 'export');
  writeFileSync(path, secret);
  const app = createFakeApp({ file: (id) => (id === fileId ? { name: 'memories.json', path } : null) });
  const server = await startTestServer({ app });
  const session = await openSession(server);
  const host = `Host: 127.0.0.1:${server.port}`;
  const { authorization = '', origin = '' } = session;
  return { app, server, session, key: authorization.slice('Bearer '.length), origin, host };
}

type Attacked = Awaited<ReturnType<typeof attacked>>;

/** No command was executed, no socket is open, nothing leaked. */
function expectUntouched({ app, key }: Attacked, said: string): void {
  expect(app.calls).toEqual([]);
  expect(app.events.positions).toEqual([]);
  expect(said).not.toContain(secret);
  expect(said).not.toContain(key);
}

describe('the key', () => {
  it.each<[string, (target: Attacked) => SessionHeaders]>([
    ['in a cookie', ({ key, server }) => ({ cookie: `tutee_session_${server.port}=${key}; key=${key}` })],
    ['without its scheme', ({ key }) => ({ authorization: key })],
    ['by another scheme', ({ key }) => ({ authorization: `Basic ${key}` })],
    ['with something after it', ({ key }) => ({ authorization: `Bearer ${key}a` })],
    ['but for its last character', ({ key }) => ({ authorization: `Bearer ${key.slice(0, -1)}` })],
    ['in capitals', ({ key }) => ({ authorization: `Bearer ${key.toUpperCase()}` })],
    ['twice in one header', ({ key }) => ({ authorization: `Bearer ${key}, Bearer ${key}` })],
    ['that is empty', () => ({ authorization: 'Bearer ' })],
    [
      'that is the token',
      ({ server }) => ({ authorization: `Bearer ${new URL(server.openUrl).searchParams.get('token')}` }),
    ],
    ['of another process', () => ({ authorization: `Bearer ${'A'.repeat(43)}` })],
    ['as a subprotocol of a plain request', ({ key }) => ({ 'sec-websocket-protocol': keyProtocol(key) })],
  ])('%s does not authorise', async (_case, headersOf) => {
    const target = await attacked();
    const { server, origin } = target;
    const headers = { origin, ...headersOf(target) };
    const asked = await call(server, headers);
    const file = await ask(server, `/api/files/${fileId}`, { headers });
    expect([asked.status, file.status]).toEqual([401, 401]);
    expectUntouched(target, asked.text + file.text);
  });

  it('in the URL or the body does not authorise', async () => {
    const target = await attacked();
    const { server, key, origin } = target;
    const file = await ask(server, `/api/files/${fileId}?key=${key}&authorization=Bearer%20${key}`);
    const body = JSON.stringify({ name: 'app.info', input: {}, authorization: `Bearer ${key}` });
    const asked = await call(server, { origin }, { body });
    expect([asked.status, file.status]).toEqual([401, 401]);
    expect(target.app.calls).toEqual([]);
    expect(file.text).not.toContain(secret);
  });

  it('is checked before the body is read', async () => {
    const target = await attacked();
    const { server, origin, host } = target;
    const headers = [
      host,
      `Origin: ${origin}`,
      'Content-Type: application/json',
      'Content-Length: 9000000000',
    ];
    const said = await sendRaw(server.port, rawRequest('POST /api/call HTTP/1.1', headers, '{'));
    expect(statusesIn(said)).toEqual([401]);
    expectUntouched(target, said);
  });
});

describe('a request that is not what it seems', () => {
  it.each([
    '/api/call',
    '//api/call',
    '/api//call',
    '/./api/call',
    '/x/../api/call',
    '/api/../api/call',
    '/%61pi/call',
    '/api%2fcall',
    '/api/call/',
    '/api/call;x',
    '/api/call?x',
    '/api/call%00',
    '/API/call',
    '/open/../api/call',
    '/new-link/../api/call',
    'http://127.0.0.1/api/call',
    'http://evil.example/api/call',
    '*',
  ])('to %s does nothing without the key', async (path) => {
    const target = await attacked();
    const { server, origin, host } = target;
    const headers = [host, `Origin: ${origin}`, 'Content-Type: application/json', 'Connection: close'];
    const said = await sendRaw(server.port, rawRequest(`POST ${path} HTTP/1.1`, headers, command));
    expect(statusesIn(said).filter((status) => status < 400)).toEqual([]);
    expectUntouched(target, said);
  });

  it.each([
    `/api/files/${fileId}`,
    `//api/files/${fileId}`,
    `/api/../api/files/${fileId}`,
    `/%61pi/files/${fileId}`,
    `/API/files/${fileId}`,
    `/open/../api/files/${fileId}`,
    `http://127.0.0.1/api/files/${fileId}`,
  ])('for %s gives no file without the key', async (path) => {
    const target = await attacked();
    const headers = [target.host, 'Connection: close'];
    const said = await sendRaw(target.server.port, rawRequest(`GET ${path} HTTP/1.1`, headers));
    expectUntouched(target, said);
  });

  it.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'CONNECT', 'GET', 'PROPFIND'])(
    'by %s does nothing without the key',
    async (method) => {
      const target = await attacked();
      const headers = [target.host, `Origin: ${target.origin}`, 'Connection: close'];
      for (const path of ['/api/call', `/api/files/${fileId}`]) {
        const said = await sendRaw(target.server.port, rawRequest(`${method} ${path} HTTP/1.1`, headers));
        expect(statusesIn(said).filter((status) => status < 400)).toEqual([]);
        expect(said.toLowerCase()).not.toContain('access-control-');
        expectUntouched(target, said);
      }
    },
  );

  it.each([
    ['host', (own: string) => [`Host: ${own}`, 'Host: evil.example']],
    ['host, the other way round', (own: string) => ['Host: evil.example', `Host: ${own}`]],
    ['origin', (own: string) => [`Host: ${own}`, `Origin: http://${own}`, 'Origin: http://evil.example']],
    ['key', (own: string) => [`Host: ${own}`, `Origin: http://${own}`, 'Authorization: Bearer x']],
  ])('with two headers %s is refused, even with the key', async (_case, contradicting) => {
    const target = await attacked();
    const { server, session } = target;
    const own = `127.0.0.1:${server.port}`;
    const headers = [
      ...contradicting(own),
      `Authorization: ${session['authorization']}`,
      'Content-Type: application/json',
      'Connection: close',
    ];
    const said = await sendRaw(server.port, rawRequest('POST /api/call HTTP/1.1', headers, command));
    expect(statusesIn(said).every((status) => status === 400 || status === 403)).toBe(true);
    expectUntouched(target, said);
  });

  it.each([
    ['two lengths', ['Content-Length: 5', 'Content-Length: 30']],
    ['a length and chunks', ['Content-Length: 30', 'Transfer-Encoding: chunked']],
    ['chunks that are none', ['Transfer-Encoding: xchunked']],
    ['a space before the colon', ['Content-Length : 30']],
    ['a folded line', ['X-A: a', ' Transfer-Encoding: chunked', 'Content-Length: 30']],
  ])('with %s is refused, even with the key', async (_case, smuggling) => {
    const target = await attacked();
    const { server, session, host, origin } = target;
    const headers = [host, `Origin: ${origin}`, `Authorization: ${session['authorization']}`, ...smuggling];
    const said = await sendRaw(server.port, rawRequest('POST /api/call HTTP/1.1', headers, command));
    expect(statusesIn(said)).toEqual([400]);
    expectUntouched(target, said);
  });

  it('does not authorise the next request on the same connection', async () => {
    const target = await attacked();
    const { server, session, host, origin, app } = target;
    const headers = [host, `Origin: ${origin}`, 'Content-Type: application/json'];
    const allowed = [...headers, `Authorization: ${session['authorization']}`];
    const first = rawRequest('POST /api/call HTTP/1.1', allowed, command);
    const second = rawRequest('POST /api/call HTTP/1.1', [...headers, 'Connection: close'], command);
    expect(statusesIn(await sendRaw(server.port, first + second))).toEqual([200, 401]);
    expect(app.calls).toHaveLength(1);
  });

  it.each([
    ['without a Host', []],
    ['with a foreign Host', ['Host: evil.example']],
  ])('of HTTP/1.0 %s is refused', async (_case, headers) => {
    const target = await attacked();
    const said = await sendRaw(target.server.port, rawRequest('GET / HTTP/1.0', headers));
    expect(statusesIn(said)).toEqual([403]);
    expectUntouched(target, said);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1', '[::1]', '0.0.0.0', '127.1', '127.0.0.1.'])(
    'under the name %s is refused, the page included',
    async (name) => {
      const target = await attacked();
      const { server, session } = target;
      const host = name === '127.0.0.1' ? name : `${name}:${server.port}`;
      for (const path of ['/', '/open?token=x', `/api/files/${fileId}`]) {
        const answer = await ask(server, path, { headers: { ...session, host, origin: `http://${host}` } });
        expect(answer.status).toBe(403);
        expectUntouched(target, answer.text);
      }
    },
  );
});

describe('a foreign page', () => {
  it.each([
    ['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a script', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }],
    ['a frame', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['a fetch', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ])('cannot load %s', async (_case, headers) => {
    const target = await attacked();
    for (const path of [
      '/',
      '/assets/index-abc123.js',
      target.server.openUrl.slice(originOf(target.server).length),
    ]) {
      const answer = await ask(target.server, path, { headers });
      expect(answer.status).toBe(403);
      expectUntouched(target, answer.text);
    }
  });

  it('may link here', async () => {
    const { server } = await attacked();
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await ask(server, '/', { headers })).status).toBe(200);
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=a', 'text/plain'])(
    'cannot send a form of the type %s',
    async (type) => {
      const target = await attacked();
      const headers = {
        origin: 'http://127.0.0.1:1',
        'content-type': type,
        'sec-fetch-site': 'same-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      };
      for (const path of ['/api/call', '/new-link']) {
        const answer = await ask(target.server, path, { method: 'POST', headers, body: command });
        expect(answer.status).toBe(403);
        expectUntouched(target, answer.text);
      }
    },
  );

  it('gets a page that explains the refusal of a foreign host, and programs get JSON', async () => {
    const { server } = await attacked();
    const host = `evil.example:${server.port}`;
    const page = await ask(server, '/', { headers: { host, accept: 'text/html' } });
    expect(page.text).toContain('<h1>Tutee did not let this in</h1>');
    expect(page.text).toContain(`${originOf(server)}/`);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(JSON.parse((await ask(server, '/', { headers: { host } })).text)).toMatchObject({ ok: false });
  });
});

describe('a socket', () => {
  it.each<[string, (target: Attacked) => { protocols?: string[]; query?: string; headers?: SessionHeaders }]>(
    [
      ['without a key', () => ({})],
      ['with our subprotocol alone', () => ({ protocols: [socketProtocol] })],
      ['with a wrong key', () => ({ protocols: [socketProtocol, keyProtocol('A'.repeat(43))] })],
      [
        'with an empty key',
        ({ server }) => ({
          headers: {
            'sec-websocket-protocol': `${socketProtocol}, tutee.key.`,
            host: `127.0.0.1:${server.port}`,
          },
        }),
      ],
      ['with the key as its protocol', ({ key }) => ({ protocols: [key] })],
      ['with the key in its address', ({ key }) => ({ query: `?key=${key}&token=${key}` })],
      ['with the key in a cookie', ({ key }) => ({ headers: { cookie: `key=${key}` } })],
    ],
  )('%s gets no handshake', async (_case, offer) => {
    const target = await attacked();
    const { protocols = [], query = '', headers = {} } = offer(target);
    const opening = openSocket(target.server, { origin: target.origin, ...headers }, query, protocols);
    await expect(opening).rejects.toThrow('refused 401');
    expectUntouched(target, '');
  });

  it.each(['http://127.0.0.1:1', 'http://localhost', 'null', 'http://evil.example', 'file://'])(
    'from %s gets no handshake, even with the key',
    async (origin) => {
      const target = await attacked();
      const opening = openSocket(target.server, { ...target.session, origin });
      await expect(opening).rejects.toThrow('refused 403');
      expectUntouched(target, '');
    },
  );

  it('that sends the key after the request is rejected', async () => {
    const target = await attacked();
    const { server, host, origin, key } = target;
    const headers = [host, `Origin: ${origin}`, 'Connection: Upgrade', 'Upgrade: websocket'];
    const shake = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGVzdHRlc3R0ZXN0dGVzdA=='];
    const request = rawRequest('GET /api/events HTTP/1.1', [...headers, ...shake]);
    const said = await sendRaw(server.port, `${request}\u0081\u002b${key}`);
    expect(statusesIn(said)).toEqual([401]);
    expectUntouched(target, said);
  });
});

describe('a slow client', () => {
  const timeouts = { headersMs: 200, requestMs: 400, checkEveryMs: 50 };

  it.each([
    ['says nothing', ''],
    ['begins a request and goes no further', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: '],
    ['announces a body and sends none', null],
  ])('that %s is disconnected', async (_case, bytes) => {
    const server = await startTestServer({ timeouts });
    const { authorization, origin } = await openSession(server);
    const headers = [
      `Host: 127.0.0.1:${server.port}`,
      `Origin: ${origin}`,
      `Authorization: ${authorization}`,
    ];
    const lines = [...headers, 'Content-Type: application/json', 'Content-Length: 30'];
    // Without the disconnect this would not end.
    const said = await sendRaw(server.port, bytes ?? rawRequest('POST /api/call HTTP/1.1', lines, '{'));
    expect(statusesIn(said).filter((status) => status < 400)).toEqual([]);
  });

  it('that sends headers without end is disconnected', async () => {
    const { server, host } = await attacked();
    const said = await sendRaw(
      server.port,
      rawRequest('GET / HTTP/1.1', [host, `X-A: ${'a'.repeat(100_000)}`]),
    );
    expect(statusesIn(said)).toEqual([431]);
  });
});
