/** Learning that was interrupted, failed, or had to do without its model goes on; and a model learns only when it passed its check. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureState } from '#shared/conversation.ts';
import { TestApp } from '../../support/app.ts';
import { lessons } from '../../support/capture/fake-capture-model.ts';
import { checkAnswer, checkedSentences, weakAnswers } from '../../support/capture/learner-check.ts';
import { answers, fails, hangs, OpenAIServer, passesCheck } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';

let server: OpenAIServer;
let app: TestApp;
/** What learning gets; answers of chats are always the same, unless `answering` is set. */
let learning: Behaviour;
let answering: Behaviour;
/** Requests of learning. */
let asked: number;

vi.setConfig({ testTimeout: 90_000 });
/** The machine may be busy. */
const patient = { timeout: 20_000 };

beforeEach(async () => {
  server = await OpenAIServer.start();
  learning = answers(lessons());
  answering = answers('I see.');
  asked = 0;
  server.always('chat', (response, request) => {
    const learns = request.body?.['response_format'] !== undefined;
    if (learns) asked += 1;
    (learns ? learning : answering)(response, request);
  });
  app = await TestApp.start({ fixed: { baseUrl: server.baseUrl, model: 'quokka-7b' } });
});
afterEach(async () => {
  await app.stop();
  await server.stop();
});

const taught = 'The hull of our barge is painted in oxblood red, which surprised everybody at the yard.';
const lesson = lessons({ text: 'The hull of our barge is painted in oxblood red.' });

async function view(conversationId: string, messageId: string) {
  const { messages } = await app.call('conversations.open', { id: conversationId });
  const found = messages.find(({ id }) => id === messageId);
  if (found === undefined) throw new Error('The message is gone.');
  return found;
}

async function learned(messageId: string, passes: (state: CaptureState) => boolean = isOver) {
  const event = await app.event(
    ({ name, payload }) =>
      name === 'capture-changed' &&
      payload.messageId === messageId &&
      payload.capture !== null &&
      passes(payload.capture),
  );
  if (event.name !== 'capture-changed') throw new Error('Unreachable: filtered by name.');
  return event.payload;
}
const isOver = ({ status }: CaptureState) => status !== 'pending';

describe('a capture that was interrupted', () => {
  it('by the end of the app goes on after a restart, once', async () => {
    learning = hangs();
    const { userMessageId, conversationId } = await app.say(taught);
    await expect.poll(() => asked, patient).toBe(1);
    await app.close();
    learning = answers(lesson);
    await app.restart();
    expect((await view(conversationId, userMessageId)).capture?.status).toBe('pending');
    const { capture, remembered } = await learned(userMessageId);
    expect(capture).toEqual({ status: 'done', error: null });
    expect(remembered.map(({ text }) => text).join()).toContain('oxblood');
    const before = asked;
    await app.restart();
    await app.say('Hello');
    expect((await view(conversationId, userMessageId)).remembered).toHaveLength(remembered.length);
    expect(asked).toBe(before);
  });

  it('changes nothing that was learned since then', async () => {
    learning = hangs();
    await app.say('My berth number is 17, near the crane.');
    await expect.poll(() => asked, patient).toBe(1);
    await app.close();
    await app.restart();
    // Before the old message has its turn again.
    await app.say('Remember that my berth number is 23.');
    learning = answers(lessons({ text: 'My berth number is 17.' }));
    await expect
      .poll(async () => {
        const { items } = await app.call('memories.list', { statuses: ['active'] });
        return items.map(({ text }) => text);
      }, patient)
      .toEqual(['My berth number is 23.']);
  });
});

describe('a message whose answer failed', () => {
  it('is learned by the model when it is answered, and at once by rules', async () => {
    answering = fails(503, { message: 'no worker' });
    learning = answers(lesson);
    const { answer, userMessageId } = await app.say(taught);
    expect(answer.status).toBe('failed');
    const first = await learned(userMessageId);
    expect(first.capture?.error?.message).toContain('no worker');
    // The server was not asked in vain once more.
    expect(asked).toBe(0);
    app.events.length = 0;
    answering = answers('A fine colour.');
    await app.call('chat.retry', { messageId: answer.id });
    const second = await learned(userMessageId);
    expect(second.capture).toEqual({ status: 'done', error: null });
    expect(second.remembered.map(({ text }) => text).join()).toContain('oxblood');
  });

  it('is learned again by a button, and only where that was not done', async () => {
    learning = fails(500, { message: 'worker lost' });
    const { userMessageId } = await app.say(taught);
    await learned(userMessageId);
    app.events.length = 0;
    learning = answers(lesson);
    const { message } = await app.call('chat.learnAgain', { messageId: userMessageId });
    expect(message.capture?.status).toBe('pending');
    const { capture, remembered } = await learned(userMessageId);
    expect(capture).toEqual({ status: 'done', error: null });
    expect(remembered).toHaveLength(1);
    await expect(app.call('chat.learnAgain', { messageId: userMessageId })).rejects.toThrow('nothing more');
  });

  it('is not learned while learning is off', async () => {
    learning = fails(500, { message: 'worker lost' });
    const { userMessageId } = await app.say(taught);
    await learned(userMessageId);
    await app.call('settings.update', { changes: { learningPaused: true } });
    await expect(app.call('chat.learnAgain', { messageId: userMessageId })).rejects.toThrow(
      'Learning is off',
    );
  });
});

