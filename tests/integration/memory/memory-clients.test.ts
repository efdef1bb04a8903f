/** Other programs at the memory: through MCP over HTTP in both revisions, and by standard input and output. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CommandInput } from '#shared/contract/commands.ts';
import { TestApp } from '../../support/app.ts';

/** Both revisions are spoken: that of 2026-07-28, and that of 2025-11-25, which most programs still speak. */
const eras = ['2026-07-28', 'legacy'] as const;
type Era = (typeof eras)[number];

let app: TestApp;
let url: string;

beforeAll(async () => {
  app = await TestApp.start({
    mcpCommand: { command: process.execPath, args: [join(import.meta.dirname, '../../../src-main/mcp.ts')] },
  });
  url = await switchedOn(app);
});
afterAll(() => app.stop());

async function switchedOn(served: TestApp): Promise<string> {
  await served.call('settings.update', { changes: { memoryServer: true } });
  const event = await served.event(({ name, payload }) => name === 'clients-changed' && payload.url !== null);
  return event.name === 'clients-changed' ? (event.payload.url ?? '') : '';
}

let made = 0;
async function added(input: Partial<CommandInput<'clients.add'>> = {}) {
  made += 1;
  return app.call('clients.add', { name: `Program ${made}`, ...input });
}

interface Connecting {
  readonly key: string;
  readonly era?: Era;
  /** What the user answers when asked; absent: the program cannot ask. */
  readonly user?: 'yes' | 'no';
}

function mcpClient({ era = '2026-07-28', user }: Omit<Connecting, 'key'>): Client {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: user === undefined ? {} : { elicitation: { form: {} } },
      versionNegotiation: { mode: era === 'legacy' ? 'legacy' : { pin: era } },
    },
  );
  if (user !== undefined)
    client.setRequestHandler('elicitation/create', () =>
      user === 'yes'
        ? { action: 'accept' as const, content: { forget: true } }
        : { action: 'decline' as const },
    );
  onTestFinished(() => client.close());
  return client;
}

