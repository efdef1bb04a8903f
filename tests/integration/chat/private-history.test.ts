import { describe, expect, it } from 'vitest';
import { bot, component, person, roundRobin, settledRun, startRun } from '../../support/runs.ts';
import {
  HERE,
  ELSEWHERE,
  app,
  says,
  sent,
  server,
  settle,
  startForEachTest,
  teach,
  makePrivate,
  use,
  useMemoryAlone,
} from '../../support/two-models.ts';

startForEachTest();

const messagesOf = async (id: string) => (await app.call('conversations.open', { id })).messages;

describe('an answer that used a private memory', () => {
  it('is not sent to a remote model, nor is its question; the answer tells the number of messages left out', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { conversationId } = await app.say('What is my locker code?');
    server.always('chat', says('It is the one I told you: Zanzibar-4711.'));
    await app.say('Say it again?', conversationId);
    await use(ELSEWHERE);
    server.always('chat', says('Paris.'));
    const { answer } = await app.say('What is the capital of France?', conversationId);
    expect(answer.leftOut).toBe(4);
    await app.say('And of Spain?', conversationId);
    await settle();
    expect(sent()).toContain('capital of France');
    expect(sent()).toContain('Paris.');
    expect(sent()).not.toContain('4711');
    expect(sent()).not.toContain('locker');
  });

  it('stays here when it was given in memory mode, and only that', async () => {
    await teach('My locker code is Zanzibar-4711.');
    const { conversationId } = await app.say('What is my locker code?');
    await app.say('Hello', conversationId);
    await use(ELSEWHERE);
    const { answer } = await app.say('What is the capital of France?', conversationId);
    expect(answer.leftOut).toBe(2);
    expect(sent()).toContain('Hello');
    expect(sent()).not.toContain('4711');
  });

  it('stays here when the memory becomes private later, and is sent when it is public again', async () => {
    const id = await teach('My locker code is Zanzibar-4711.', false);
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { conversationId } = await app.say('What is my locker code?');
    await makePrivate(id);
    await use(ELSEWHERE);
    server.always('chat', says('Fine.'));
    await app.say('Is it raining?', conversationId);
    expect(sent()).not.toContain('4711');
    await makePrivate(id, false);
    await app.say('Is it cold?', conversationId);
    expect(sent()).toContain('4711');
  });

  it('stays here as a version that the user wrote, and as the original', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { conversationId, answer } = await app.say('What is my locker code?');
    await use(ELSEWHERE);
    server.always('chat', says('Fine.'));
    await app.call('chat.teachFromEdit', { messageId: answer.id, text: 'Zanzibar-4711 it is.' });
    await app.say('Is it raining?', conversationId);
    await settle();
    expect(sent()).not.toContain('4711');
  });

  it('stays here after the memory was purged and the chat kept its words', async () => {
    const id = await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { conversationId } = await app.say('What is my locker code?');
    await app.call('memories.purge', { target: { ids: [id] } });
    await use(ELSEWHERE);
    await app.say('Is it raining?', conversationId);
    expect(sent()).not.toContain('4711');
  });

  it('stays here when Tutee listed it in a reply', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await teach('My locker is in the Quokka hall.');
    const { conversationId, answer } = await app.say('Forget about my locker.');
    expect(answer.text).toContain('4711');
    await use(ELSEWHERE);
    await app.say('Is it raining?', conversationId);
    expect(sent()).not.toContain('4711');
    expect(sent()).not.toContain('Quokka');
  });

  it('is sent when the user allows it for this chat, and not when they revoke that', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { conversationId } = await app.say('What is my locker code?');
    await use(ELSEWHERE);
    server.always('chat', says('Fine.'));
    await app.call('conversations.sendPrivate', { id: conversationId, allowed: true });
    expect((await app.say('Is it raining?', conversationId)).answer.leftOut).toBe(0);
    expect(sent()).toContain('4711');
    await app.call('conversations.sendPrivate', { id: conversationId, allowed: false });
    const before = sent().length;
    await app.say('Is it cold?', conversationId);
    expect(sent().slice(before)).not.toContain('4711');
  });
});

