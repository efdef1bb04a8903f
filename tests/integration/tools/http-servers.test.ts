/** Servers at an address, good and bad. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { McpSession } from '#main/tool-servers/mcp/mcp-session.ts';
import { McpWorkbench } from '#main/tool-servers/mcp/mcp-workbench.ts';
import type { McpWorkbenchOptions } from '#main/tool-servers/mcp/mcp-workbench.ts';
import { TestApp } from '../../support/app.ts';
import { HttpToolServer } from '../../support/tool-servers/http-tool-server.ts';

function adder(): McpServer {
  const server = new McpServer({ name: 'adder', version: '1' });
  server.registerTool(
    'add',
    { description: 'Adds.', inputSchema: z.object({ a: z.number(), b: z.number() }) },
    ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }),
  );
  return server;
}

async function serve(...parameters: Parameters<typeof HttpToolServer.start>): Promise<HttpToolServer> {
  const server = await HttpToolServer.start(...parameters);
  onTestFinished(() => server.stop());
  return server;
}

function bench(url: string, options: Partial<McpWorkbenchOptions> = {}): McpWorkbench {
  const made = new McpWorkbench({ server: { url, headers: { 'x-key': 'k' } }, ...options });
  onTestFinished(() => made.stop());
  return made;
}

it('is asked with its headers', async () => {
  const server = await serve(adder);
  expect((await bench(server.url).tools()).map(({ name }) => name)).toEqual(['add']);
  expect(await bench(server.url).callTool('add', { a: 1, b: 2 })).toEqual({ content: '3', isError: false });
  expect(new Set(server.headers.map((headers) => headers['x-key']))).toEqual(new Set(['k']));
});

it('that sends its callers to another address is not followed', async () => {
  const other = await serve(adder);
  const server = await serve(
    adder,
    () => new Response(null, { status: 307, headers: { location: other.url } }),
  );
  await expect(bench(server.url).start()).rejects.toThrow(/could not be reached/);
  expect(other.headers).toEqual([]);
});

it('that wants a key, does not exist or is a web page is named', async () => {
  const locked = await serve(adder, () => new Response('No key.', { status: 401 }));
  await expect(bench(locked.url).start()).rejects.toThrow(/could not be reached as a server/);
  const page = await serve(
    adder,
    () => new Response('<html>Hello</html>', { headers: { 'content-type': 'text/html' } }),
  );
  await expect(bench(page.url).start()).rejects.toThrow(/could not be reached as a server/);
  const gone = await HttpToolServer.start(adder);
  await gone.stop();
  await expect(bench(gone.url).start()).rejects.toThrow(/could not be reached as a server/);
});

it('that sends without end is stopped', async () => {
  const endless = () => {
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000_000).fill(120)),
    });
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  };
  const server = await serve(adder, endless);
  const limits = { messageBytes: 3_000_000, connectMs: 20_000 };
  await expect(bench(server.url, { limits }).start()).rejects.toThrow(/could not be reached|get ready/);
});

it('that does not answer is given up', async () => {
  const server = await serve(
    adder,
    () => new Response(new ReadableStream({}), { headers: { 'content-type': 'application/json' } }),
  );
  await expect(bench(server.url, { limits: { connectMs: 300 } }).start()).rejects.toThrow(
    /did not get ready/,
  );
});

it('is reached the way that requests of the app go, as through a proxy', async () => {
  const server = await serve(adder);
  const asked: string[] = [];
  const session = await McpSession.connect({
    address: { type: 'http', url: 'http://tools.example.test/mcp', headers: {} },
    client: { name: 'test', version: '1' },
    fetchFor: (url) => {
      asked.push(url);
      return Promise.resolve((_input, init) => fetch(server.url, init));
    },
  });
  onTestFinished(() => session.close());
  expect(await session.callTool('add', { a: 1, b: 2 })).toEqual({ content: '3', isError: false });
  expect(asked).toEqual(['http://tools.example.test/mcp']);
});

it.skipIf(process.platform === 'win32')('of another program is found, and not once it is added', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tutee-home-'));
  mkdirSync(join(home, '.cursor'));
  const servers = { far: { url: 'http://127.0.0.1:9/mcp', headers: { authorization: 'k' } } };
  writeFileSync(join(home, '.cursor', 'mcp.json'), JSON.stringify({ mcpServers: servers }));
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CONFIG_HOME', undefined);
  const app = await TestApp.start();
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await app.stop();
    rmSync(home, { recursive: true, force: true });
  });
  const { found } = await app.call('tools.find', {});
  expect(found.map(({ program, drafts }) => [program, drafts])).toEqual([
    [
      'Cursor',
      [{ name: 'far', transport: { type: 'http', url: servers.far.url }, secrets: servers.far.headers }],
    ],
  ]);
  const [draft] = found[0]?.drafts ?? [];
  if (draft !== undefined) await app.call('tools.add', draft);
  expect((await app.call('tools.find', {})).found).toEqual([]);
});