describe('the check before a model learns', () => {
  it('is made once, counted, and not again after a restart', async () => {
    learning = answers(lesson);
    expect(await app.call('learning.lastCheck', {})).toEqual({
      checked: { provider: expect.any(String) as string, model: 'quokka-7b', check: null },
    });
    const { userMessageId } = await app.say(taught);
    await learned(userMessageId);
    expect(server.checks).toHaveLength(2);
    await app.restart();
    const { userMessageId: second } = await app.say('We moor at the third jetty behind the old mill.');
    await learned(second);
    expect(server.checks).toHaveLength(2);
    const { checked } = await app.call('learning.lastCheck', {});
    expect(checked?.check).toMatchObject({ passed: true, found: 6, teaching: 6, wrong: 0 });
  });

  it.each(Object.entries(weakAnswers))(
    'failed by %s: rules alone learn, and that is said once',
    async (_, weak) => {
      server.checked = (response, request) =>
        answers(weak(checkedSentences(JSON.stringify(request.body)) ?? []))(response, request);
      learning = answers(lessons({ text: 'I own a bakery in Odense.' }));
      const { userMessageId } = await app.say('I am allergic to lupin flour.');
      const { capture, remembered } = await learned(userMessageId);
      expect(asked).toBe(0);
      expect(remembered.map(({ text }) => text).join()).toContain('lupin');
      expect(capture?.error).toMatchObject({ code: 'unfit_to_learn' });
      const { userMessageId: second } = await app.say('I live in a lighthouse.');
      expect((await learned(second)).capture).toEqual({ status: 'done', error: null });
      expect((await app.call('learning.lastCheck', {})).checked?.check).toMatchObject({ passed: false });
    },
  );

  it('is made again when asked for, and then the model learns', async () => {
    server.checked = answers(checkAnswer([]));
    const { userMessageId } = await app.say(taught);
    await learned(userMessageId);
    server.checked = answers('{}');
    expect((await app.call('learning.check', {})).checked.check?.passed).toBe(false);
    const { checks } = server;
    const before = checks.length;
    server.checked = passesCheck;
    expect((await app.call('learning.check', {})).checked.check?.passed).toBe(true);
    expect(checks.length).toBe(before + 2);
    learning = answers(lesson);
    app.events.length = 0;
    await app.call('chat.learnAgain', { messageId: userMessageId });
    expect((await learned(userMessageId)).remembered).toHaveLength(1);
  });

  it('never stands before an answer', async () => {
    server.checked = hangs();
    const { answer, conversationId } = await app.say(taught);
    expect(answer.text).toBe('I see.');
    await expect.poll(() => server.checks.length, patient).toBe(1);
    const second = await app.say('And what about the mast?', conversationId);
    expect(second.answer.text).toBe('I see.');
    // A server on this machine has one place: the check was interrupted for the answer, and begins again.
    await expect.poll(() => server.checks.length, patient).toBe(2);
  });

  it.each([
    'What is a stay sail?',
    'Why do boats heel? And how far?',
    'thanks!',
    '帆船为什么会倾斜？',
    'Don’t save this one: I row at dawn.',
  ])('is not made for a message that teaches nothing: %s', async (message) => {
    const { userMessageId } = await app.say(message);
    expect((await learned(userMessageId)).capture).toEqual({ status: 'done', error: null });
    expect(server.checks).toEqual([]);
  });

  it('is not made in memory mode', async () => {
    const other = await TestApp.start();
    expect(await other.call('learning.lastCheck', {})).toEqual({ checked: null });
    await expect(other.call('learning.check', {})).rejects.toThrow('No model');
    await other.stop();
  });
});
