import { connect as connectSocket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { keyProtocol, socketProtocol } from '#shared/transport.ts';
import { createFakeApp } from '../../support/fake-app.ts';
import { ask, call, openSession, openSocket, originOf, startTestServer } from '../../support/web-client.ts';

const refused = { ok: false, error: { code: 'unauthorized', fault: 'user' } };

describe('a command', () => {
  it('reaches the app and answers its Result', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const answer = await call(server, await openSession(server));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: { name: 'app.info', input: {} } });
    expect(app.calls).toEqual([{ name: 'app.info', input: {} }]);
  });

  it('is also accepted under the name localhost', async () => {
    const server = await startTestServer();
    const host = `localhost:${server.port}`;
    const answer = await call(server, await openSession(server), {
      headers: { host, origin: `http://${host}` },
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['without a key', { authorization: '' }, 401],
    ['with a wrong key', { authorization: `Bearer ${'a'.repeat(43)}` }, 401],
    ['under a foreign name', { host: 'evil.example' }, 403],
    ['under a name without the port', { host: '127.0.0.1' }, 403],
    ['under a name that begins like ours', { host: '127.0.0.1.evil.example' }, 403],
    ['from a foreign page', { origin: 'http://evil.example' }, 403],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['from localhost to 127.0.0.1', { origin: 'http://localhost' }, 403],
    ['from a page without an origin', { origin: 'null' }, 403],
  ])('%s is refused', async (_case, headers, status) => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const answer = await call(server, await openSession(server), { headers });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject(refused);
    expect(app.calls).toEqual([]);
  });

  it('without an Origin is refused', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const { authorization } = await openSession(server);
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await ask(server, '/api/call', { method: 'POST', headers, body: '{"name":"app.info"}' });
    expect(answer.status).toBe(403);
    expect(app.calls).toEqual([]);
  });

  it.each(['{', '', 'null', '[]', '"app.info"', '{"input":{}}', '\u0000'])(
    'with the body %j is a coded error',
    async (body) => {
      const app = createFakeApp();
      const server = await startTestServer({ app });
      const answer = await call(server, await openSession(server), { body });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      expect(app.calls).toEqual([]);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'sent as %j is a coded error',
    async (type) => {
      const app = createFakeApp();
      const server = await startTestServer({ app });
      const answer = await call(server, await openSession(server), { headers: { 'content-type': type } });
      expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      expect(app.calls).toEqual([]);
    },
  );

  it('larger than any input of the contract is a coded error, one of the largest size passes', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const session = await openSession(server);
    const sized = (bytes: number) =>
      JSON.stringify({ name: 'x', input: '' }).replace('""', `"${'a'.repeat(bytes - 23)}"`);
    const large = await call(server, session, { body: sized(8 * 1024 * 1024 + 1) });
    expect(JSON.parse(large.text)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(app.calls).toEqual([]);
    const largest = await call(server, session, { body: sized(8 * 1024 * 1024 - 100) });
    expect(JSON.parse(largest.text)).toMatchObject({ ok: true });
  });

  it('to a wrong path or by a wrong method does nothing', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const headers = await openSession(server);
    expect((await ask(server, '/api/other', { method: 'POST', headers })).status).toBe(404);
    expect((await ask(server, '/api/call', { method: 'PUT', headers })).status).toBe(404);
    const preflight = await ask(server, '/api/call', {
      method: 'OPTIONS',
      headers: { ...headers, origin: 'http://evil.example' },
    });
    expect(preflight.status).toBe(403);
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(app.calls).toEqual([]);
  });
});

