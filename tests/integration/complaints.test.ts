/** What users of the peers complain about (handbook, product): one test a complaint, named after it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../support/app.ts';
import { exported, importFile, recordsIn, upload } from '../support/transfer.ts';

async function start(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

describe('memory missing from the backup', () => {
  it('a backup brings a new machine every memory, its history, its uses and the chat that taught it', async () => {
    const app = await start();
    const { conversationId } = await app.say('Remember that my sister is called Ana.');
    const { answer } = await app.say('What is my sister called?');
    expect(answer.text).toContain('Ana');
    const { memory } = await app.call('memories.teach', { text: 'I prefer trains to planes.' });
    await app.call('memories.edit', { id: memory.id, text: 'I prefer night trains to planes.' });
    const { memory: paused } = await app.call('memories.teach', { text: 'My bike is blue.' });
    await app.call('memories.pause', { id: paused.id, paused: true });
    const all = recordsIn(await exported(app));
    const { backup } = await app.call('backups.make', {});

    const other = await start();
    const file = await upload(other, readFileSync(join(app.dataDir, 'backups', backup.name)), 'carried.db');
    await other.call('backups.restore', { fileId: file });
    expect(recordsIn(await exported(other))).toEqual(all);
    const { messages } = await other.call('conversations.open', { id: conversationId });
    expect(messages[0]?.remembered).toMatchObject([{ text: 'My sister is called Ana.' }]);
    const told = await other.say('What is my sister called?');
    expect(told.answer.text).toContain('Ana');
  });

  it('an export brings every memory too', async () => {
    const app = await start();
    await app.say('Remember that my sister is called Ana.');
    const { memory } = await app.call('memories.teach', { text: 'My bike is blue.' });
    await app.call('memories.forget', { id: memory.id });
    const file = await exported(app);
    const other = await start();
    await importFile(other, file);
    expect(recordsIn(await exported(other))).toEqual(recordsIn(file));
    const { answer } = await other.say('What is my sister called?');
    expect(answer.text).toContain('Ana');
  });
});

describe('the words of an assistant stored as those of the user', () => {
  it('what another assistant says of the user waits for review and is not used', async () => {
    const app = await start();
    const { importId } = await app.call('imports.openText', { text: '- User’s dog is called Rex.' });
    await app.call('imports.apply', { importId });
    await app.event(({ name, payload }) => name === 'import-changed' && payload.state === 'done');
    const { items } = await app.call('memories.list', { statuses: ['pending'] });
    expect(items.map(({ text }) => text)).toEqual(['My dog is called Rex.']);
    const { answer } = await app.say('What is my dog called?');
    expect(answer.text).not.toContain('Rex');
  });
});
