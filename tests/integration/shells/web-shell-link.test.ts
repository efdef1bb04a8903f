import { describe, expect, it } from 'vitest';
import { ask, call, openSession, originOf, startTestServer } from '../../support/web-client.ts';

const refused = { ok: false, error: { code: 'unauthorized', fault: 'user' } };

describe('the one-time link', () => {
  const json = { accept: 'application/json' };
  const path = (server: { openUrl: string }) =>
    new URL(server.openUrl).pathname + new URL(server.openUrl).search;

  it('gives a program the headers for later requests, once', async () => {
    const server = await startTestServer();
    expect(server.openUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]{43}$/);
    const answer = await ask(server, path(server), { headers: json });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-store');
    const { headers } = JSON.parse(answer.text) as { headers: Record<string, string> };
    expect(headers).toEqual({
      authorization: expect.stringMatching(/^Bearer [\w-]{43}$/) as string,
      origin: originOf(server),
    });
    expect((await call(server, headers)).status).toBe(200);
    const again = await ask(server, path(server), { headers: { ...json, ...headers } });
    expect(again.status).toBe(403);
    expect(JSON.parse(again.text)).toMatchObject(refused);
  });

  it('gives a browser the page, whose own request uses the token', async () => {
    const server = await startTestServer();
    const first = await ask(server, path(server), { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(first.status).toBe(200);
    expect(first.text).toContain('<title>Tutee</title>');
    expect(first.headers['referrer-policy']).toBe('no-referrer');
    expect(first.headers['cache-control']).toBe('no-store');
    await openSession(server);
    const second = await ask(server, path(server), { headers: { accept: 'text/html' } });
    expect(second.status).toBe(403);
    // The browser may already have a key; the page uses it, or says how to get one.
    expect(second.text).toContain('<title>Tutee</title>');
  });

  it.each(['', '?token=', '?token=wrong', '?token=__proto__', `?token=${'a'.repeat(43)}`])(
    'refuses %j',
    async (query) => {
      const server = await startTestServer();
      expect((await ask(server, `/open${query}`, { headers: json })).status).toBe(403);
      expect((await ask(server, `/open${query}`)).status).toBe(403);
      expect(await openSession(server)).toHaveProperty('authorization');
    },
  );

  it('is not used up by HEAD or a preview', async () => {
    const server = await startTestServer();
    await ask(server, path(server), { method: 'HEAD', headers: json });
    await ask(server, path(server), { headers: { 'sec-purpose': 'prefetch;prerender' } });
    await ask(server, path(server));
    expect(await openSession(server)).toHaveProperty('authorization');
  });

  it('is replaced by a new one after its use, and stays valid until then', async () => {
    const offered: string[] = [];
    const offerLink = async (url: string) => {
      offered.push(url);
      return 'browser' as const;
    };
    const server = await startTestServer({ offerLink });
    const newLink = () => ask(server, '/new-link', { method: 'POST', headers: { origin: originOf(server) } });
    const answer = await newLink();
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: 'browser' });
    expect(answer.text).not.toContain('token');
    await openSession(server);
    await newLink();
    await newLink();
    expect(offered[0]).toBe(server.openUrl);
    expect(offered[1]).not.toBe(server.openUrl);
    expect(offered[2]).toBe(offered[1]);
    expect(await openSession({ ...server, openUrl: offered[2] ?? '' })).toHaveProperty('authorization');
  });
});
