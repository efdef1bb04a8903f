import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Settings } from '#shared/settings.ts';
import { TestApp } from '../../support/app.ts';
import type { CommandFailure } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const request = 'Suggest a name for my boat.';
const first = 'How about Sea Breeze? It is a classic name for a boat.';
const edited = 'Fig. It is short, like the cat.';

async function start(rules: readonly object[], changes: Partial<Settings> = {}): Promise<TestApp> {
  const script = join(temporaryFolder(), 'script.json');
  await writeFile(script, JSON.stringify(rules));
  const app = await TestApp.start({ scriptedModel: script });
  onTestFinished(() => app.stop());
  await app.call('settings.update', { changes });
  return app;
}

const answers = [
  { when: { responseSchema: true, anyIncludes: ['changed the answer', edited] }, json: taught() },
  { when: { responseSchema: true }, json: { lessons: [] } },
  { reply: first },
];

function taught() {
  const text = 'When I ask for a name, give one short name.';
  return { lessons: [{ action: 'add', n: null, kind: 'skill', text, cues: ['a name'], validUntil: null }] };
}

/** Resolves to what an edited answer taught. */
async function learned(app: TestApp, messageId: string) {
  const event = await app.event(
    ({ name, payload }) =>
      name === 'capture-changed' && payload.messageId === messageId && payload.capture?.status !== 'pending',
  );
  if (event.name !== 'capture-changed') throw new Error('Unreachable: filtered by name.');
  return event.payload;
}

const failure = (code: string) =>
  expect.objectContaining({ data: expect.objectContaining({ code }) as object }) as CommandFailure;

describe('an edited answer', () => {
  it('replaces the answer in the branch, teaches with a chip, and keeps the original', async () => {
    const app = await start(answers);
    const { conversationId, answer } = await app.say(request);
    const { message } = await app.call('chat.teachFromEdit', { messageId: answer.id, text: edited });
    expect(message).toMatchObject({ role: 'assistant', text: edited, status: 'complete', model: null });
    const { remembered, capture } = await learned(app, message.id);
    expect(capture).toEqual({ status: 'done', error: null });
    expect(remembered).toMatchObject([{ action: 'added', text: taught().lessons[0]?.text }]);
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages.map(({ text }) => text)).toEqual([request, edited]);
    expect(messages[1]?.remembered).toEqual(remembered);
    // The original is kept as a sibling.
    await expect(app.call('chat.receipt', { messageId: answer.id })).resolves.toBeDefined();
    const [chip] = remembered;
    const detail = await app.call('memories.get', { id: chip?.memoryId ?? '' });
    expect(detail.memory.source).toMatchObject({ origin: 'model', messageId: message.id, conversationId });
    await app.call('memories.undo', { changeId: chip?.changeId ?? '' });
    expect((await app.call('memories.list', {})).total).toBe(0);
  });

  it('is what the model sees from then on', async () => {
    const seen = {
      when: { anyIncludes: ['Fig. It is short'], lastUserIncludes: 'again' },
      reply: 'I see Fig.',
    };
    const app = await start([answers[0] ?? {}, answers[1] ?? {}, seen, { reply: first }]);
    const { conversationId, answer } = await app.say(request);
    await app.call('chat.teachFromEdit', { messageId: answer.id, text: edited });
    expect((await app.say('Say it again.', conversationId)).answer.text).toBe('I see Fig.');
  });

  it('is captured by rules without a model', async () => {
    const app = await TestApp.start();
    onTestFinished(() => app.stop());
    const { answer } = await app.say(request);
    const { message } = await app.call('chat.teachFromEdit', { messageId: answer.id, text: edited });
    const { remembered } = await learned(app, message.id);
    expect(remembered[0]?.text).toBe(
      `When I ask “Suggest a name for my boat”, this is how I want it:\n${edited}`,
    );
  });

  it('waits for review under the policy ask', async () => {
    const app = await start(answers, { learning: 'ask' });
    const { answer } = await app.say(request);
    const { message } = await app.call('chat.teachFromEdit', { messageId: answer.id, text: edited });
    expect((await learned(app, message.id)).remembered).toMatchObject([{ action: 'proposed' }]);
    expect((await app.call('memories.list', {})).total).toBe(0);
  });

  it.each([
    ['learning is paused', { learningPaused: true }, false],
    ['only what is told is remembered', { learning: 'told' as const }, false],
    ['the chat is temporary', {}, true],
  ])('replaces the answer but teaches nothing when %s', async (_, changes, temporary) => {
    const app = await start(answers, changes);
    const { conversationId, answer } = await app.say(request, null, temporary);
    const { message } = await app.call('chat.teachFromEdit', { messageId: answer.id, text: edited });
    expect(message).toMatchObject({ text: edited, capture: null, remembered: [] });
    // Captures are queued, so this one runs after it.
    await app.say('All right.', conversationId);
    expect((await app.call('memories.list', { statuses: [] })).total).toBe(0);
  });

  it('is rejected for a user message, an earlier answer, unchanged text, and while an answer is being written', async () => {
    const app = await start([{ when: { lastUserIncludes: 'wait' }, hang: true }, ...answers]);
    const { conversationId, userMessageId, answer } = await app.say(request);
    const change = (messageId: string, text: string) => app.call('chat.teachFromEdit', { messageId, text });
    await expect(change(userMessageId, 'x')).rejects.toEqual(failure('invalid_input'));
    await expect(change(answer.id, ` ${first}\n`)).rejects.toEqual(failure('invalid_input'));
    const later = await app.say('Another one.', conversationId);
    await expect(change(answer.id, edited)).rejects.toEqual(failure('invalid_input'));
    await app.call('chat.send', {
      requestId: crypto.randomUUID(),
      conversationId,
      text: 'Please wait.',
    });
    await expect(change(later.answer.id, edited)).rejects.toEqual(failure('busy'));
    await app.call('chat.stop', { conversationId });
    await expect(change('00000000-0000-7000-8000-000000000000', 'x')).rejects.toEqual(failure('not_found'));
  });
});
