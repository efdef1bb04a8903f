import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApp } from '../support/app.ts';
import { checkAgreement } from '../support/check-agreement.ts';
import { inspect } from '../support/open-store.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

/** Which of the words are anywhere in the database, its log or its index of the log, in any case of letters. */
function traces(words: readonly string[]): string[] {
  const files = readdirSync(app.dataDir).filter((name) => name.startsWith('tutee.db'));
  expect(files).toEqual(expect.arrayContaining(['tutee.db', 'tutee.db-wal', 'tutee.db-shm']));
  const bytes = files.map((name) => readFileSync(path.join(app.dataDir, name)));
  return words.filter((word) =>
    [word, word.toLowerCase(), word.toUpperCase()].some((form) =>
      bytes.some((file) => file.includes(Buffer.from(form))),
    ),
  );
}

const ids = (memories: readonly { readonly id: string }[]) => memories.map(({ id }) => id);

describe('forgotten for good', () => {
  it('leaves no trace of text, cues, history or mentions in receipts, in any script', async () => {
    const first = await app.call('memories.teach', {
      text: 'The vault code is Zanzibar-Quokka.',
      cues: [{ kind: 'question', text: 'Which Xylophonist knows it?' }],
    });
    const second = await app.call('memories.teach', { text: '我的秘密花园在涅瓦河畔。' });
    await app.call('memories.edit', { id: first.memory.id, text: 'The vault code is Wombat-Marzipan.' });
    await app.call('memories.update', {
      target: { ids: [first.memory.id] },
      changes: { addTags: ['Kaleidoscopic'] },
    });
    const { answer } = await app.say('Tell me the code of the vault.');
    expect(answer.receipt?.used).toBe(1);
    const secret = [
      'Zanzibar',
      'Quokka',
      'Wombat',
      'Marzipan',
      'Xylophonist',
      'Kaleidoscopic',
      '秘密花园',
      '涅瓦',
    ];
    expect(traces(secret)).toEqual(secret);

    const target = { ids: ids([first.memory, second.memory]) };
    const { purged, remains } = await app.call('memories.purge', { target });
    expect(purged).toBe(2);
    // The answer itself quoted the memory: it is the chat's, and named as what is left.
    expect(remains.chats).toMatchObject([{ conversationId: answer.conversationId, messages: 1 }]);
    expect(traces(['Zanzibar', 'Quokka', 'Xylophonist', 'Kaleidoscopic', '秘密花园', '涅瓦'])).toEqual([]);
    const { report } = await app.call('chat.receipt', { messageId: answer.id });
    expect(ids(report.candidates.map(({ memoryId }) => ({ id: memoryId })))).toContain(first.memory.id);
    expect(report.candidates.every(({ text, matchedCue }) => text === '' && matchedCue === null)).toBe(true);
    expect(inspect(app.dataDir).prepare('SELECT public_id FROM purged_memories').all()).toHaveLength(2);
    checkAgreement(inspect(app.dataDir));
  });

  it('takes the words out of the chats too when asked to: message, answer, title, query and quotation', async () => {
    const { conversationId, userMessageId } = await app.say(
      'Remember that my godmother is called Philomena Xanthippe. Remember that I like tea.',
    );
    const { answer } = await app.say('What is my godmother called?', conversationId);
    expect(answer.text).toContain('Philomena');
    const { items } = await app.call('memories.list', { query: 'godmother' });
    const before = await app.call('memories.purgePreview', { target: { ids: ids(items) } });
    expect(before).toMatchObject({ memories: 1, chats: [{ conversationId, messages: 3 }], backups: [] });

    const { remains } = await app.call('memories.purge', { target: { ids: ids(items) }, chats: true });
    expect(remains.chats).toEqual([]);
    expect(traces(['Philomena', 'Xanthippe'])).toEqual([]);
    const { messages, conversation } = await app.call('conversations.open', { id: conversationId });
    const asked = messages.find(({ id }) => id === userMessageId);
    expect(asked?.text).toBe('[removed] Remember that I like tea.');
    expect(conversation.title).not.toContain('Philomena');
    const left = await app.call('memories.list', {});
    expect(left.items.map(({ text }) => text)).toEqual(['I like tea.']);
    expect(left.items[0]?.source.quote).toBe('[removed] Remember that I like tea.');
    const told = app.events.find(({ name }) => name === 'memories-purged');
    expect(told?.payload).toMatchObject({ count: 1, conversationIds: [conversationId] });
  });

  it('lets go of what it had superseded, and of the other way round', async () => {
    const old = await app.call('memories.teach', { text: 'I live in Ghent.' });
    const middle = await app.call('memories.teach', { text: 'I live in Porto.' });
    const last = await app.call('memories.teach', { text: 'I live in Lisbon.' });
    await app.call('memories.purge', { target: { ids: [middle.memory.id] } });
    const detail = await app.call('memories.get', { id: old.memory.id });
    expect(detail.memory).toMatchObject({ status: 'superseded', supersededBy: null });
    expect(traces(['Porto'])).toEqual([]);
    await expect(app.call('memories.get', { id: middle.memory.id })).rejects.toThrow('not_found');
    await app.call('memories.restore', { id: old.memory.id });
    await expect(app.call('memories.undo', { changeId: last.changeId })).resolves.toMatchObject({
      changed: 1,
    });
    checkAgreement(inspect(app.dataDir));
  });

  it('empties the bin, whatever is in it, and leaves no trace among many', async () => {
    const animals = ['aardvark', 'bandicoot', 'capybara', 'dugong', 'echidna', 'fossa', 'gerenuk', 'hoatzin'];
    for (const animal of animals) {
      for (const colour of ['teal', 'ochre', 'mauve', 'beige', 'coral'])
        await app.call('memories.teach', {
          text: `The ${colour} ${animal} sleeps in room ${colour.length}.`,
        });
    }
    const doomed = animals.slice(0, 4);
    for (const animal of doomed) {
      const { items } = await app.call('memories.list', { query: animal });
      await app.call('memories.update', { target: { ids: ids(items) }, changes: { forgotten: true } });
    }
    const bin = { filter: { statuses: ['forgotten' as const] } };
    expect(await app.call('memories.purge', { target: bin })).toMatchObject({ purged: 20 });
    expect(traces(doomed)).toEqual([]);
    expect((await app.call('memories.list', { query: 'echidna' })).total).toBe(5);
    expect((await app.call('memories.list', { query: 'dugong', statuses: [] })).total).toBe(0);
    checkAgreement(inspect(app.dataDir));
  });
});

describe('a temporary chat', () => {
  it('is nowhere on disk, during or after, and neither reads nor writes memory', async () => {
    await app.call('memories.teach', { text: 'My godmother is called Ottoline.' });
    const { answer, conversationId } = await app.say(
      'Remember that Rumpelstiltskin likes Kookaburras. What is my godmother called?',
      null,
      true,
    );
    expect(answer.text).not.toContain('Ottoline');
    const everything = () =>
      readdirSync(app.dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
    const written = () =>
      everything().some((bytes) => ['Rumpelstiltskin', 'Kookaburras'].some((word) => bytes.includes(word)));
    expect(written()).toBe(false);
    await app.call('conversations.remove', { id: conversationId });
    expect(written()).toBe(false);
    expect((await app.call('memories.list', { statuses: [] })).total).toBe(1);
    expect((await app.call('memories.list', {})).items[0]?.useCount).toBe(0);
    await app.restart();
    expect(written()).toBe(false);
  });
});
