import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Settings } from '#shared/settings.ts';
import { limits } from '#shared/text.ts';
import { TestApp } from '../../support/app.ts';
import type { CommandFailure } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function start(rules: readonly object[] | null = null, changes: Partial<Settings> = {}) {
  const script = join(temporaryFolder(), 'script.json');
  if (rules !== null) await writeFile(script, JSON.stringify(rules));
  const app = await TestApp.start({ scriptedModel: rules === null ? null : script });
  onTestFinished(() => app.stop());
  await app.call('settings.update', { changes });
  return app;
}

/** Resolves when the new version was answered and captured. */
async function edit(app: TestApp, messageId: string, text: string, requestId = crypto.randomUUID()) {
  const { userMessage, assistantMessage } = await app.call('chat.edit', { requestId, messageId, text });
  const { id } = assistantMessage;
  const end = await app.event(({ name, payload }) => name === 'message-end' && payload.message.id === id);
  if (end.name !== 'message-end') throw new Error('Unreachable: filtered by name.');
  return { userMessage, answer: end.payload.message };
}

async function learned(app: TestApp, messageId: string) {
  await app.event(
    ({ name, payload }) =>
      name === 'capture-changed' && payload.messageId === messageId && payload.capture?.status !== 'pending',
  );
  const { conversationId } = await opened(app, messageId);
  const { messages } = await app.call('conversations.open', { id: conversationId });
  return messages.find(({ id }) => id === messageId)?.remembered ?? [];
}

async function opened(app: TestApp, messageId: string) {
  const { items } = await app.call('conversations.list', {});
  for (const { id } of items) {
    const { messages } = await app.call('conversations.open', { id });
    if (messages.some((message) => message.id === messageId)) return { conversationId: id };
  }
  throw new Error('No chat shows this message.');
}

const texts = async (app: TestApp, id: string) =>
  (await app.call('conversations.open', { id })).messages.map(({ text }) => text);
const inUse = async (app: TestApp) =>
  (await app.call('memories.list', { statuses: ['active'] })).items.map(({ text }) => text).toSorted();
const failure = (code: string) =>
  expect.objectContaining({ data: expect.objectContaining({ code }) as object }) as CommandFailure;

const echo = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { when: { lastUserIncludes: 'wait' }, hang: true },
  { when: { lastUserIncludes: 'fail' }, error: 'server_failed' },
  { when: { lastUserIncludes: 'Rome' }, reply: 'About Rome.' },
  { when: { lastUserIncludes: 'Oslo' }, reply: 'About Oslo.' },
  { reply: 'Well.' },
];

