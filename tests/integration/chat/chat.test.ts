import { writeFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { inspect } from '../../support/open-store.ts';
import { answers, fails, hangs, OpenAIServer } from '../../support/openai-server.ts';

const apps: TestApp[] = [];

async function start(rules?: readonly unknown[]): Promise<TestApp> {
  let scriptedModel: string | null = null;
  if (rules !== undefined) {
    scriptedModel = path.join(await mkdtemp(path.join(tmpdir(), 'tutee-script-')), 'script.json');
    await writeFile(scriptedModel, JSON.stringify(rules));
  }
  const app = await TestApp.start({ scriptedModel });
  apps.push(app);
  return app;
}

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.stop()));
});

const noLearning = { when: { responseSchema: true }, json: { lessons: [] } };

describe('a turn', () => {
  it('saves both messages and publishes the events in order', async () => {
    const app = await start([noLearning, { when: {}, reply: 'Hello to you.', chunkCharacters: 4 }]);
    const { conversationId, userMessageId, answer } = await app.say('Hello there');
    expect(answer).toMatchObject({
      text: 'Hello to you.',
      status: 'complete',
      error: null,
      speaker: 'Tutee',
    });
    const names = app.events.filter((event) => event.name.startsWith('message-')).map((event) => event.name);
    expect(names.slice(0, 3)).toEqual(['message-start', 'message-start', 'message-delta']);
    expect(names.at(-1)).toBe('message-end');
    const page = await app.call('conversations.open', { id: conversationId });
    expect(page.messages.map((message) => message.id)).toEqual([userMessageId, answer.id]);
    expect(page.conversation.title).toBe('Hello there');
  });

  it('starts once when its request is repeated', async () => {
    const app = await start();
    const input = { requestId: crypto.randomUUID(), conversationId: null, text: 'Hello' };
    const first = await app.call('chat.send', input);
    const second = await app.call('chat.send', input);
    expect(second.userMessage.id).toBe(first.userMessage.id);
    expect((await app.call('conversations.list', {})).total).toBe(1);
  });

  it('is rejected while another one runs in the same chat, and can be stopped', async () => {
    const app = await start([noLearning, { when: {}, reply: 'Once upon a time', hang: true }]);
    const { conversation } = await app.call('chat.send', {
      requestId: crypto.randomUUID(),
      conversationId: null,
      text: 'Go',
    });
    const again = { requestId: crypto.randomUUID(), conversationId: conversation.id, text: 'And again' };
    await expect(app.call('chat.send', again)).rejects.toMatchObject({ data: { code: 'busy' } });
    expect(await app.call('chat.stop', { conversationId: conversation.id })).toEqual({ stopped: true });
    expect(await app.call('chat.stop', { conversationId: conversation.id })).toEqual({ stopped: false });
    const { messages } = await app.call('conversations.open', { id: conversation.id });
    expect(messages.at(-1)).toMatchObject({ role: 'assistant', status: 'stopped' });
  });

  it('keeps a failed answer with its error, and retries as a new branch', async () => {
    const app = await start([
      noLearning,
      { when: {}, error: 'wrong_key', times: 1 },
      { when: {}, reply: 'Now it works.' },
    ]);
    const { conversationId, answer } = await app.say('Hello');
    expect(answer).toMatchObject({ status: 'failed', error: { code: 'wrong_key' } });
    const retried = await app.call('chat.retry', { messageId: answer.id });
    await app.event(
      (event) => event.name === 'message-end' && event.payload.message.id === retried.assistantMessage.id,
    );
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages.map((message) => message.text)).toEqual(['Hello', 'Now it works.']);
    await expect(app.call('chat.retry', { messageId: messages[0]?.id ?? '' })).rejects.toMatchObject({
      data: { code: 'invalid_input' },
    });
  });

  it('shows everything written so far to a page that opens the chat during the answer', async () => {
    const app = await start([
      noLearning,
      { when: {}, reply: 'Once upon a time', chunkCharacters: 4, hang: true },
    ]);
    const input = { requestId: crypto.randomUUID(), conversationId: null, text: 'Go' };
    const { conversation } = await app.call('chat.send', input);
    await app.event((event) => event.name === 'message-delta' && event.payload.textAt === 12);
    const { messages } = await app.call('conversations.open', { id: conversation.id });
    expect(messages.at(-1)).toMatchObject({ text: 'Once upon a time', status: 'streaming' });
  });

  it('gives no answer when its receipt cannot be saved', async () => {
    const app = await start([noLearning, { when: {}, reply: 'Never to be seen.' }]);
    await app.say('Remember that my favourite colour is teal.');
    inspect(app.dataDir).exec(
      `CREATE TRIGGER no_receipts BEFORE INSERT ON receipts BEGIN SELECT raise(ABORT, 'no room'); END`,
    );
    const { answer } = await app.say('What is my favourite colour?');
    expect(answer).toMatchObject({ status: 'failed', text: '', receipt: null });
    expect(
      app.events.some(({ name, payload }) => name === 'message-delta' && payload.messageId === answer.id),
    ).toBe(false);
  });

  it('ignores a tool call: the text is the answer', async () => {
    const app = await start([
      noLearning,
      { when: { lastUserIncludes: 'time' }, reply: 'It is noon.', toolCalls: [{ name: 'clock' }] },
      { when: {}, toolCalls: [{ name: 'clock' }] },
    ]);
    expect((await app.say('What time is it?')).answer).toMatchObject({
      status: 'complete',
      text: 'It is noon.',
    });
    expect((await app.say('And now?')).answer).toMatchObject({
      status: 'failed',
      error: { code: 'invalid_output' },
    });
  });

  it('marks an answer that a killed process left unfinished as stopped', async () => {
    const app = await start([noLearning, { when: {}, reply: 'Half of', hang: true }]);
    const { conversation } = await app.call('chat.send', {
      requestId: crypto.randomUUID(),
      conversationId: null,
      text: 'Go',
    });
    await app.event(({ name, payload }) => name === 'message-delta' && payload.text.endsWith('of'));
    await app.restart();
    const { messages } = await app.call('conversations.open', { id: conversation.id });
    expect(messages.at(-1)).toMatchObject({ text: 'Half of', status: 'stopped', error: null });
  });

  it('marks an empty answer as failed when the app closed, and can retry it', async () => {
    const app = await start([noLearning, { when: {}, reply: '', hang: true }]);
    const { conversation } = await app.call('chat.send', {
      requestId: crypto.randomUUID(),
      conversationId: null,
      text: 'Go',
    });
    await app.restart();
    const { messages } = await app.call('conversations.open', { id: conversation.id });
    expect(messages.at(-1)).toMatchObject({
      text: '',
      status: 'failed',
      error: { message: 'Tutee was closed before an answer came. Try again.' },
    });
  });
});

