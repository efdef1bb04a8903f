import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';

async function start(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

async function again(app: TestApp, messageId: string) {
  const { assistantMessage } = await app.call('chat.retry', { messageId });
  const { id } = assistantMessage;
  const end = await app.event(({ name, payload }) => name === 'message-end' && payload.message.id === id);
  if (end.name !== 'message-end') throw new Error('Unreachable: filtered by name.');
  return end.payload.message;
}

async function say(app: TestApp, conversationId: string, text: string) {
  const sent = { requestId: crypto.randomUUID(), conversationId, text };
  const { assistantMessage } = await app.call('chat.send', sent);
  const { id } = assistantMessage;
  await app.event(({ name, payload }) => name === 'message-end' && payload.message.id === id);
  return id;
}

describe('versions of an answer', () => {
  it('are numbered and linked; showing one also shows what followed it', async () => {
    const app = await start();
    const { conversationId, answer } = await app.say('Hello');
    const second = await again(app, answer.id);
    const third = await again(app, second.id);
    expect(third.versions).toEqual({ position: 3, count: 3, previous: second.id, next: null });

    const first = await app.call('chat.showVersion', { messageId: answer.id });
    expect(first.messages.at(-1)).toMatchObject({
      id: answer.id,
      versions: { position: 1, count: 3, previous: null, next: second.id },
    });
    expect(app.events.at(-1)).toEqual({ name: 'branch-changed', payload: { conversationId } });
    const followed = await say(app, conversationId, 'And then?');
    const ids = async () =>
      (await app.call('conversations.open', { id: conversationId })).messages.map(({ id }) => id);
    expect((await ids()).slice(1)).toEqual([answer.id, expect.any(String), followed]);
    await app.call('chat.showVersion', { messageId: third.id });
    expect((await ids()).at(-1)).toBe(third.id);
    await app.call('chat.showVersion', { messageId: answer.id });
    expect((await ids()).at(-1)).toBe(followed);
    // Of several branches, the newest.
    const newer = await again(app, followed);
    await app.call('chat.showVersion', { messageId: third.id });
    await app.call('chat.showVersion', { messageId: answer.id });
    expect((await ids()).at(-1)).toBe(newer.id);
    // It is also shown after a restart.
    await app.restart();
    expect((await ids()).at(-1)).toBe(newer.id);
  });

  it('are all at hand to be compared, whichever is shown', async () => {
    const app = await start();
    const { answer } = await app.say('Hello');
    const second = await again(app, answer.id);
    for (const messageId of [answer.id, second.id]) {
      const { messages } = await app.call('chat.versions', { messageId });
      expect(messages.map(({ id, versions }) => [id, versions?.position])).toEqual([
        [answer.id, 1],
        [second.id, 2],
      ]);
    }
    await expect(app.call('chat.versions', { messageId: crypto.randomUUID() })).rejects.toMatchObject({
      data: { code: 'not_found' },
    });
  });

  it('by the user refer to their original', async () => {
    const app = await start();
    const { answer } = await app.say('Hello');
    const second = await again(app, answer.id);
    await app.call('chat.showVersion', { messageId: answer.id });
    const edit = { messageId: answer.id, text: 'Good day.' };
    const { message } = await app.call('chat.teachFromEdit', edit);
    expect(message).toMatchObject({
      original: answer.id,
      versions: { position: 3, count: 3, previous: second.id },
    });
    const { messages } = await app.call('chat.showVersion', { messageId: answer.id });
    expect(messages.at(-1)).toMatchObject({ text: answer.text, original: null });
  });

  it('cannot be switched while the chat is busy, nor to a deleted one', async () => {
    const app = await start();
    const { conversationId, answer } = await app.say('Hello');
    await again(app, answer.id);
    const sent = { requestId: crypto.randomUUID(), conversationId, text: 'Wait' };
    const running = app.call('chat.send', sent);
    await expect(app.call('chat.showVersion', { messageId: answer.id })).rejects.toThrow('busy');
    const { assistantMessage } = await running;
    const { id } = assistantMessage;
    await app.event(({ name, payload }) => name === 'message-end' && payload.message.id === id);
    await expect(
      app.call('chat.showVersion', { messageId: '00000000-0000-7000-8000-000000000000' }),
    ).rejects.toThrow('not_found');
    await app.call('chat.showVersion', { messageId: answer.id });
  });
});
