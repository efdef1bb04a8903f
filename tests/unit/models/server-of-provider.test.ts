import { describe, expect, it } from 'vitest';
import { serverOfProvider } from '#main/models/directory/server-of-provider.ts';
import { providerAt } from '#shared/models/presets.ts';

const proxy = 'socks5://proxy.example.test:1080';
const given = { ...providerAt('https://models.example.test/v1', []), proxy, proxyUser: 'a:da' };
const keys = { 'socks5://proxy.example.test:1080 a:da': 'p@ss/word' };
const secrets = {
  key: () => Promise.resolve(null),
  proxyPassword: (at: string, user: string) =>
    Promise.resolve((keys as Readonly<Record<string, string>>)[`${at} ${user}`] ?? null),
};

describe('the server of a provider', () => {
  it('is reached through its proxy with the name and the password kept for that', async () => {
    const { proxy: used = '' } = await serverOfProvider(given, secrets);
    const url = new URL(used);
    expect(url.host).toBe('proxy.example.test:1080');
    expect([url.username, url.password].map(decodeURIComponent)).toEqual(['a:da', 'p@ss/word']);
  });

  it('gives another proxy no password of the first', async () => {
    const other = { ...given, proxy: 'http://other.example.test:3128' };
    expect((await serverOfProvider(other, secrets)).proxy).toBe('http://other.example.test:3128');
  });

  it('has no login without a name', async () => {
    expect((await serverOfProvider({ ...given, proxyUser: null }, secrets)).proxy).toBe(proxy);
  });
});