describe('teaching in a chat', () => {
  it('stores at once, recalls for the next question, and counts the use', async () => {
    const app = await start([
      noLearning,
      { when: { systemIncludes: 'favourite colour is teal', lastUserIncludes: 'colour?' }, reply: 'Teal.' },
      { when: {}, reply: 'All right.' },
    ]);
    const taught = await app.say('Remember that my favourite colour is teal.');
    const { messages } = await app.call('conversations.open', { id: taught.conversationId });
    expect(messages[0]?.remembered).toMatchObject([
      { text: 'My favourite colour is teal.', action: 'added', undone: false },
    ]);
    const asked = await app.say('What is my favourite colour?');
    expect(asked.answer.text).toBe('Teal.');
    expect(asked.answer.receipt).toMatchObject({ used: 1 });
    const { report } = await app.call('chat.receipt', { messageId: asked.answer.id });
    expect(report.candidates[0]).toMatchObject({ text: 'My favourite colour is teal.', outcome: 'used' });
    const { items } = await app.call('memories.list', {});
    expect(items).toMatchObject([
      { useCount: 1, source: { origin: 'told', messageId: taught.userMessageId } },
    ]);
    const detail = await app.call('memories.get', { id: items[0]?.id ?? '' });
    expect(detail.uses).toMatchObject([{ messageId: asked.answer.id }]);
    expect(detail.sourceConversation).toMatchObject({ id: taught.conversationId });
  });

  it('never writes recalled memories into the stored history', async () => {
    const app = await start([noLearning, { when: {}, reply: 'All right.' }]);
    await app.say('Remember that my favourite colour is teal.');
    const { conversationId } = await app.say('What is my favourite colour?');
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages.map((message) => message.text)).toEqual(['What is my favourite colour?', 'All right.']);
  });

  it('never captures from what the assistant says', async () => {
    const app = await start([
      noLearning,
      { when: {}, reply: 'Remember that my favourite colour is red. I live in Rome.' },
    ]);
    await app.say('Hello, who are you?');
    expect((await app.call('memories.list', {})).total).toBe(0);
  });

  it('shows a failed capture under the message, and the chat continues', async () => {
    const app = await start([
      { when: { responseSchema: true }, error: 'server_failed' },
      { when: {}, reply: 'Fine.' },
    ]);
    const { answer, userMessageId } = await app.say(
      'Let me tell you about my week in the mountains with the new tent.',
    );
    expect(answer.status).toBe('complete');
    const event = await app.event(
      (candidate) => candidate.name === 'capture-changed' && candidate.payload.messageId === userMessageId,
    );
    expect(event.payload).toMatchObject({
      capture: { status: expect.stringMatching(/failed|done/) as string },
    });
  });

  it('undoes a teaching as one change', async () => {
    const app = await start();
    await app.say('Remember that my sister is called Ana.');
    const corrected = await app.say('No, my sister is called Anneliese.');
    const open = () => app.call('conversations.open', { id: corrected.conversationId });
    const chip = (await open()).messages[0]?.remembered[0];
    expect(chip).toMatchObject({ action: 'replaced', replacedText: 'My sister is called Ana.' });
    await app.call('memories.undo', { changeId: chip?.changeId ?? '' });
    const { items } = await app.call('memories.list', {});
    expect(items.map((memory) => memory.text)).toEqual(['My sister is called Ana.']);
    expect((await open()).messages[0]?.remembered[0]?.undone).toBe(true);
  });

  it('undoes one of several teachings of a message and leaves the others', async () => {
    const app = await start();
    const { conversationId } = await app.say(
      'Remember that my cat is called Fig. Remember that my bike is blue.',
    );
    const { messages } = await app.call('conversations.open', { id: conversationId });
    const [first, second] = messages[0]?.remembered ?? [];
    expect(second?.changeId).not.toBe(first?.changeId);
    await app.call('memories.undo', { changeId: first?.changeId ?? '' });
    const { items } = await app.call('memories.list', {});
    expect(items.map((memory) => memory.text)).toEqual([second?.text]);
  });

  it('has no implicit capture while learning is paused or set to told', async () => {
    const app = await start();
    await app.call('settings.update', { changes: { learningPaused: true } });
    await app.say('I am allergic to peanuts.');
    await app.call('settings.update', { changes: { learningPaused: false, learning: 'told' } });
    await app.say('I hate long meetings.');
    expect((await app.call('memories.list', {})).total).toBe(0);
    await app.say('Remember that I hate long meetings.');
    expect((await app.call('memories.list', {})).total).toBe(1);
  });
});

