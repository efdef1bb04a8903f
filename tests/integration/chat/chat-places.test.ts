import { afterEach, describe, expect, it } from 'vitest';
import { UNDO_BIN_TIME } from '#shared/bin.ts';
import { TestApp } from '../../support/app.ts';
import { openStore } from '../../support/open-store.ts';

const apps: TestApp[] = [];

async function start(): Promise<TestApp> {
  const app = await TestApp.start();
  apps.push(app);
  return app;
}

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.stop()));
});

const titles = async (app: TestApp, archived = false) =>
  (await app.call('conversations.list', { archived })).items.map(({ title }) => title);

describe('the list of chats', () => {
  it('has pinned chats first, on every page of it', async () => {
    const app = await start();
    const { conversationId: first } = await app.say('About badgers');
    await app.say('About foxes');
    await app.say('About otters');
    await app.call('conversations.pin', { id: first, pinned: true });
    expect(await titles(app)).toEqual(['About badgers', 'About otters', 'About foxes']);
    const page = await app.call('conversations.list', { limit: 1, offset: 1 });
    expect(page).toMatchObject({ total: 3, items: [{ title: 'About otters' }] });
    await app.call('conversations.pin', { id: first, pinned: false });
    expect((await titles(app)).at(-1)).toBe('About badgers');
  });

  it('leaves out the archive, where a chat is found, and which its next message takes it out of', async () => {
    const app = await start();
    const { conversationId: id } = await app.say('About badgers');
    await app.say('About foxes');
    await app.call('conversations.archive', { id, archived: true });
    expect([await titles(app), await titles(app, true)]).toEqual([['About foxes'], ['About badgers']]);
    const found = await app.call('conversations.search', { query: 'badgers' });
    expect(found.items).toMatchObject([{ conversation: { id, archived: true } }]);
    await app.say('And their setts?', id);
    expect([await titles(app), await titles(app, true)]).toEqual([['About badgers', 'About foxes'], []]);
  });
});

describe('a deleted chat', () => {
  it('is nowhere, and comes back whole, with the sources of its memories', async () => {
    const app = await start();
    const { conversationId: id } = await app.say('Remember that my boat is called Marigold.');
    await app.say('What is my boat called?', id);
    const before = await app.call('conversations.open', { id });
    const memory = (await app.call('memories.list', {})).items[0];
    const detail = () => app.call('memories.get', { id: memory?.id ?? '' });
    const known = await detail();
    expect(known.sourceConversation?.id).toBe(id);
    expect(known.uses).not.toEqual([]);

    await app.call('conversations.delete', { id });
    expect(app.events.at(-1)).toEqual({ name: 'conversation-removed', payload: { conversationId: id } });
    expect(await titles(app)).toEqual([]);
    expect((await app.call('conversations.search', { query: 'Marigold' })).items).toEqual([]);
    expect(await detail()).toMatchObject({ sourceConversation: null, uses: [] });
    await expect(app.call('conversations.open', { id })).rejects.toThrow('not_found');
    const again = { requestId: crypto.randomUUID(), conversationId: id, text: 'Hello?' };
    await expect(app.call('chat.send', again)).rejects.toThrow('not_found');
    expect((await app.call('memories.list', {})).total).toBe(1);

    await app.restart();
    await app.call('conversations.restore', { id });
    expect(await app.call('conversations.open', { id })).toEqual(before);
    expect(await detail()).toEqual(known);
  });

  it('is gone for good after its time, with its messages', () => {
    const { conversations: chats } = openStore();
    const at = 1_000;
    chats.create({
      id: 'a',
      title: 'A',
      temporary: false,
      projectId: null,
      sendsPrivate: false,
      createdAt: at,
      updatedAt: at,
    });
    expect(chats.bin.delete('a', at)).toBe(true);
    expect(chats.bin.sweep(at + UNDO_BIN_TIME - 1)).toBe(0);
    expect(chats.bin.due(at)).toBe(at + UNDO_BIN_TIME);
    expect(chats.bin.sweep(at + UNDO_BIN_TIME)).toBe(1);
    expect(chats.bin.restore('a')).toBe(false);
  });
});
