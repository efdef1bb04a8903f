import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { TestApp } from '../../support/app.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { inShort } from '../../support/engine.ts';
import { inspect } from '../../support/open-store.ts';
import { appWithScript, bot, person, roundRobin, settledRun, startRun } from '../../support/runs.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

/** Which of the words are in the database, its WAL or its shared memory file, ignoring case. */
function traces(words: readonly string[]): string[] {
  return tracesIn(app.dataDir, words);
}

function tracesIn(dataDir: string, words: readonly string[]): string[] {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('tutee.db'));
  expect(files).toEqual(expect.arrayContaining(['tutee.db', 'tutee.db-wal', 'tutee.db-shm']));
  const bytes = files.map((name) => readFileSync(path.join(dataDir, name)));
  return words.filter((word) =>
    [word, word.toLowerCase(), word.toUpperCase()].some((form) =>
      bytes.some((file) => file.includes(Buffer.from(form))),
    ),
  );
}

const ids = (memories: readonly { readonly id: string }[]) => memories.map(({ id }) => id);

describe('forgotten for good', () => {
  it('leaves no trace of text, cues, history or receipts, in any script', async () => {
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
    // The answer quoted the memory: it stays in the chat, and is reported as remaining.
    expect(remains.chats).toMatchObject([{ conversationId: answer.conversationId, messages: 1 }]);
    expect(traces(['Zanzibar', 'Quokka', 'Xylophonist', 'Kaleidoscopic', '秘密花园', '涅瓦'])).toEqual([]);
    const { report } = await app.call('chat.receipt', { messageId: answer.id });
    expect(ids(report.candidates.map(({ memoryId }) => ({ id: memoryId })))).toContain(first.memory.id);
    expect(report.candidates.every(({ text, matchedCue }) => text === '' && matchedCue === null)).toBe(true);
    expect(inspect(app.dataDir).prepare('SELECT public_id FROM purged_memories').all()).toHaveLength(2);
    checkAgreement(inspect(app.dataDir));
  });

  it('also redacts chats when asked to: message, answer, title, query and quote', async () => {
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

  it('leaves no undo for a change whose memories are all purged', async () => {
    const texts = ['I live in Ghent.', 'My cat is called Fig.'];
    const taught: string[] = [];
    for (const text of texts) taught.push((await app.call('memories.teach', { text })).memory.id);
    const target = { ids: taught };
    const { changeId } = await app.call('memories.update', { target, changes: { forgotten: true } });
    const undoable = () => app.call('memories.undoable', { changeId: changeId ?? '' });
    await app.call('memories.purge', { target: { ids: taught.slice(0, 1) } });
    await expect(undoable()).resolves.toEqual({ undoable: true });
    await app.call('memories.purge', { target });
    await expect(undoable()).resolves.toEqual({ undoable: false });
  });

  it('clears references to and from superseded memories', async () => {
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

  it('leaves no stale pages: the file is rewritten in another thread while the app runs', async () => {
    const { memory } = await app.call('memories.teach', { text: 'The vault code is Zanzibar-Quokka.' });
    await app.call('memories.teach', { text: 'My cat is called Fig.' });
    // A reorganised page can keep such a copy.
    appendFileSync(path.join(app.dataDir, 'tutee.db'), Buffer.from('Zanzibar-Quokka.'.padStart(4_096, '.')));
    appendFileSync(
      path.join(app.dataDir, 'tutee.db'),
      Buffer.from('The vault code is Zanzibar-Quokka.'.padEnd(4_096)),
    );
    const purging = app.call('memories.purge', { target: { ids: [memory.id] } });
    const [taught] = await Promise.all([
      app.call('memories.teach', { text: 'My boat is red.' }),
      app.call('projects.create', { name: 'Trip' }),
    ]);
    expect((await purging).purged).toBe(1);
    expect(traces(['Zanzibar', 'Quokka'])).toEqual([]);
    await app.call('memories.edit', { id: taught.memory.id, text: 'My boat is blue.' });
    expect((await app.call('memories.list', { query: 'boat' })).items[0]?.text).toBe('My boat is blue.');
    checkAgreement(inspect(app.dataDir));
  });

  it('leaves no trace in drafts, including truncated and deleted ones', async () => {
    const { conversationId } = await app.say('Hello');
    const places = [
      { conversationId, projectId: null },
      { conversationId: null, projectId: null },
    ];
    const typed = `Remember that the vault code is Zanzibar-Quokka. ${'And so on. '.repeat(300)}`;
    for (let length = 30; length < typed.length; length += length < 60 ? 1 : 200)
      for (const place of places) await app.call('drafts.put', { ...place, text: typed.slice(0, length) });
    await app.call('drafts.put', { conversationId, projectId: null, text: '' });
    const { memory } = await app.call('memories.teach', { text: 'the vault code is Zanzibar-Quokka' });
    expect(traces(['Zanzi', 'uokka'])).toHaveLength(2);
    await app.call('memories.purge', { target: { ids: [memory.id] }, chats: false });
    expect(traces(['Zanzi', 'uokka'])).toEqual([]);
    const { drafts } = await app.call('drafts.list', {});
    expect(drafts.map(({ text }) => text.slice(0, 40))).toEqual(['Remember that [removed]. And so on. And ']);
  });

  it('empties the bin and leaves no trace among many memories', async () => {
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
  it('is never on disk, and neither recalls nor stores memories', async () => {
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

describe('forgotten for good in runs of agents', () => {
  const notLearned = { when: { responseSchema: true }, json: { memories: [], forget: [] } };
  const looking = bot('desk', { tools: ['search_memories'], reflectOnToolUse: true, memories: ['tutee'] });

  it('covers messages, tasks, tool results, state, cached completions and the chat', async () => {
    const script: ScriptInput = [
      notLearned,
      { when: { afterTools: true }, reply: 'I see that my godmother is called Philomena Xanthippe.' },
      {
        when: { tools: true },
        toolCalls: [
          { name: 'search_memories', arguments: { query: 'My godmother is called Philomena Xanthippe' } },
        ],
      },
      { reply: 'Noted: my godmother is called Philomena Xanthippe.' },
    ];
    const agents = await appWithScript(script);
    onTestFinished(() => agents.stop());
    const where = agents.dataDir;
    const taught = await startRun(
      agents,
      roundRobin([bot('b'), person('ann')], { maxTurns: 2 }),
      'Remember that my godmother is called Philomena Xanthippe.',
    ).then(({ id }) => settledRun(agents, id));
    expect(taught.status).toBe('waiting');
    const asked = await startRun(agents, looking, 'Who is my godmother?').then(({ id }) =>
      settledRun(agents, id),
    );
    await agents.call('runs.answer', {
      runId: asked.id,
      requestId: asked.requests[0]?.requestId ?? '',
      answer: { type: 'approve' },
    });
    await settledRun(agents, asked.id);
    const innocent = await startRun(agents, person('eve'), 'Anything else?').then(({ id }) =>
      settledRun(agents, id),
    );
    const words = ['Philomena', 'Xanthippe'];
    expect(tracesIn(where, words)).toEqual(words);

    const { items } = await agents.call('memories.list', { query: 'godmother' });
    await agents.call('memories.purge', { target: { ids: ids(items) }, chats: true });
    expect(tracesIn(where, words)).toEqual([]);

    const { run, messages } = await agents.call('runs.get', { runId: taught.id });
    expect(run).toMatchObject({
      status: 'cancelled',
      task: '[removed]',
      requests: [],
      stopReason: 'Words in it were forgotten for good.',
    });
    expect(inShort(messages).slice(0, 2)).toEqual([
      'user: [removed]',
      'b: [removed: this answer repeated something that was forgotten for good]',
    ]);
    const gone = await agents.dispatch('runs.resume', { runId: taught.id });
    expect(gone).toMatchObject({ ok: false, error: { code: 'not_supported' } });
    expect((await agents.call('runs.get', { runId: innocent.id })).run.status).toBe('waiting');
    expect(inspect(where).prepare('SELECT count(*) FROM completion_cache').pluck().get()).toBe(0);
  });

  it('aborts an answer being written, which stores nothing afterwards', async () => {
    const secret = 'The vault code is Zanzibar-Quokka.';
    const agents = await appWithScript([notLearned, { reply: `Listen: ${secret}`, hang: true }]);
    onTestFinished(() => agents.stop());
    const { conversation } = await agents.call('chat.send', {
      requestId: uuid7(),
      conversationId: null,
      text: `Remember that ${secret} What is it?`,
      temporary: false,
    });
    await agents.event(({ name }) => name === 'message-delta');
    const { items } = await agents.call('memories.list', { query: 'vault' });
    expect(items).toHaveLength(1);
    await agents.call('memories.purge', { target: { ids: ids(items) }, chats: true });
    expect(tracesIn(agents.dataDir, ['Zanzibar', 'Quokka'])).toEqual([]);
    await agents.event(({ name }) => name === 'message-end');
    const { messages } = await agents.call('conversations.open', { id: conversation.id });
    expect(messages.map(({ status }) => status)).toEqual(['complete', 'stopped']);
    await agents.restart();
    expect((await agents.call('memories.list', { statuses: [] })).total).toBe(0);
    expect(tracesIn(agents.dataDir, ['Zanzibar', 'Quokka'])).toEqual([]);
  });

  it('aborts a capture in progress, which stores nothing', async () => {
    const secret = 'The vault code is Zanzibar-Quokka.';
    const agents = await appWithScript([
      { when: { responseSchema: true }, reply: '{"memories": [', hang: true },
      { reply: 'All right.' },
    ]);
    onTestFinished(() => agents.stop());
    await agents.call('chat.send', {
      requestId: uuid7(),
      conversationId: null,
      text: `Remember that ${secret} I live with Quokka in Porto.`,
      temporary: false,
    });
    await agents.event(({ name }) => name === 'message-end');
    const { items } = await agents.call('memories.list', { query: 'vault' });
    await agents.call('memories.purge', { target: { ids: ids(items) }, chats: true });
    await agents.event(
      ({ name, payload }) =>
        name === 'capture-changed' && 'capture' in payload && payload.capture?.status === 'failed',
    );
    expect((await agents.call('memories.list', { statuses: [] })).total).toBe(0);
    expect(tracesIn(agents.dataDir, ['Zanzibar'])).toEqual([]);
  });

  it('ends an active run, which stores nothing afterwards', async () => {
    const secret = 'The vault code is Zanzibar-Quokka.';
    const agents = await appWithScript([notLearned, { reply: `Listen: ${secret}`, hang: true }]);
    onTestFinished(() => agents.stop());
    const { id, conversationId } = await startRun(
      agents,
      bot('b', { modelClientStream: true }),
      `Remember that ${secret}`,
    );
    await agents.event(({ name }) => name === 'message-delta');
    const { items } = await agents.call('memories.list', { query: 'vault' });
    await agents.call('memories.purge', { target: { ids: ids(items) }, chats: true });
    expect(tracesIn(agents.dataDir, ['Zanzibar', 'Quokka'])).toEqual([]);
    expect((await agents.call('runs.get', { runId: id })).run).toMatchObject({ status: 'cancelled' });
    const { messages } = await agents.call('conversations.open', { id: conversationId ?? '' });
    expect(messages.map(({ status }) => status)).toEqual(['complete', 'stopped']);
    await agents.call('conversations.remove', { id: conversationId ?? '' });
    // Closing waits for all captures.
    await agents.restart();
    expect((await agents.call('memories.list', { statuses: [] })).total).toBe(0);
    expect(tracesIn(agents.dataDir, ['Zanzibar', 'Quokka'])).toEqual([]);
  });

  it('is not needed to clear cached completions when the chat or the run is deleted', async () => {
    const agents = await appWithScript([{ reply: 'Marzipan it is.' }]);
    onTestFinished(() => agents.stop());
    for (const remove of ['conversations.remove', 'runs.delete'] as const) {
      const { id, conversationId } = await startRun(agents, bot('b'), 'Cake?').then((run) =>
        settledRun(agents, run.id),
      );
      const kept = inspect(agents.dataDir).prepare('SELECT count(*) FROM completion_cache').pluck();
      expect(kept.get()).toBe(1);
      if (remove === 'runs.delete') await agents.call(remove, { runId: id });
      else await agents.call(remove, { id: conversationId ?? '' });
      expect(kept.get()).toBe(0);
    }
  });
});