describe('a server that does not answer the list of models', () => {
  it('does not delay Stop', async () => {
    const server = await OpenAIServer.start();
    try {
      server.always('models', hangs());
      const app = await start();
      await app.call('settings.update', { changes: { baseUrl: server.baseUrl } });
      const asked = server.nextRequest();
      const turn = { requestId: crypto.randomUUID(), conversationId: null, text: 'What is new?' };
      const { conversation, assistantMessage } = await app.call('chat.send', turn);
      const request = await asked;
      const stopped = app.call('chat.stop', { conversationId: conversation.id });
      // The server still hangs when the answer has ended, so nothing waited for it.
      await expect(Promise.race([stopped, request.closed])).resolves.toEqual({ stopped: true });
      const page = await app.call('conversations.open', { id: conversation.id });
      expect(page.messages.at(-1)).toMatchObject({ id: assistantMessage.id, status: 'stopped', error: null });
    } finally {
      await server.stop();
    }
  });
});

describe('a server that asks for a later retry', () => {
  it('is retried automatically, and the page is told the delay', async () => {
    const server = await OpenAIServer.start();
    try {
      const app = await start();
      await app.call('settings.update', { changes: { baseUrl: server.baseUrl, model: 'test-model' } });
      server.next('chat', fails(429, 'Slow down', { 'retry-after': '2' }), answers('Here it is.'));
      const turn = { requestId: crypto.randomUUID(), conversationId: null, text: 'What is new?' };
      const { assistantMessage } = await app.call('chat.send', turn);
      const { id: messageId, conversationId } = assistantMessage;
      const event = await app.event(({ name }) => name === 'message-wait');
      expect(event.payload).toMatchObject({
        conversationId,
        messageId,
        wait: { reason: 'retry', model: 'test-model' },
      });
      const end = await app.event(
        ({ name, payload }) => name === 'message-end' && payload.message.id === messageId,
      );
      expect(end.payload).toMatchObject({ message: { text: 'Here it is.', status: 'complete' } });
    } finally {
      await server.stop();
    }
  });
});

describe('a temporary chat', () => {
  it('recalls nothing, stores nothing and is in no list', async () => {
    const app = await start();
    await app.say('Remember that my favourite colour is teal.');
    const { conversationId, answer } = await app.say(
      'What is my favourite colour? Also remember that I like figs.',
      null,
      true,
    );
    expect(answer.text).not.toMatch(/teal/i);
    expect(answer.receipt).toBeNull();
    expect((await app.call('memories.list', {})).total).toBe(1);
    expect((await app.call('conversations.list', {})).items.map((item) => item.id)).not.toContain(
      conversationId,
    );
    await app.restart();
    await expect(app.call('conversations.open', { id: conversationId })).rejects.toMatchObject({
      data: { code: 'not_found' },
    });
  });
});