describe('a message that says something private', () => {
  it('is left out of later requests once its memory is private, with its answer', async () => {
    await use(ELSEWHERE);
    const { conversationId } = await app.say('Remember that my locker code is Zanzibar-4711.');
    const { items } = await app.call('memories.list', {});
    await makePrivate(items[0]?.id ?? '');
    const before = sent().length;
    await app.say('Is it raining?', conversationId);
    expect(sent().slice(before)).toContain('raining');
    expect(sent().slice(before)).not.toContain('4711');
  });

  it('that only corrects something private is not sent at all', async () => {
    await teach('My favourite number is Zanzibar-4711.');
    await use(ELSEWHERE);
    const { answer } = await app.say('Remember that my favourite number is Quokka-5822.');
    expect(answer).toMatchObject({ model: null, status: 'complete' });
    const { items } = await app.call('memories.list', {});
    expect(items).toMatchObject([{ text: 'My favourite number is Quokka-5822.', private: true }]);
    expect(sent()).not.toContain('5822');
  });

  it('is not sent when it is answered again, and says what to do', async () => {
    await use(HERE);
    const { answer, conversationId } = await app.say('Remember that my locker code is Zanzibar-4711.');
    const { items } = await app.call('memories.list', {});
    await makePrivate(items[0]?.id ?? '');
    await use(ELSEWHERE);
    const { assistantMessage } = await app.call('chat.retry', { messageId: answer.id });
    await app.event(
      ({ name, payload }) =>
        name === 'message-end' && (payload as { message: { id: string } }).message.id === assistantMessage.id,
    );
    const last = (await messagesOf(conversationId)).at(-1);
    expect(last).toMatchObject({ status: 'failed', error: { code: 'private_message' } });
    expect(sent()).not.toContain('4711');
  });

  it('is not sent to a remote model for capture, nor as the turn before a message', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { conversationId } = await app.say('What is my locker code?');
    await use(ELSEWHERE);
    server.always('chat', says('Fine.'));
    await app.say('I moved to Ghent last year, and my sister Anna lives there too.', conversationId);
    await app.event(({ name }) => name === 'capture-changed');
    await settle();
    expect(sent()).not.toContain('4711');
  });
});

describe('what supersedes a private memory', () => {
  const only = async () => (await app.call('memories.list', {})).items;

  it.each([
    ['told', (): Promise<unknown> => app.say('Remember that my favourite number is Quokka-5822.')],
    [
      'taught by hand',
      (): Promise<unknown> => app.call('memories.teach', { text: 'My favourite number is Quokka-5822.' }),
    ],
    ['said in passing', (): Promise<unknown> => app.say('My favourite number is Quokka-5822 now.')],
  ])('is private when it is %s', async (_, correct) => {
    await teach('My favourite number is Zanzibar-4711.');
    await correct();
    const items = await only();
    for (const { text, private: isPrivate } of items) expect([text, isPrivate]).toEqual([text, true]);
    expect(items.some(({ text }) => text.includes('5822'))).toBe(true);
  });

  it('is private when it is edited, merged, corrected from an answer, restored and approved', async () => {
    const id = await teach('My favourite number is Zanzibar-4711.');
    const edited = await app.call('memories.edit', { id, text: 'My favourite number is Quokka-5822.' });
    expect(edited.memory.private).toBe(true);
    const other = await teach('The locker opens with 5822.', false);
    const merged = await app.call('memories.merge', { ids: [id, other], keep: other });
    expect(merged.memory).toMatchObject({ id: other, private: true });
  });

  it('is private when an older value is restored', async () => {
    const old = await teach('I live in Ghent.', false);
    await teach('I live in Porto.');
    const { memory } = await app.call('memories.restore', { id: old });
    expect(memory.private).toBe(true);
  });

  it('is private when it waits for review and is approved', async () => {
    await teach('My favourite number is Zanzibar-4711.');
    await app.call('settings.update', { changes: { learning: 'ask' } });
    await app.say('My favourite number is Quokka-5822 now.');
    await app.event(
      ({ name, payload }) =>
        name === 'capture-changed' &&
        (payload as { capture: { status: string } | null }).capture?.status === 'done',
    );
    const { items } = await app.call('memories.review', {});
    expect(items.every(({ memory }) => memory.private)).toBe(true);
    await app.call('memories.approve', { target: { ids: items.map(({ memory }) => memory.id) } });
    expect((await only()).every((memory) => memory.private)).toBe(true);
  });
});