async function connected({ key, ...how }: Connecting): Promise<Client> {
  const client = mcpClient(how);
  const headers = { authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

async function connectedByStdio(key: string, how: Omit<Connecting, 'key'>): Promise<Client> {
  const { stdio } = await app.call('clients.state', {});
  if (stdio === null) throw new Error('Nothing starts the connection.');
  const client = mcpClient(how);
  const env = { TUTEE_MCP_URL: url, TUTEE_MCP_KEY: key };
  await client.connect(new StdioClientTransport({ ...stdio, env }));
  return client;
}

async function teach(
  text: string,
  changes: CommandInput<'memories.update'>['changes'] = {},
): Promise<string> {
  const { memory } = await app.call('memories.teach', { text });
  if (Object.keys(changes).length > 0)
    await app.call('memories.update', { target: { ids: [memory.id] }, changes });
  return memory.id;
}

/** How the SDK's client tells of a key that is turned down. */
const turnedDown = /401|Unauthorized|not one of Tutee/i;

const textOf = (result: Awaited<ReturnType<Client['callTool']>>): string =>
  result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');

describe.each(eras)('a program that speaks %s', (era) => {
  it('sees the tools, recalls by meaning, and leaves a receipt', async () => {
    const { client: registered, key } = await added();
    const id = await teach(`My sister Ana lives in Porto (${era}).`);
    const client = await connected({ key, era });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'correct_memory',
      'forget_memory',
      'list_memories',
      'recall_memories',
      'teach_memory',
    ]);
    const result = await client.callTool({
      name: 'recall_memories',
      arguments: { request: 'Where does my sister live?' },
    });
    expect(JSON.stringify(result.structuredContent)).toContain(id);
    const { calls } = await app.call('clients.calls', { clientId: registered.id });
    expect(calls).toMatchObject([
      {
        tool: 'recall_memories',
        outcome: 'done',
        text: 'Where does my sister live?',
        clientId: registered.id,
      },
    ]);
    expect(calls[0]?.memoryIds).toContain(id);
    const { memory } = await app.call('memories.get', { id });
    expect(memory.useCount).toBe(1);
  });

  it('teaches into Review, and what it taught is used once the user approves it', async () => {
    const { client: registered, key } = await added();
    const client = await connected({ key, era });
    const text = `I keep the spare key under the blue pot (${era}).`;
    const result = await client.callTool({ name: 'teach_memory', arguments: { text } });
    expect(result.structuredContent).toMatchObject({ status: 'waits_for_review', memory: { text } });
    const again = await client.callTool({ name: 'teach_memory', arguments: { text } });
    expect(again.structuredContent).toMatchObject({ status: 'already_known' });
    const { items } = await app.call('memories.review', {});
    const waiting = items.find(({ memory }) => memory.text === text);
    expect(waiting?.memory).toMatchObject({
      source: { origin: 'client' },
      tags: [registered.name.toLowerCase()],
    });
    await app.call('memories.approve', { target: { ids: [waiting?.memory.id ?? ''] } });
    const found = await client.callTool({ name: 'list_memories', arguments: { query: 'spare key' } });
    expect(textOf(found)).toContain(text);
  });

  it('forgets only what the user agrees to', async () => {
    const { key } = await added();
    const id = await teach(`My locker has number ${era.length + made}.`);
    const asked = { name: 'forget_memory', arguments: { id } };
    const mute = await connected({ key, era });
    expect(textOf(await mute.callTool(asked))).toMatch(/cannot ask the user/);
    if (era === 'legacy') return;
    const refused = await connected({ key, era, user: 'no' });
    expect(await refused.callTool(asked)).toMatchObject({ isError: true });
    expect((await app.call('memories.get', { id })).memory.status).toBe('active');
    const agreed = await connected({ key, era, user: 'yes' });
    expect((await agreed.callTool(asked)).structuredContent).toMatchObject({ status: 'forgotten' });
    expect((await app.call('memories.get', { id })).memory.status).toBe('forgotten');
  });
});

