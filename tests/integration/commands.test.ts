/** Every command must be called through the dispatcher by some test; this file calls those that no feature test calls. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppOptions } from '#main/shells/app.ts';
import { commands } from '#shared/contract/commands.ts';
import { events } from '#shared/contract/events.ts';
import { TestApp } from '../support/app.ts';
import { answers, OpenAIServer } from '../support/openai-server.ts';
import { exported, importFile, jsonFile, record, recordsIn } from '../support/transfer.ts';

async function start(options: Partial<AppOptions> = {}): Promise<TestApp> {
  const app = await TestApp.start(options);
  onTestFinished(() => app.stop());
  return app;
}

async function proposed(app: TestApp, ...words: readonly string[]) {
  await app.call('settings.update', { changes: { learning: 'ask' } });
  for (const text of words) await app.say(text);
  return (await app.call('memories.review', {})).items;
}

/** The source of all tests of the main side, this file included. */
const sources = ['integration', 'support']
  .flatMap((part) =>
    readdirSync(join(import.meta.dirname, '..', part), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(import.meta.dirname, '..', part, file), 'utf8')),
  )
  .join('\n');

describe('the contract', () => {
  it('has no command that no test calls', () => {
    const called = new Set(
      [...sources.matchAll(/\b(?:call|dispatch)\(\s*'([\w.]+)'/g)].map(([, name]) => name),
    );
    expect(Object.keys(commands).filter((name) => !called.has(name))).toEqual([]);
  });

  it('has no event that no test looks for', () => {
    expect(Object.keys(events).filter((name) => !sources.includes(`'${name}'`))).toEqual([]);
  });
});

describe('the data folder', () => {
  it('is opened by the desktop shell', async () => {
    const opened: string[] = [];
    const app = await start({ openPath: (path) => Promise.resolve(void opened.push(path)) });
    await app.call('app.openDataFolder', {});
    expect(opened).toEqual([app.dataDir]);
  });

  it('is not opened by the browser shell, which says what to do', async () => {
    const app = await start();
    await expect(app.call('app.openDataFolder', {})).rejects.toThrow(/^not_supported: .*Copy the path/);
  });
});

describe('a notification', () => {
  const notice = {
    conversationId: '01980000-0000-7000-8000-000000000009',
    title: 'Trees',
    body: 'It is there',
  };

  it('is shown by the shell that can; a click is told to the pages', async () => {
    const shown: { title: string; open: () => void }[] = [];
    const app = await start({ notify: ({ title }, open) => shown.push({ title, open }) > 0 });
    expect(await app.call('app.notify', notice)).toEqual({ shown: true });
    shown[0]?.open();
    expect(app.events.at(-1)).toEqual({
      name: 'notification-opened',
      payload: { conversationId: notice.conversationId },
    });
  });

  it('is left to the page by the browser shell', async () => {
    const app = await start();
    expect(await app.call('app.notify', notice)).toEqual({ shown: false });
  });
});

describe('a chat', () => {
  it('is searched for a text in its shown branch, whatever the capitals and accents', async () => {
    const app = await start();
    const { conversationId: id } = await app.say('The CAFÉ by the harbour; a café is a cafe');
    await app.say('Something else', id);
    const found = async (query: string) => (await app.call('conversations.find', { id, query })).items;
    const { messages } = await app.call('conversations.open', { id });
    expect((await found('cafe')).find(({ messageId }) => messageId === messages[0]?.id)).toEqual({
      messageId: messages[0]?.id,
      inText: 3,
      inReasoning: 0,
    });
    expect((await found('ELSE')).map(({ messageId }) => messageId)).toContain(messages[2]?.id);
    expect(await found('harbour cafe')).toEqual([]);
    await expect(
      app.call('conversations.find', { id: '01980000-0000-7000-8000-000000000009', query: 'x' }),
    ).rejects.toThrow('not_found');
  });

  it('is searched too while it is temporary', async () => {
    const app = await start();
    const { conversationId: id } = await app.say('A lighthouse', null, true);
    expect((await app.call('conversations.find', { id, query: 'lightH' })).items[0]?.inText).toBe(1);
    expect((await app.call('conversations.search', { query: 'lighthouse' })).items).toEqual([]);
  });

  it('is renamed and deleted, and other pages are notified', async () => {
    const app = await start();
    const { conversationId: id } = await app.say('Hello');
    await app.call('conversations.rename', { id, title: '  Travel plans ' });
    expect((await app.call('conversations.open', { id })).conversation.title).toBe('Travel plans');
    expect(app.events.at(-1)).toMatchObject({
      name: 'conversation-changed',
      payload: { conversation: { id, title: 'Travel plans' } },
    });
    await expect(
      app.call('conversations.rename', { id: '01980000-0000-7000-8000-000000000009', title: 'x' }),
    ).rejects.toThrow('not_found');
    const pinned = await app.call('conversations.pin', { id, pinned: true });
    expect(pinned.conversation.pinned).toBe(true);
    expect((await app.call('conversations.pin', { id, pinned: false })).conversation).not.toHaveProperty(
      'pinned',
    );
    const archived = await app.call('conversations.archive', { id, archived: true });
    expect(app.events.at(-1)).toMatchObject({ name: 'conversation-changed', payload: archived });
    await app.call('conversations.delete', { id });
    await expect(app.call('conversations.delete', { id })).rejects.toThrow('not_found');
    expect((await app.call('conversations.restore', { id })).conversation).toEqual(archived.conversation);
    await expect(app.call('conversations.restore', { id })).rejects.toThrow('not_found');
    await app.call('conversations.remove', { id });
    expect(app.events.at(-1)).toEqual({ name: 'conversation-removed', payload: { conversationId: id } });
  });
});

describe('a memory', () => {
  it('has a history, groups and a place in the timeline', async () => {
    const app = await start();
    const { memory } = await app.call('memories.teach', { text: 'My tea is green.' });
    await app.call('memories.update', { target: { ids: [memory.id] }, changes: { addTags: ['kitchen'] } });
    await app.call('memories.edit', { id: memory.id, text: 'My tea is black.' });
    const history = await app.call('memories.history', { id: memory.id });
    expect(history.events.map(({ action, after }) => [action, after?.text])).toEqual([
      ['edited', 'My tea is black.'],
      ['tagged', 'My tea is green.'],
      ['learned', 'My tea is green.'],
    ]);
    const told = app.events.flatMap(({ name, payload }) =>
      name === 'memory-changed' ? payload.memories : [],
    );
    expect(told.map(({ id, text, tags }) => [id, text, tags])).toEqual([
      [memory.id, 'My tea is green.', []],
      [memory.id, 'My tea is green.', ['kitchen']],
      [memory.id, 'My tea is black.', ['kitchen']],
    ]);
    const { groups } = await app.call('memories.groups', { by: 'tag' });
    expect(groups).toMatchObject([{ label: 'kitchen', count: 1 }]);
    const { days } = await app.call('memories.timeline', {});
    expect(days.flatMap(({ entries }) => entries.map(({ action }) => action))).toEqual([
      'edited',
      'tagged',
      'learned',
    ]);
    const { openConflicts, findings } = await app.call('memories.health', {});
    expect([openConflicts, findings.map(({ problem }) => problem).toSorted()]).toEqual([
      0,
      ['ending_soon', 'never_used', 'stale', 'too_long'],
    ]);
  });

  it('that waits for review is approved with an edited text', async () => {
    const app = await start();
    const [item] = await proposed(app, 'I am allergic to peanuts.');
    expect(item).toMatchObject({ effect: 'new', memory: { status: 'pending' } });
    const id = item?.memory.id ?? '';
    const done = await app.call('memories.approveEdited', { id, text: 'I am allergic to all nuts.' });
    expect(done).toMatchObject({
      changed: 1,
      memories: [{ status: 'active', text: 'I am allergic to all nuts.' }],
    });
    expect(await app.call('memories.review', {})).toEqual({ items: [], total: 0 });
  });

  it('that contradicts another is resolved', async () => {
    const app = await start();
    await app.say('My dog is called Rex.');
    await app.say('My dog is called Bello.');
    const { items } = await app.call('memories.conflicts', {});
    await app.call('memories.resolveConflict', { id: items[0]?.id ?? '', resolution: 'keep_older' });
    expect((await app.call('memories.conflicts', {})).total).toBe(0);
    const { items: left } = await app.call('memories.list', { statuses: ['active'] });
    expect(left.map(({ text }) => text)).toEqual(['My dog is called Rex.']);
  });
});

describe('a change of very many memories', () => {
  it('reports progress and can be stopped: what was done is one change, the rest is unchanged', async () => {
    const app = await start();
    const many = Array.from({ length: 1_200 }, (_, index) =>
      record(`Shelf ${index} holds box ${index * 7}.`),
    );
    await importFile(app, jsonFile(many));
    app.onEvent(({ name, payload }) => {
      if (name === 'memories-changing' && !payload.ended)
        void app.call('memories.stopChange', { changeId: payload.changeId });
    });
    const change = await app.call('memories.update', {
      target: { filter: { statuses: ['active'] } },
      changes: { pinned: true },
    });
    expect(change.changed).toBeGreaterThan(0);
    expect(change.left).toBeGreaterThan(0);
    expect(change.changed + change.left).toBe(many.length);
    // Too many to publish each: pages reload.
    await app.event(({ name }) => name === 'memories-reload');
    const told = app.events.flatMap(({ name, payload }) => (name === 'memories-changing' ? [payload] : []));
    // Published only after something is saved, because whoever knows the change can undo it.
    expect(told[0]).toMatchObject({ changeId: change.changeId, total: many.length, ended: false });
    expect(told[0]?.done).toBeGreaterThan(0);
    expect(told.at(-1)).toEqual({
      changeId: change.changeId,
      done: change.changed,
      total: many.length,
      ended: true,
    });
  });
});

describe('a model server', () => {
  it('is detected, lists its models, is tested, and has a key of its own', async () => {
    const server = await OpenAIServer.start();
    onTestFinished(() => server.stop());
    server.always('chat', answers('Hello.'));
    const app = await start();
    const { baseUrl } = server;
    for (const found of (await app.call('models.detect', {})).servers)
      expect(found.baseUrl).not.toBe(baseUrl);
    expect(await app.call('models.list', { baseUrl })).toEqual({ models: ['test-model'] });
    expect((await app.call('models.test', { baseUrl, model: 'test-model' })).model).toBe('test-model');

    expect((await app.call('models.keyState', { baseUrl })).source).toBe('none');
    await app.call('models.setKey', { baseUrl, apiKey: 'sk-one' });
    expect(await app.call('models.keyState', { baseUrl })).toMatchObject({ present: true, source: 'stored' });
    await app.call('models.list', { baseUrl });
    expect(server.requests.at(-1)?.headers['authorization']).toBe('Bearer sk-one');
    expect((await app.call('models.removeKey', { baseUrl })).present).toBe(false);
    expect(app.events.filter(({ name }) => name === 'model-changed')).toHaveLength(2);
    await app.call('models.list', { baseUrl });
    expect(server.requests.at(-1)?.headers['authorization'] ?? '').not.toContain('sk-one');
  });

  it('that is chosen is published to other pages with the settings', async () => {
    const app = await start();
    await app.call('settings.update', { changes: { baseUrl: 'http://127.0.0.1:9/v1' } });
    const names = app.events.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['settings-changed', 'model-changed']));
  });
});