describe('private memories and a remote embedder', () => {
  it('neither queries nor corrections are sent, and both are found by keywords', async () => {
    await teach('My favourite number is Zanzibar-4711.');
    await teach('My roof leaks.', false);
    const embedder = { type: 'endpoint', baseUrl: server.baseUrl, model: 'embed:cloud' } as const;
    await app.call('settings.update', { changes: { embedder } });
    while (!sent().includes('My roof leaks')) await new Promise(setImmediate);
    const { report } = await app.call('memories.preview', { query: 'What is my favourite number?' });
    expect(report.candidates[0]).toMatchObject({ outcome: 'used' });
    await app.call('memories.list', { query: 'favourite number' });
    await app.say('Remember that my favourite number is Quokka-5822.');
    await app.say('My favourite number is Wombat-6933 now.');
    await app.say('Forget my favourite number.');
    await teach('The end comes last.', false);
    while (!sent().includes('The end comes last')) await new Promise(setImmediate);
    expect(sent()).not.toMatch(/favourite number|4711|5822|6933/u);
  });
});

describe('private memories and runs of agents', () => {
  const looking = bot('desk', { tools: ['search_memories'], reflectOnToolUse: true, memories: ['tutee'] });

  it('remote agents do not get prior private messages', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { conversationId } = await app.say('What is my locker code?');
    await use(ELSEWHERE);
    server.always('chat', says('Done.'));
    const { id } = await startRun(app, roundRobin([bot('a'), bot('b')], { maxTurns: 2 }), 'Write a poem.', {
      conversationId,
    });
    expect((await settledRun(app, id)).status).toBe('complete');
    expect(sent()).toContain('Write a poem');
    expect(sent()).not.toContain('4711');
    const messages = await messagesOf(conversationId);
    expect(messages.at(-1)?.leftOut).toBe(2);
    // Their messages are not private, because they had not seen it.
    await app.say('Shorter, please.', conversationId);
    expect(sent()).toContain('Done.');
    expect(sent()).not.toContain('4711');
  });

  it('a run that has seen it asks no remote model when resumed, until the chat allows it', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const team = roundRobin([bot('a', { memories: ['tutee'] }), person('ann')], { maxTurns: 4 });
    const run = await settledRun(app, (await startRun(app, team, 'What is my locker code?')).id);
    expect(run.status).toBe('waiting');
    await app.restart();
    await use(ELSEWHERE);
    server.always('chat', says('Fine.'));
    const answer = { type: 'message', text: 'Thanks. Go on.' } as const;
    await app.call('runs.answer', { runId: run.id, requestId: run.requests[0]?.requestId ?? '', answer });
    const stopped = await settledRun(app, run.id);
    expect(stopped).toMatchObject({ status: 'failed', failure: { error: { code: 'private_message' } } });
    expect(sent()).toBe('');
    await app.call('conversations.sendPrivate', { id: run.conversationId ?? '', allowed: true });
    await app.call('runs.resume', { runId: run.id });
    await settledRun(app, run.id);
    expect(sent()).toContain('Go on');
  });

  it('a team with one remote model gets nothing private', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    const team = roundRobin(
      [
        bot('a', { memories: ['tutee'] }),
        component('AssistantAgent', { name: 'b', model: ELSEWHERE, systemMessage: 'b' }),
      ],
      { maxTurns: 2 },
    );
    const run = await settledRun(app, (await startRun(app, team, 'What is my locker code?')).id);
    expect(run.status).toBe('complete');
    expect(sent()).not.toContain('4711');
  });

  it('what an agent looked up counts, even when it never mentioned it', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', (response, request) => {
      const messages = request.body?.['messages'] as readonly { readonly role: string }[];
      if (messages.some(({ role }) => role === 'tool')) return void response.destroy();
      const call = {
        index: 0,
        id: 'c1',
        function: { name: 'search_memories', arguments: '{"query":"locker code"}' },
      };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [call] } }] })}\n\n`,
      );
      response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] })}\n\n`,
      );
      response.end('data: [DONE]\n\n');
    });
    let run = await settledRun(app, (await startRun(app, looking, 'Look it up.')).id);
    const approve = { type: 'approve' } as const;
    await app.call('runs.answer', {
      runId: run.id,
      requestId: run.requests[0]?.requestId ?? '',
      answer: approve,
    });
    run = await settledRun(app, run.id);
    expect(run.status).toBe('failed');
    await use(ELSEWHERE);
    server.always('chat', says('Fine.'));
    await app.call('runs.resume', { runId: run.id });
    expect(await settledRun(app, run.id)).toMatchObject({ failure: { error: { code: 'private_message' } } });
    expect(sent()).toBe('');
  });
});

it('memory mode is chosen by name', async () => {
  await useMemoryAlone();
  expect((await app.say('Hello')).answer.model).toBeNull();
});
