import { expect, it, onTestFinished } from 'vitest';
import type { ImportState } from '#shared/contract/transfer.ts';
import { TestApp } from '../../support/app.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { chatgptChat, claudeChat, said } from '../../support/chat-exports.ts';
import { inspect } from '../../support/open-store.ts';
import { ended, openImport } from '../../support/transfer.ts';
import { zipOf } from '../../support/zip.ts';

async function started(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

const boat = [
  said('q', null, 'user', 'I have a small wooden boat called Dipper. How do I seal it?'),
  said('a1', 'q', 'assistant', 'Remember that you should use tar.'),
  said('a2', 'q', 'assistant', 'With marine varnish.'),
  said('q2', 'a2', 'user', 'Remember that I sail on Sundays.'),
  said('a3', 'q2', 'assistant', 'I will.'),
];
const file = (chats: readonly unknown[]): string => JSON.stringify(chats);

async function importChats(
  app: TestApp,
  chats: readonly unknown[],
  choices: object = {},
): Promise<ImportState> {
  const { importId } = await openImport(app, file(chats), 'conversations.json');
  await app.call('imports.apply', { importId, ...choices });
  return ended(app, importId);
}

async function chatsOf(app: TestApp) {
  return (await app.call('conversations.list', {})).items;
}

async function firstChat(app: TestApp) {
  const [chat] = await chatsOf(app);
  if (chat === undefined) throw new Error('There is no chat.');
  return app.call('conversations.open', { id: chat.id });
}

async function pending(app: TestApp): Promise<string[]> {
  const { items } = await app.call('memories.list', { statuses: ['pending'] });
  return items.map(({ text }) => text);
}

it('becomes chats with titles, times, models and versions; what it teaches waits for review', async () => {
  const app = await started();
  const preview = await openImport(
    app,
    zipOf([{ name: 'conversations.json', content: file([chatgptChat('boat', boat)]) }]),
    'export.zip',
  );
  expect(preview).toMatchObject({
    format: 'chats',
    total: 1,
    chats: { source: 'chatgpt', counts: { new: 1, grown: 0, same: 0 }, messages: 5 },
  });
  const { chats } = await app.call('imports.chats', { importId: preview.importId });
  expect(chats).toMatchObject([{ row: 0, title: 'Chat boat', messages: 5, group: 'new' }]);
  expect(await chatsOf(app)).toEqual([]);

  await app.call('imports.apply', { importId: preview.importId });
  expect(await ended(app, preview.importId)).toMatchObject({ state: 'done', chats: 1, messages: 5 });
  const { conversation, messages } = await firstChat(app);
  expect(conversation).toMatchObject({ title: 'Chat boat', createdAt: 1_760_000_000_000 });
  expect(messages.map(({ text }) => text)).toEqual(
    [boat[0], boat[2], boat[3], boat[4]].map((turn) => turn?.says),
  );
  expect(messages[1]).toMatchObject({
    speaker: 'ChatGPT',
    model: 'gpt-4o',
    status: 'complete',
    versions: { position: 2, count: 2 },
  });
  const proposed = await pending(app);
  expect(proposed).toContain('I sail on Sundays.');
  // What the assistant says teaches nothing.
  expect(proposed.join(' ')).not.toContain('tar');
  expect((await app.call('memories.list', { statuses: ['active'] })).items).toEqual([]);
  checkAgreement(inspect(app.dataDir));
});

it('is found at once by the words of its title and messages, of every branch and in any script', async () => {
  const app = await started();
  await importChats(app, [
    chatgptChat('boat', boat),
    chatgptChat('tea', [said('t', null, 'user', 'Où trouver du thé fumé ? 燻製のお茶')], { title: 'Smoky' }),
  ]);
  const search = async (query: string) =>
    (await app.call('conversations.search', { query })).items.map(({ conversation, excerpt }) => [
      conversation.title,
      excerpt,
    ]);
  expect(await search('VARNISH marine')).toEqual([['Chat boat', 'With marine varnish.']]);
  // A version that is not shown.
  expect(await search('tar')).toEqual([['Chat boat', 'Remember that you should use tar.']]);
  expect(await search('the fume')).toHaveLength(1);
  expect(await search('お茶')).toHaveLength(1);
  expect(await search('smoky')).toEqual([['Smoky', '']]);
  expect(await search('varnish tea')).toEqual([]);
});

it('goes on like any other chat', async () => {
  const app = await started();
  await importChats(app, [claudeChat('boat', boat)]);
  const { conversation } = await firstChat(app);
  const sent = await app.call('chat.send', {
    requestId: crypto.randomUUID(),
    conversationId: conversation.id,
    text: 'And the deck?',
  });
  await app.event(
    ({ name, payload }) => name === 'message-end' && payload.message.id === sent.assistantMessage.id,
  );
  const { messages } = await firstChat(app);
  expect(
    messages
      .slice(-3)
      .map(({ text }) => text)
      .slice(0, 2),
  ).toEqual(['I will.', 'And the deck?']);
});

it('is taken back as a whole, except for a chat that was continued', async () => {
  const app = await started();
  const state = await importChats(app, [
    chatgptChat('boat', boat),
    chatgptChat('tea', [said('t', null, 'user', 'I drink smoky tea every morning.')], { create_time: 1 }),
  ]);
  expect(state).toMatchObject({ state: 'done', chats: 2 });
  const { conversation } = await firstChat(app);
  await app.call('chat.send', {
    requestId: crypto.randomUUID(),
    conversationId: conversation.id,
    text: 'And the deck?',
  });
  await app.event(({ name }) => name === 'message-end');
  expect(await app.call('imports.undo', { importId: state.importId })).toMatchObject({
    chats: 1,
    chatsKept: 1,
  });
  expect((await chatsOf(app)).map(({ title }) => title)).toEqual(['Chat boat']);
  expect((await firstChat(app)).messages).toHaveLength(6);
  expect(await pending(app)).toEqual([]);
  checkAgreement(inspect(app.dataDir));
});

it('that is imported again adds what is new, and its undo takes only that back', async () => {
  const app = await started();
  await importChats(app, [chatgptChat('boat', boat)]);
  const same = await openImport(app, file([chatgptChat('boat', boat)]), 'conversations.json');
  expect(same).toMatchObject({
    counts: { add: 0, same: 1 },
    chats: { counts: { new: 0, grown: 0, same: 1 } },
  });
  await app.call('imports.cancel', { importId: same.importId });

  const more = [
    ...boat,
    said('q3', 'a3', 'user', 'How many coats?'),
    said('a4', 'q3', 'assistant', 'Three.'),
  ];
  const grown = await importChats(app, [chatgptChat('boat', more)]);
  expect(grown).toMatchObject({ state: 'done', chats: 1, messages: 2 });
  expect((await firstChat(app)).messages.at(-1)?.text).toBe('Three.');
  expect(await app.call('imports.undo', { importId: grown.importId })).toMatchObject({
    chats: 1,
    chatsKept: 0,
  });
  expect((await firstChat(app)).messages.at(-1)?.text).toBe('I will.');
});

it('leaves out the chats that were not wanted, and proposes nothing when told so', async () => {
  const app = await started();
  const tea = chatgptChat('tea', [said('t', null, 'user', 'Remember that I drink smoky tea.')]);
  const state = await importChats(app, [chatgptChat('boat', boat), tea], { skipChats: [0], propose: false });
  expect(state).toMatchObject({ state: 'done', chats: 1, pending: 0 });
  expect((await chatsOf(app)).map(({ title }) => title)).toEqual(['Chat tea']);
});

it('proposes the newest of what was said about the same, and what the other assistant had noted', async () => {
  const app = await started();
  const lives = (id: string, place: string, at: number) =>
    chatgptChat(id, [said('q', null, 'user', `I live in ${place}. What is open today?`, { at })]);
  const noted = said('m', null, 'system', '', {
    message: {
      content: {
        content_type: 'model_editable_context',
        model_set_context: '1. [2025-02-03]. User repairs accordions.',
      },
    },
  });
  await importChats(app, [
    lives('new', 'Ghent', 1_760_000_900),
    lives('old', 'Bruges', 1_750_000_000),
    chatgptChat('m1', [noted, said('q', 'm', 'user', 'Hi')]),
    chatgptChat('m2', [noted, said('q', 'm', 'user', 'Hello')]),
  ]);
  expect((await pending(app)).toSorted()).toEqual(['I live in Ghent.', 'I repair accordions.']);
});

/** Chats enough that an import of them takes a while. */
function many(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) =>
    chatgptChat(
      `chat-${index}`,
      Array.from({ length: 20 }, (_turn, at) =>
        said(
          `n${at}`,
          at === 0 ? null : `n${at - 1}`,
          at % 2 === 0 ? 'user' : 'assistant',
          at === 2
            ? `Remember that box ${index} holds ${index * 3} buttons.`
            : `Line ${at} of chat ${index}.`,
        ),
      ),
    ),
  );
}

it('that is cancelled leaves nothing', async () => {
  const app = await started();
  const { importId } = await openImport(app, file(many(300)), 'conversations.json');
  const underway = app.event(
    ({ name, payload }) => name === 'import-changed' && payload.state === 'running' && payload.done > 20,
  );
  await app.call('imports.apply', { importId });
  await underway;
  expect(await chatsOf(app)).not.toEqual([]);
  await app.call('imports.cancel', { importId });
  expect(await chatsOf(app)).toEqual([]);
  const database = inspect(app.dataDir);
  for (const table of ['messages', 'memories', 'imports', 'import_chats', 'import_messages'])
    expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
});

it('whose file breaks off in its middle leaves nothing, and says why', async () => {
  const app = await started();
  await expect(openImport(app, file(many(30)).slice(0, -500), 'conversations.json')).rejects.toMatchObject({
    data: { code: 'invalid_input', message: expect.stringContaining('not whole') as string },
  });
  expect(await chatsOf(app)).toEqual([]);
});