describe('a program', () => {
  it('never sees what is private, and cannot tell it from what does not exist', async () => {
    const { key } = await added({ teaching: 'allowed' });
    const id = await teach('My therapist is called Doctor Quill.', { private: true });
    const client = await connected({ key });
    const seen = [
      await client.callTool({
        name: 'recall_memories',
        arguments: { request: 'What is my therapist called?' },
      }),
      await client.callTool({ name: 'list_memories', arguments: { query: 'therapist Quill' } }),
    ];
    expect(seen.map(textOf).join()).not.toContain('Quill');
    for (const [name, args] of [
      ['forget_memory', { id }],
      ['correct_memory', { id, text: 'My therapist is called Doctor Ink.' }],
    ] as const) {
      const unknown = { ...args, id: '01a22ce2-0254-7510-8000-000000000000' };
      const toPrivate = await client.callTool({ name, arguments: args });
      const toNothing = await client.callTool({ name, arguments: unknown });
      expect(toPrivate.isError).toBe(true);
      expect(textOf(toPrivate)).toBe(textOf(toNothing));
    }
    expect((await app.call('memories.get', { id })).memory.status).toBe('active');
  });

  it('of a project reads what applies everywhere and there, and teaches there', async () => {
    const { project } = await app.call('projects.create', { name: 'Boat' });
    const { project: other } = await app.call('projects.create', { name: 'Novel' });
    const scope = { type: 'project', id: project.id } as const;
    await app.call('memories.teach', { text: 'The boat is painted green.', scope });
    await app.call('memories.teach', {
      text: 'The heroine of the novel is called Mara.',
      scope: { type: 'project', id: other.id },
    });
    const { key } = await added({ scope, teaching: 'allowed' });
    const client = await connected({ key });
    const taught = await client.callTool({
      name: 'teach_memory',
      arguments: { text: 'The mast of the boat is nine metres high.' },
    });
    expect(taught.structuredContent).toMatchObject({ status: 'stored' });
    const { items } = await app.call('memories.list', { scopes: [scope] });
    expect(items.map(({ text }) => text)).toContain('The mast of the boat is nine metres high.');
    const listed = textOf(await client.callTool({ name: 'list_memories', arguments: { limit: 100 } }));
    expect(listed).toContain('painted green');
    expect(listed).not.toContain('Mara');
  });

  it('corrects at once where the user allows it, and it can be undone', async () => {
    const { key } = await added({ teaching: 'allowed' });
    const id = await teach('My accountant is called Bruno.');
    const client = await connected({ key });
    const result = await client.callTool({
      name: 'correct_memory',
      arguments: { id, text: 'My accountant is called Breno.' },
    });
    expect(result.structuredContent).toMatchObject({
      status: 'stored',
      memory: { text: 'My accountant is called Breno.' },
    });
    expect((await app.call('memories.get', { id })).memory.status).toBe('superseded');
    const { events } = await app.call('memories.history', { id });
    await app.call('memories.undo', { changeId: events[0]?.changeId ?? '' });
    expect((await app.call('memories.get', { id })).memory.status).toBe('active');
  });

  it('that may only read changes nothing, and is told so', async () => {
    const { client: registered, key } = await added({ teaching: 'never' });
    const id = await teach('My dentist is called Vera.');
    const client = await connected({ key, user: 'yes' });
    for (const [name, args] of [
      ['teach_memory', { text: 'I like pears.' }],
      ['correct_memory', { id, text: 'My dentist is called Nora.' }],
      ['forget_memory', { id }],
    ] as const) {
      const result = await client.callTool({ name, arguments: args });
      expect([name, result.isError, textOf(result)]).toEqual([
        name,
        true,
        expect.stringMatching(/read memories only/),
      ]);
    }
    expect((await app.call('memories.get', { id })).memory).toMatchObject({
      status: 'active',
      text: 'My dentist is called Vera.',
    });
    const { calls } = await app.call('clients.calls', { clientId: registered.id });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
  });

  it('gets a clear answer to wrong arguments', async () => {
    const { key } = await added();
    const client = await connected({ key });
    const wrong = [
      { name: 'recall_memories', arguments: { request: '' } },
      { name: 'recall_memories', arguments: { request: 'x'.repeat(100_000) } },
      { name: 'list_memories', arguments: { limit: 100_000 } },
      { name: 'correct_memory', arguments: { id: '../tutee.db', text: 'No.' } },
    ];
    for (const call of wrong) {
      const result = await client.callTool(call).catch((thrown: unknown) => ({
        isError: true,
        content: [{ type: 'text' as const, text: String(thrown) }],
      }));
      expect([call.name, result.isError]).toEqual([call.name, true]);
    }
  });

  it('with a key that was renewed or removed is refused', async () => {
    const { client: registered, key } = await added();
    const { key: renewed } = await app.call('clients.renewKey', { id: registered.id });
    await expect(connected({ key })).rejects.toThrow(turnedDown);
    await expect(connected({ key: renewed })).resolves.toBeDefined();
    await app.call('clients.remove', { id: registered.id });
    await expect(connected({ key: renewed })).rejects.toThrow(turnedDown);
  });

  it('is renamed, and no two have one name', async () => {
    const { client } = await added({ name: 'Editor' });
    const renamed = await app.call('clients.update', { id: client.id, name: 'Écran', teaching: 'never' });
    expect(renamed.client).toMatchObject({ name: 'Écran', teaching: 'never' });
    await expect(added({ name: 'ÉCRAN' })).rejects.toThrow(/already/);
  });

  it('that teaches is shown to the page at once', async () => {
    const { client: registered, key } = await added();
    const client = await connected({ key });
    await client.callTool({ name: 'list_memories', arguments: {} });
    const event = await app.event(
      ({ name, payload }) => name === 'client-called' && payload.call.clientId === registered.id,
    );
    expect(event.payload).toMatchObject({ call: { tool: 'list_memories', outcome: 'done' } });
  });
});

