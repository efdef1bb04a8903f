import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childEntry } from '../../support/bundles.ts';
import { attach, sendAttached } from '../../support/attach.ts';
import { TestApp } from '../../support/app.ts';
import { addFolder, folderWith, isComplete, newProject, whenSource } from '../../support/knowledge.ts';
import { OpenAIServer, answers, fails } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';
import { openStore } from '../../support/open-store.ts';
import { bot, roundRobin, settledRun, startRun } from '../../support/runs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SECRET = ['Zanzibar', '4711'];

/** Which of the words are in any file below a folder, ignoring case, in any encoding of SQLite. */
function traces(folder: string, words: readonly string[] = SECRET): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.flatMap(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name));
    const found = words.filter((word) => formsOf(word).some((form) => bytes.includes(form)));
    return found.map((word) => `${word} in ${name}`);
  });
}

function formsOf(word: string): Buffer[] {
  const cases = [word, word.toLowerCase(), word.toUpperCase()];
  return cases.flatMap((form) => [
    Buffer.from(form),
    Buffer.from(form, 'utf16le'),
    Buffer.from(form, 'utf16le').swap16(),
  ]);
}

/** Captures nothing and answers this. */
function says(text: string): Behaviour {
  return (response, request) =>
    request.body?.['response_format'] === undefined
      ? answers(Array.from(text))(response, request)
      : answers(JSON.stringify({ memories: [], forget: [] }))(response, request);
}