describe('an edited message', () => {
  it('is a new version with its own answer; the earlier version keeps what followed it, also after a restart', async () => {
    const app = await start(echo);
    const { conversationId, userMessageId } = await app.say('Tell me about Rome.');
    await app.say('And then?', conversationId);
    const before = await texts(app, conversationId);
    const { userMessage, answer } = await edit(app, userMessageId, 'Tell me about Oslo.');
    expect(await texts(app, conversationId)).toEqual(['Tell me about Oslo.', 'About Oslo.']);
    expect(userMessage.versions).toEqual({ position: 2, count: 2, previous: userMessageId, next: null });
    expect(answer.parentId).toBe(userMessage.id);
    const shown = await app.call('chat.showVersion', { messageId: userMessageId });
    expect(shown.messages.map(({ text }) => text)).toEqual(before);
    expect(shown.messages[0]?.versions).toMatchObject({ position: 1, count: 2, next: userMessage.id });
    await app.call('chat.showVersion', { messageId: userMessage.id });
    await app.restart();
    expect(await texts(app, conversationId)).toEqual(['Tell me about Oslo.', 'About Oslo.']);
  });

  it('in the middle of a chat continues from its parent, and a third version has both neighbours', async () => {
    const app = await start(echo);
    const { conversationId } = await app.say('Hello');
    const { userMessageId } = await app.say('Tell me about Rome.', conversationId);
    await app.say('And then?', conversationId);
    const second = await edit(app, userMessageId, 'Tell me about Oslo.');
    const third = await edit(app, userMessageId, 'Say well.');
    expect(await texts(app, conversationId)).toEqual(['Hello', 'Well.', 'Say well.', 'Well.']);
    expect(third.userMessage.versions).toMatchObject({
      position: 3,
      count: 3,
      previous: second.userMessage.id,
    });
  });

  it('updates a title generated from it, and leaves a given title', async () => {
    const app = await start(echo);
    const { conversationId: id, userMessageId } = await app.say('Tell me about Rome.');
    const title = async () => (await app.call('conversations.open', { id })).conversation.title;
    await edit(app, userMessageId, 'Tell me about Oslo.');
    expect(await title()).toBe('Tell me about Oslo.');
    await app.call('chat.showVersion', { messageId: userMessageId });
    expect(await title()).toBe('Tell me about Rome.');
    await app.call('conversations.rename', { id, title: 'Cities' });
    await edit(app, userMessageId, 'Tell me about Bergen.');
    expect(await title()).toBe('Cities');
  });

  it('is idempotent by request, and publishes branch-changed', async () => {
    const app = await start(echo);
    const { conversationId, userMessageId } = await app.say('Tell me about Rome.');
    const requestId = crypto.randomUUID();
    const first = await edit(app, userMessageId, 'Tell me about Oslo.', requestId);
    expect(app.events).toContainEqual({ name: 'branch-changed', payload: { conversationId } });
    const again = await app.call('chat.edit', {
      requestId,
      messageId: userMessageId,
      text: 'Tell me about Oslo.',
    });
    expect(again.userMessage.id).toBe(first.userMessage.id);
    expect(await texts(app, conversationId)).toHaveLength(2);
  });

  it('is answered after a failed or stopped answer, in a temporary chat, and without a model', async () => {
    const app = await start(echo);
    const failed = await app.say('Please fail.');
    expect(failed.answer.status).toBe('failed');
    expect((await edit(app, failed.userMessageId, 'Tell me about Oslo.')).answer.text).toBe('About Oslo.');
    const temporary = await app.say('Tell me about Rome.', null, true);
    expect((await edit(app, temporary.userMessageId, 'Remember that I like Oslo.')).answer.text).toBe(
      'About Oslo.',
    );
    expect(await inUse(app)).toEqual([]);
    const bare = await start();
    const { conversationId, userMessageId } = await bare.say('Remember that I like tea.');
    await edit(bare, userMessageId, 'Remember that I like tea and rain.');
    expect(await texts(bare, conversationId)).toHaveLength(2);
  });

  it('is rejected in plain words: while busy, for an answer, for unchanged, empty or too long text, and for a deleted message', async () => {
    const app = await start(echo);
    const { conversationId, userMessageId, answer } = await app.say('Tell me about Rome.');
    const change = (messageId: string, text: string) =>
      app.call('chat.edit', { requestId: crypto.randomUUID(), messageId, text });
    await expect(change(answer.id, 'x')).rejects.toEqual(failure('invalid_input'));
    await expect(change(userMessageId, ' Tell me about Rome. ')).rejects.toEqual(failure('invalid_input'));
    await expect(change(userMessageId, ' \n')).rejects.toEqual(failure('invalid_input'));
    await expect(change(userMessageId, 'a'.repeat(limits.messageText + 1))).rejects.toEqual(
      failure('invalid_input'),
    );
    await expect(change('00000000-0000-7000-8000-000000000000', 'x')).rejects.toEqual(failure('not_found'));
    await app.call('chat.send', { requestId: crypto.randomUUID(), conversationId, text: 'Please wait.' });
    await expect(change(userMessageId, 'Tell me about Oslo.')).rejects.toEqual(failure('busy'));
    await app.call('chat.stop', { conversationId });
    await change(userMessageId, 'b'.repeat(limits.messageText));
  });
});

