import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { modelFile } from '../../support/gguf-file.ts';
import { startModelHub } from '../../support/servers/model-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const content = Buffer.concat([modelFile(), Buffer.alloc(300_000, 3)]);

it('a model on this machine is downloaded when asked, paused, gone on with and removed, by commands', async () => {
  const hub = await startModelHub(content, { slow: 50 });
  const app = await TestApp.start({ modelHub: hub.url });
  onTestFinished(async () => {
    await app.stop();
    await hub.close();
  });
  const { models } = await app.call('inside.list', {});
  const { id } = models[0] ?? { id: '' };
  const state = (view: { models: readonly { id: string; state: string; done: number }[] }) =>
    view.models.find((model) => model.id === id);
  expect(state({ models })?.state).toBe('none');
  expect(hub.ranges).toEqual([]);

  await app.call('inside.download', { id });
  await app.event(
    ({ name, payload }) =>
      name === 'inside-changed' && 'models' in payload && (state(payload)?.done ?? 0) > 0,
  );
  await app.call('inside.pause', { id });
  await expect.poll(async () => state(await app.call('inside.list', {}))?.state).toBe('paused');
  hub.faults.slow = 0;
  await app.call('inside.download', { id });
  await expect.poll(async () => state(await app.call('inside.list', {}))?.state).toBe('ready');
  expect(state(await app.call('inside.remove', { id }))?.state).toBe('none');
});

it('a file of this machine is added and forgotten, and what is no model is refused with the reason', async () => {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  const path = join(temporaryFolder(), 'own.gguf');
  await writeFile(path, content);
  const opened = await app.call('inside.open', { path });
  const own = opened.models.find(({ source }) => source === 'disk');
  expect(own).toMatchObject({ state: 'ready', place: path });
  const left = await app.call('inside.unload', { id: own?.id ?? '' });
  expect(left.models).toContainEqual(expect.objectContaining({ id: own?.id, state: 'ready' }));
  const after = await app.call('inside.remove', { id: own?.id ?? '' });
  expect(after.models.filter(({ source }) => source === 'disk')).toEqual([]);

  const wrong = join(temporaryFolder(), 'notes.gguf');
  await writeFile(wrong, 'Not a model at all.');
  const refused = await app.dispatch('inside.open', { path: wrong });
  expect(refused).toMatchObject({ ok: false, error: { fault: 'user' } });
});

it('a chat says whether it is off the record', async () => {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  const say = async (text: string, conversationId: string | null) => {
    const requestId = crypto.randomUUID();
    const { conversation, assistantMessage } = await app.call('chat.send', {
      requestId,
      conversationId,
      text,
    });
    await app.event(
      ({ name, payload }) => name === 'message-end' && payload.message.id === assistantMessage.id,
    );
    return conversation.id;
  };
  const conversationId = await say('For the next while, keep nothing of what I say.', null);
  expect(await app.call('chat.offRecord', { conversationId })).toEqual({ offRecord: true });
  await say('My neighbour repairs church organs.', conversationId);
  const { messages } = await app.call('conversations.open', { id: conversationId });
  expect(messages.at(-1)?.text).toMatch(/^Off the record/);
  await say('You can remember things again from now on.', conversationId);
  expect(await app.call('chat.offRecord', { conversationId })).toEqual({ offRecord: false });
});