describe('forgotten for good, in every file of the data folder', () => {
  let server: OpenAIServer;
  let app: TestApp;
  beforeEach(async () => {
    server = await OpenAIServer.start();
    app = await TestApp.start();
    await app.call('settings.update', { changes: { baseUrl: server.baseUrl, model: 'qwen3:8b' } });
  });
  afterEach(async () => {
    await app.stop();
    await server.stop();
  });

  it('finds paraphrasing answers, their consequences, drafts, titles, runs and files in transfer', async () => {
    server.always('chat', says('Noted: your locker code is Zanzibar-4711.'));
    const told = await app.say('Remember that my locker code is Zanzibar-4711.');
    const { conversationId } = told;
    server.always('chat', says('Zanzibar-4711 opens your locker.'));
    const { answer } = await app.say('What is my locker code?', conversationId);
    expect(answer.receipt?.used).toBe(1);
    await app.call('chat.teachFromEdit', {
      messageId: answer.id,
      text: 'It opens with 4711, after Zanzibar.',
    });
    // It is learned in the background.
    const memories = async () => (await app.call('memories.list', {})).items.length;
    await expect.poll(memories, { timeout: 20_000 }).toBe(2);
    server.always('chat', says('So it does.'));
    await app.say('So 4711 opens it? Good.', conversationId);
    // Including the capture of the message before.
    server.always('chat', fails(400, JSON.stringify({ error: { message: 'Zanzibar-4711 is too long' } })));
    await app.say('And now?', conversationId);
    await app.call('conversations.rename', { id: conversationId, title: 'Zanzibar, my locker' });
    await app.call('drafts.put', { conversationId, projectId: null, text: 'Is it 4711?' });
    server.always('chat', says('The code of the locker is Zanzibar-4711.'));
    const team = roundRobin([bot('desk', { memories: ['tutee'] })], { maxTurns: 1 });
    const run = await settledRun(
      app,
      (await startRun(app, team, 'What is the code of my locker?', { record: true })).id,
    );
    expect(run.status).toBe('complete');
    await app.call('exports.memories', { format: 'json' });
    const body = 'My locker code is Zanzibar-4711.';
    const { fileId } = await app.call('files.begin', { name: 'a.md', bytes: body.length });
    await app.call('files.part', { fileId, offset: 0, data: Buffer.from(body).toString('base64') });
    expect(new Set(traces(app.dataDir).map((found) => found.split(' ')[0]))).toEqual(new Set(SECRET));

    const { items } = await app.call('memories.list', {});
    const target = { ids: items.map(({ id }) => id) };
    const preview = await app.call('memories.purgePreview', { target });
    expect(preview.sentTo).toEqual(['qwen3:8b']);
    const position = { epoch: '', seq: 0 };
    for (const frame of app.frames(null)) if (frame.type === 'hello') position.epoch = frame.epoch;
    const { remains } = await app.call('memories.purge', { target, chats: true });
    expect(traces(app.dataDir)).toEqual([]);
    expect(remains).toMatchObject({ chats: [], backups: [] });
    expect(JSON.stringify(app.frames(position))).not.toMatch(/Zanzibar|4711/u);

    const { messages, conversation } = await app.call('conversations.open', { id: conversationId });
    const removed = '[removed: this answer repeated something that was forgotten for good]';
    const texts = messages.map(({ text }) => text);
    expect(texts.slice(0, 2)).toEqual(['[removed]', removed]);
    // Found by its receipt, although it shares no word.
    expect(texts.slice(4)).toEqual(['[removed] Good.', removed, 'And now?', '']);
    expect(messages.at(-1)).toMatchObject({ status: 'failed', error: { code: 'rejected_request' } });
    expect(conversation.title).toBe('[removed]');
    const { report } = await app.call('chat.receipt', { messageId: answer.id });
    expect(report.candidates.every(({ text }) => text === '')).toBe(true);
    await app.restart();
    expect(traces(app.dataDir)).toEqual([]);
  });

  it('is not learned again from an edited answer that waits to be read', async () => {
    server.always('chat', says('Fine.'));
    const { conversationId } = await app.say('Remember that my locker code is Zanzibar-4711.');
    const hangs: Behaviour = (response, request) =>
      request.body?.['response_format'] === undefined ? answers(['Fine.'])(response, request) : undefined;
    server.always('chat', hangs);
    const { answer } = await app.say('My sister moved to Oslo last week.', conversationId);
    await app.call('chat.teachFromEdit', {
      messageId: answer.id,
      text: 'Open it with 4711, after Zanzibar.',
    });
    const { items } = await app.call('memories.list', {});
    const target = { ids: items.map(({ id }) => id) };
    await app.call('memories.purge', { target, chats: true });
    const captures = async () => {
      const { messages } = await app.call('conversations.open', { id: conversationId });
      return messages.map(({ capture }) => capture?.status ?? null);
    };
    await expect.poll(captures, { timeout: 20_000 }).not.toContain('pending');
    expect((await app.call('memories.list', {})).items).toEqual([]);
    expect(traces(app.dataDir)).toEqual([]);
  });

  it('finds chats, drafts, files and requests of programs that say it without having used it, and names what stays', async () => {
    await app.call('settings.update', { changes: { learning: 'told', recall: false } });
    server.always('chat', says('Fine.'));
    const said = await app.say('Is Zanzibar-47113 a good code for my locker? I wonder.');
    const renamed = await app.say('Hello.');
    await app.call('conversations.rename', { id: renamed.conversationId, title: 'The code 47113' });
    const file = await attach(app, 'codes.txt', 'Codes\n\nlocker: my code is Zanzibar-47113\n');
    const { conversation: withFile } = await sendAttached(app, 'Sort these.', [file]);
    await attach(app, 'not sent.txt', 'My locker code is Zanzibar-47113.');
    await app.call('drafts.put', {
      conversationId: null,
      projectId: null,
      text: 'Does 47113 still open it?',
    });
    await app.call('prompts.save', { id: null, name: 'Locker', text: 'Open 47113, please.' });
    const unrelated = await app.say('Zanzibar is an island.');
    await app.call('memories.teach', { text: 'Answer “What is my locker code?” with Zanzibar, then 47113.' });
    const { memory } = await app.call('memories.teach', { text: 'My locker code is Zanzibar-47113.' });
    const target = { ids: [memory.id] };

    const preview = await app.call('memories.purgePreview', { target });
    const chats = new Map(preview.chats.map((chat) => [chat.conversationId, chat]));
    expect([...chats.keys()].toSorted()).toEqual(
      [said.conversationId, renamed.conversationId, withFile.id].toSorted(),
    );
    expect(chats.get(said.conversationId)).toMatchObject({ messages: 1, answers: 0, files: 0 });
    expect(chats.get(renamed.conversationId)).toMatchObject({ messages: 0, files: 0 });
    expect(chats.get(withFile.id)).toMatchObject({ messages: 0, files: 1 });
    expect(preview.otherMemories.map(({ text }) => text)).toEqual([
      'Answer “What is my locker code?” with Zanzibar, then 47113.',
    ]);
    expect(preview.otherTexts).toEqual([{ type: 'prompt', name: 'Locker' }]);
    expect(preview.sentTo).toEqual(['qwen3:8b']);

    // Without the chats, they are named again.
    const kept = await app.call('memories.purge', {
      target: { ids: preview.otherMemories.map(({ id }) => id) },
    });
    expect(kept.remains.chats).toHaveLength(3);
    await app.call('prompts.save', { id: null, name: 'Empty', text: 'Nothing.' });
    for (const { id } of (await app.call('prompts.list', {})).prompts)
      await app.call('prompts.save', { id, name: id.slice(0, 20), text: 'Nothing.' });
    await app.call('memories.purge', { target, chats: true });
    expect(traces(app.dataDir, ['47113'])).toEqual([]);
    const { messages } = await app.call('conversations.open', { id: said.conversationId });
    expect(messages.map(({ text }) => text)).toEqual(['[removed] I wonder.', 'Fine.']);
    const other = await app.call('conversations.open', { id: unrelated.conversationId });
    expect(other.messages[0]?.text).toBe('Zanzibar is an island.');
  });

  it('names files of knowledge folders that say it, by name or content, and none that does not', async () => {
    const project = await newProject(app);
    const folder = folderWith({
      'sports/gym.md': 'The changing room opens at six. My locker code is Zanzibar-47113.',
      'My locker code is Zanzibar-47113.txt': 'Nothing to see.',
      'travel.md': 'Zanzibar is an island.',
    });
    const { id } = await addFolder(app, project, folder);
    await whenSource(app, id, isComplete);
    const { memory } = await app.call('memories.teach', { text: 'My locker code is Zanzibar-47113.' });
    const target = { ids: [memory.id] };
    const preview = await app.call('memories.purgePreview', { target });
    const files = (texts: readonly { type: string; name: string }[]) =>
      texts.filter(({ type }) => type === 'file').map(({ name }) => name);
    expect(files(preview.otherTexts).toSorted()).toEqual([
      'My locker code is Zanzibar-47113.txt',
      'sports/gym.md',
    ]);
    const { remains } = await app.call('memories.purge', { target });
    expect(files(remains.otherTexts)).toHaveLength(2);
  });

  it('lists earlier backups, and deletes unfinished ones', async () => {
    await app.call('memories.teach', { text: 'My locker code is Zanzibar-4711.' });
    const backup = await app.call('backups.make', {});
    await app.close();
    const folder = join(app.dataDir, 'backups');
    for (const name of ['tutee-backup-x.db.unfinished', 'tutee-scheduled-y.db.unfinished-journal'])
      writeFileSync(join(folder, name), 'My locker code is Zanzibar-4711.');
    await app.restart();
    const { items } = await app.call('memories.list', {});
    const target = { ids: items.map(({ id }) => id) };
    const { remains } = await app.call('memories.purge', { target });
    expect(remains.backups).toEqual([join(folder, backup.backup.name)]);
    expect(traces(app.dataDir).every((found) => found.endsWith(backup.backup.name))).toBe(true);
    await app.call('backups.remove', { name: backup.backup.name });
    expect(traces(app.dataDir)).toEqual([]);
  });

  it('leaves other answers with standing preferences and unrelated chats unchanged', async () => {
    server.always('chat', says('Sure.'));
    await app.say('Remember that I prefer short answers.');
    server.always('chat', says('Take the tram at nine.'));
    const { conversationId, answer } = await app.say('How do I get to town?');
    expect(answer.receipt?.used).toBe(1);
    const { items } = await app.call('memories.list', {});
    await app.call('memories.purge', { target: { ids: items.map(({ id }) => id) }, chats: true });
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages.map(({ text }) => text)).toEqual(['How do I get to town?', 'Take the tram at nine.']);
  });
});