describe('the page', () => {
  it('comes with a strict policy and is never cached', async () => {
    const server = await startTestServer();
    const answer = await ask(server, '/');
    const policy = String(answer.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`);
    expect(policy).not.toContain('unsafe');
    expect(answer.text).toContain(`nonce="${nonce}"`);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const second = await ask(server, '/');
    expect(second.text).not.toContain(nonce ?? 'no nonce at all');
  });

  it('is also served for its routes', async () => {
    const server = await startTestServer();
    const answer = await ask(server, '/memory/all');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<title>Tutee</title>');
  });

  it('serves files with their type, cached as immutable', async () => {
    const server = await startTestServer();
    const answer = await ask(server, '/assets/index-abc123.js');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.text).toBe('export {};');
  });

  it('redirects to its one origin, where its key is stored', async () => {
    const server = await startTestServer();
    const answer = await ask(server, '/memory?a=b', { headers: { host: `localhost:${server.port}` } });
    expect(answer.status).toBe(307);
    expect(answer.headers.location).toBe(`${originOf(server)}/memory?a=b`);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e%5c%2e%2e%5csecret.txt',
    '//secret.txt',
    '/..;/secret.txt',
    '/assets/index-abc123.js%00.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
  ])('does not let %s out', async (path) => {
    const server = await startTestServer();
    const answer = await ask(server, path);
    expect(answer.status).not.toBe(200);
    expect(answer.text).not.toContain('secret');
  });
});

describe('the event socket', () => {
  it('begins with hello, then sends events', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const socket = await openSocket(server, await openSession(server));
    expect(await socket.next()).toEqual({ type: 'hello', epoch: 'epoch-1', seq: 0, reload: true });
    app.events.emit();
    expect(await socket.next()).toMatchObject({ type: 'event', seq: 1 });
  });

  it('takes the key from the subprotocols, and does not echo it', async () => {
    const server = await startTestServer();
    const { authorization = '', origin = '' } = await openSession(server);
    const protocols = [socketProtocol, keyProtocol(authorization.slice('Bearer '.length))];
    const socket = await openSocket(server, { origin }, '', protocols);
    expect(await socket.next()).toMatchObject({ type: 'hello' });
    expect(socket.protocol).toBe(socketProtocol);
  });

  it('sends missed events once and in order after a dropped connection', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const headers = await openSession(server);
    const first = await openSocket(server, headers);
    await first.next();
    app.events.emit();
    await first.next();
    first.close();
    await first.closed;
    app.events.emit();
    app.events.emit();
    const second = await openSocket(server, headers, '?epoch=epoch-1&seq=1');
    const seen = [await second.next(), await second.next(), await second.next()];
    expect(seen.map((frame) => [frame.type, frame.seq])).toEqual([
      ['hello', 1],
      ['event', 2],
      ['event', 3],
    ]);
  });

  it('stops listening when the page is gone', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const headers = await openSession(server);
    const socket = await openSocket(server, headers);
    await socket.next();
    expect(app.events.listeners.size).toBe(1);
    socket.close();
    await socket.closed;
    await expect.poll(() => app.events.listeners.size, { timeout: 30_000 }).toBe(0);
  });

  it.each([
    '?epoch=epoch-1',
    '?epoch=epoch-1&seq=-1',
    '?epoch=epoch-1&seq=1.5',
    '?seq=1',
    `?epoch=${'e'.repeat(65)}&seq=1`,
    '?epoch=e&seq=x',
  ])('treats the malformed position %s as none', async (query) => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const socket = await openSocket(server, await openSession(server), query);
    await socket.next();
    expect(app.events.positions).toEqual([null]);
  });

  it.each([
    ['from a foreign page', { origin: 'http://evil.example' }, '403'],
    ['without an origin', { origin: '' }, '403'],
    ['under a foreign name', { host: 'evil.example' }, '403'],
    ['without a key', { authorization: '' }, '401'],
  ])('is refused %s', async (_case, changes, status) => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const headers: Record<string, string> = {
      ...(await openSession(server)),
      ...changes,
    };
    if (headers['origin'] === '') delete headers['origin'];
    await expect(openSocket(server, headers)).rejects.toThrow(`refused ${status}`);
    expect(app.events.positions).toEqual([]);
  });

  it('closes a socket that does not answer the heartbeat', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app, heartbeatMs: 200 });
    const headers = await openSession(server);
    const living = await openSocket(server, headers);
    await living.next();
    const dead = await deafSocket(server.port, headers);
    await dead.closed;
    await expect.poll(() => app.events.listeners.size, { timeout: 30_000 }).toBe(1);
    app.events.emit();
    expect(await living.next()).toMatchObject({ type: 'event', seq: 1 });
  });

  it('closes a socket with too large a backlog, which can reconnect to what it missed', async () => {
    const app = createFakeApp();
    const server = await startTestServer({ app });
    const headers = await openSession(server);
    const stuck = await deafSocket(server.port, headers);
    stuck.pause();
    for (let sent = 0; sent < 64 && app.events.listeners.size > 0; sent += 1) {
      app.events.emit('a'.repeat(1024 * 1024));
      // Lets the server notice the backlog.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(app.events.listeners.size).toBe(0);
    const back = await openSocket(server, headers, '?epoch=epoch-1&seq=1');
    expect(await back.next()).toMatchObject({ type: 'hello', seq: 1 });
    expect(await back.next()).toMatchObject({ type: 'event', seq: 2 });
  });

  it('closes a socket that sends too much', async () => {
    const server = await startTestServer();
    const headers = await openSession(server);
    const flooder = await deafSocket(server.port, headers);
    // The header of a text frame of one MiB.
    flooder.write(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 16, 0, 0, 1, 2, 3, 4]));
    await flooder.closed;
  });
});

describe('closing', () => {
  it('ends open sockets and unanswered commands', async () => {
    const app = createFakeApp({ dispatch: () => new Promise(() => undefined) });
    const server = await startTestServer({ app });
    const session = await openSession(server);
    const socket = await openSocket(server, session);
    const pending = call(server, session).catch(() => 'cut off');
    await expect.poll(() => app.calls.length, { timeout: 30_000 }).toBe(1);
    await server.close();
    await socket.closed;
    expect(await pending).toBe('cut off');
    await server.close();
  });

  it('says so when the port is taken', async () => {
    const server = await startTestServer();
    await expect(startTestServer({ port: server.port })).rejects.toMatchObject({ code: 'bad_setting' });
  });
});

/** A raw connection that completes the handshake and then never answers. */
async function deafSocket(port: number, headers: Record<string, string>) {
  const socket = connectSocket(port, '127.0.0.1');
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.write(
    `GET /api/events HTTP/1.1\r\n${lines.join('')}Connection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGVzdHRlc3R0ZXN0dGVzdA==\r\n\r\n',
  );
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.resume();
  return { closed, write: (bytes: Buffer) => socket.write(bytes), pause: () => socket.pause() };
}