describe('forgetting for good', () => {
  it('takes the words out of the log of programs', async () => {
    const { client: registered, key } = await added({ teaching: 'allowed' });
    const client = await connected({ key });
    await client.callTool({ name: 'teach_memory', arguments: { text: 'My safe opens with Zanzibar77.' } });
    await client.callTool({
      name: 'recall_memories',
      arguments: { request: 'Does my safe open with Zanzibar77?' },
    });
    const { items } = await app.call('memories.list', { query: 'Zanzibar77' });
    const target = { ids: items.map(({ id }) => id) };
    await app.call('memories.purge', { target, chats: true });
    const { calls } = await app.call('clients.calls', { clientId: registered.id });
    expect(
      calls.map(({ text, memoryIds }) => [text, memoryIds.filter((id) => target.ids.includes(id))]),
    ).toEqual([
      ['', []],
      ['', []],
    ]);
  });
});

describe('the connection by standard input and output', () => {
  it.each(eras)('passes calls on, and asks the user through the program (%s)', async (era) => {
    const { key } = await added();
    const id = await teach(`My bicycle is parked in hall ${made}${era.length}.`);
    const client = await connectedByStdio(key, { era, user: 'yes' });
    const result = await client.callTool({
      name: 'recall_memories',
      arguments: { request: 'Where is my bicycle parked?' },
    });
    expect(textOf(result)).toContain('parked in hall');
    const forgotten = await client.callTool({ name: 'forget_memory', arguments: { id } });
    expect(forgotten.structuredContent).toMatchObject({ status: 'forgotten' });
  });

  it('says that Tutee cannot be reached', async () => {
    const { key } = await added();
    const kept = url;
    url = 'http://127.0.0.1:9/mcp';
    onTestFinished(() => void (url = kept));
    const client = await connectedByStdio(key, {});
    const result = await client.callTool({ name: 'list_memories', arguments: {} });
    expect([result.isError, textOf(result)]).toEqual([true, expect.stringMatching(/cannot be reached/)]);
  });
});

describe('the address', () => {
  it('is closed to pages, to other names of this machine, and without a key', async () => {
    const { key } = await added();
    const authorization = `Bearer ${key}`;
    const asked = async (headers: Record<string, string>, path = '/mcp') =>
      (await fetch(new URL(path, url), { method: 'POST', headers, body: '{}' })).status;
    expect(await asked({})).toBe(401);
    expect(await asked({ authorization: 'Bearer tutee_wrong' })).toBe(401);
    expect(await asked({ authorization, origin: 'http://localhost:3000' })).toBe(403);
    expect(await asked({ authorization }, '/elsewhere')).toBe(404);
    expect(await asked({ authorization }, '/call')).toBe(400);
  });

  it('stays the same after a restart, is off by default, and a port in use is said', async () => {
    const first = await TestApp.start();
    expect((await first.call('clients.state', {})).url).toBeNull();
    const address = await switchedOn(first);
    const { dataDir } = first;
    await first.close();
    const blocker = createServer().listen(Number(new URL(address).port), '127.0.0.1');
    await once(blocker, 'listening');
    const second = await TestApp.start({ dataDir });
    onTestFinished(() => second.stop());
    const failed = await second.event(
      ({ name, payload }) => name === 'clients-changed' && payload.error !== null,
    );
    expect(failed.payload).toMatchObject({ url: null, error: { code: 'bad_setting' } });
    blocker.close();
    await once(blocker, 'close');
    await second.call('settings.update', { changes: { memoryServer: false } });
    await second.call('settings.update', { changes: { memoryServer: true } });
    await second.event(({ name, payload }) => name === 'clients-changed' && payload.url === address);
  });
});