describe('a process killed while it forgets for good', () => {
  it('leaves the memory either whole, or gone from the next start on', async () => {
    const original = temporaryFolder();
    const id = await filled(original);
    const moments = ['begins', 'begins', 'purged', 'purged', 'erased'] as const;
    for (const [round, moment] of moments.entries()) {
      const dataDir = join(temporaryFolder(), 'data');
      mkdirSync(dataDir);
      cpSync(original, dataDir, { recursive: true });
      await purgeAndKill(dataDir, id, moment, round);
      const store = openStore(dataDir);
      if (store.forgetting.leftOver) await store.forgetting.erase();
      if (store.memories.get(id) === undefined) expect(traces(dataDir)).toEqual([]);
      else {
        expect(traces(dataDir).length).toBeGreaterThan(0);
        store.forgetting.purge([id], { at: 1, chats: true, keepRejections: false });
        await store.forgetting.erase();
        expect(traces(dataDir)).toEqual([]);
      }
      store.close();
    }
  }, 180_000);
});

const child = childEntry('purging');

/** A data folder with a memory that was taught and used, and with streamed answers. */
async function filled(dataDir: string): Promise<string> {
  const server = await OpenAIServer.start();
  const app = await TestApp.start({ dataDir });
  await app.call('settings.update', { changes: { baseUrl: server.baseUrl, model: 'qwen3:8b' } });
  server.always('chat', says('Your locker code is Zanzibar-4711. '.repeat(20)));
  const { conversationId } = await app.say('Remember that my locker code is Zanzibar-4711.');
  await app.say('What is my locker code?', conversationId);
  const { items } = await app.call('memories.list', {});
  await app.close();
  await server.stop();
  return items[0]?.id ?? '';
}

/** Kills the child some time after it printed this line. */
async function purgeAndKill(dataDir: string, id: string, moment: string, round: number): Promise<void> {
  const forgetting = spawn(process.execPath, [child, dataDir, id], { stdio: ['ignore', 'pipe', 'inherit'] });
  const reader = createInterface({ input: forgetting.stdout });
  reader.on('line', (line) => {
    if (line === moment)
      setTimeout(() => forgetting.kill('SIGKILL'), round % 2 === 0 ? 0 : Math.random() * 20);
  });
  await Promise.all([once(forgetting, 'exit'), once(reader, 'close')]);
  expect(forgetting.signalCode).toBe('SIGKILL');
}