describe('what the earlier version of a message taught', () => {
  it('is superseded by the new version in one change that can be undone; its source still opens', async () => {
    const app = await start();
    const { conversationId, userMessageId } = await app.say("Remember that I'm allergic to peanuts.");
    expect(await inUse(app)).toEqual(["I'm allergic to peanuts."]);
    const { userMessage, answer } = await edit(app, userMessageId, "Remember that I'm allergic to walnuts.");
    expect(await inUse(app)).toEqual(["I'm allergic to walnuts."]);
    const [chip, ...others] = await learned(app, userMessage.id);
    expect(others).toEqual([]);
    expect(chip).toMatchObject({
      action: 'replaced',
      replacedText: "I'm allergic to peanuts.",
      undone: false,
    });
    expect(answer.text).not.toContain('peanuts');
    const { items } = await app.call('memories.list', { statuses: ['superseded'] });
    expect(items[0]?.source).toMatchObject({ messageId: userMessageId, conversationId });
    const { messages } = await app.call('chat.showVersion', { messageId: items[0]?.source.messageId ?? '' });
    expect(messages.map(({ id }) => id)).toContain(userMessageId);
    await app.call('memories.undo', { changeId: chip?.changeId ?? '' });
    expect(await inUse(app)).toEqual(["I'm allergic to peanuts."]);
  });

  it('is forgotten, with a chip and Undo, when the new version teaches nothing', async () => {
    const app = await start();
    const { userMessageId } = await app.say('I am allergic to peanuts. What can I eat?');
    const before = await inUse(app);
    expect(before).toHaveLength(1);
    const { userMessage } = await edit(app, userMessageId, 'Am I allergic to walnuts? What can I eat?');
    const [chip] = await learned(app, userMessage.id);
    expect(chip).toMatchObject({ action: 'forgot', undone: false });
    expect(await inUse(app)).toEqual([]);
    await app.call('memories.undo', { changeId: chip?.changeId ?? '' });
    expect(await inUse(app)).toEqual(before);
  });

  it.each([
    ['says it still', 'Remember that I like tea. What goes with it today?'],
    ['only leaves it out', 'What goes with it?'],
    ['asks something else', 'How high is the Eiffel tower?'],
  ])('stays when the new version %s', async (_, text) => {
    const app = await start();
    const { userMessageId } = await app.say('Remember that I like tea. What goes with it?');
    await edit(app, userMessageId, text);
    expect(await inUse(app)).toEqual(['I like tea.']);
  });

  it('stays when the user pinned it or said it elsewhere', async () => {
    const app = await start();
    const { userMessageId } = await app.say("Remember that I'm allergic to peanuts.");
    await app.say("Remember that I'm allergic to peanuts.");
    await edit(app, userMessageId, "Remember that I'm allergic to walnuts.");
    expect(await inUse(app)).toEqual(["I'm allergic to peanuts.", "I'm allergic to walnuts."]);
  });

  it('is revised also when it is captured only after the edit', async () => {
    const lesson = { action: 'add', n: null, kind: 'preference', cues: ['drinks'], validUntil: null };
    const app = await start([
      {
        when: { responseSchema: true, lastUserIncludes: 'tea' },
        json: { lessons: [{ ...lesson, text: 'I like tea in the morning.' }] },
        chunkCharacters: 20,
        delayMs: 40,
      },
      { when: { responseSchema: true }, json: { lessons: [] } },
      { reply: 'Well.' },
    ]);
    const { userMessageId } = await app.say('I like tea in the morning, most of all when it rains outside.');
    const text = 'Remember that I like coffee in the morning, most of all when it rains outside.';
    const { userMessage } = await edit(app, userMessageId, text);
    await learned(app, userMessageId).catch(() => []);
    const done = (id: string) =>
      app.event(
        ({ name, payload }) =>
          name === 'capture-changed' &&
          payload.messageId === id &&
          payload.remembered.some(({ action }) => action === 'replaced'),
      );
    await done(userMessage.id);
    expect(await inUse(app)).toEqual([text.replace('Remember that ', '')]);
  });

  it('is not recalled for the answer to the new version', async () => {
    const app = await start(echo, { learning: 'told' });
    const { userMessageId } = await app.say("Remember that I'm allergic to peanuts. What can I eat?");
    const { answer } = await edit(app, userMessageId, "I'm allergic to walnuts. What can I eat?");
    const report = await app.call('chat.receipt', { messageId: answer.id });
    expect(report.report.candidates.filter(({ outcome }) => outcome === 'used')).toEqual([]);
    // Under the policy told nothing supersedes it.
    expect(await inUse(app)).toEqual(["I'm allergic to peanuts."]);
  });
});