describe('a backup', () => {
  it('that is added or removed is published to other pages', async () => {
    const app = await start();
    const told = () => app.events.filter(({ name }) => name === 'backups-changed').length;
    const { backup } = await app.call('backups.make', {});
    expect(told()).toBe(1);
    await app.call('backups.remove', { name: backup.name });
    expect(told()).toBe(2);
  });
});

describe('a finished file', () => {
  it('is a download in the browser', async () => {
    const app = await start();
    await app.call('memories.teach', { text: 'My tea is green.' });
    const { fileId } = await app.call('exports.memories', { format: 'json' });
    const saved = await app.call('files.save', { fileId });
    expect(saved).toMatchObject({ outcome: 'download', path: null });
    expect(saved.href).toContain(fileId);
    expect(recordsIn(await exported(app))).toHaveLength(1);
  });

  it.each([
    ['saved', '/home/ann/memories.json'],
    ['cancelled', null],
  ])('is %s when the desktop shell asks where', async (outcome, path) => {
    const asked: string[] = [];
    const saveFile = (name: string) => {
      asked.push(name);
      return Promise.resolve(path);
    };
    const app = await start({ saveFile });
    const { fileId } = await app.call('exports.memories', { format: 'markdown' });
    expect(await app.call('files.save', { fileId })).toEqual({ outcome, href: null, path });
    expect(asked).toEqual([expect.stringMatching(/\.md$/)]);
    await expect(app.call('files.save', { fileId: '01980000-0000-7000-8000-000000000009' })).rejects.toThrow(
      'not_found',
    );
  });
});
