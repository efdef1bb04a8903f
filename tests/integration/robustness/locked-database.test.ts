/** Another program locks the database: the event loop is not blocked, and writes happen once it is unlocked. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';
import { TuteeError } from '#shared/errors.ts';
import { TestApp } from '../../support/app.ts';
import { inspect } from '../../support/open-store.ts';

async function start() {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  const other = inspect(app.dataDir);
  return { app, hold: () => other.exec('BEGIN IMMEDIATE'), letGo: () => other.exec('COMMIT') };
}

describe('a locked database', () => {
  it('is awaited without blocking the event loop: teachings are stored when it is unlocked', async () => {
    const { app, hold, letGo } = await start();
    hold();
    const teaching = app.call('memories.teach', { text: 'My cat is called Fig.' });
    const renaming = app.call('projects.create', { name: 'Trip' });
    // If the event loop were blocked, the lock could not be released before both have failed.
    for (let round = 0; round < 5; round += 1) await yieldToEventLoop();
    letGo();
    expect((await teaching).memory.text).toBe('My cat is called Fig.');
    expect((await renaming).project.name).toBe('Trip');
  });

  it('does not break a chat: the message is sent once, captured, and its answer stored', async () => {
    const { app, hold, letGo } = await start();
    hold();
    const saying = app.say('Remember that my boat is red.');
    for (let round = 0; round < 5; round += 1) await yieldToEventLoop();
    letGo();
    const { conversationId } = await saying;
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages).toHaveLength(2);
    expect(messages[0]?.remembered).toMatchObject([{ text: 'My boat is red.' }]);
  });

  it('that stays locked gives an error that says what to do, and nothing is half-written', async () => {
    const { app, hold, letGo } = await start();
    hold();
    await expect(app.call('projects.create', { name: 'Trip' })).rejects.toThrow(
      /^busy: Another program is using .*tutee\.db.* Close it and try again\.$/,
    );
    letGo();
    expect((await app.call('projects.list', {})).projects).toEqual([]);
  });
});

describe('retries', () => {
  const locked = () => new TuteeError('busy', 'Held.', { detail: 'SQLITE_BUSY: database is locked' });
  const failing = (error: Error, times: number) => {
    let tried = 0;
    return {
      tried: () => tried,
      work: () => {
        tried += 1;
        if (tried <= times) throw error;
        return tried;
      },
    };
  };
  const pause = () => Promise.resolve();

  it('end with the first success', async () => {
    expect(await retryWhileLocked(failing(locked(), 3).work, pause)).toBe(4);
  });

  it('do not happen for other errors or after a write, and end', async () => {
    const busy = failing(new TuteeError('busy', 'Something is being answered.'), 9);
    await expect(retryWhileLocked(busy.work, pause)).rejects.toThrow('being answered');
    const wrote = failing(locked(), 9);
    await expect(retryWhileLocked(wrote.work, pause, () => false)).rejects.toThrow('Held.');
    const always = failing(locked(), 99);
    await expect(retryWhileLocked(always.work, pause)).rejects.toThrow('Held.');
    expect([busy.tried(), wrote.tried(), always.tried()]).toEqual([1, 1, 15]);
  });
});
