/** Runs of agents and teams in chats, over the whole main side with a scripted model. */
import { afterEach, describe, expect, it } from 'vitest';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { TestApp } from '../support/app.ts';
import { inShort } from '../support/engine.ts';
import { appWithScript, bot, chatOf, person, roundRobin, settledRun, startRun } from '../support/runs.ts';

let app: TestApp;
afterEach(() => app.stop());

const usage = { promptTokens: 100, completionTokens: 10 };
const writerAndCritic = roundRobin(
  [bot('writer', { modelClientStream: true }), bot('critic', { modelClientStream: true })],
  {
    terminationCondition: {
      provider: 'TextMentionTermination',
      version: 1,
      config: { text: 'APPROVE', sources: ['critic'] },
    },
  },
);
const poem = [
  { when: { systemIncludes: 'writer', anyIncludes: 'Shorter' }, reply: 'Leaf.', usage },
  {
    when: { systemIncludes: 'writer' },
    reply: 'Leaves fall.',
    reasoning: 'Autumn, then.',
    chunkCharacters: 3,
    usage,
  },
  { when: { systemIncludes: 'critic', lastUserIncludes: 'Leaves' }, reply: 'Shorter.', usage },
  { when: { systemIncludes: 'critic' }, reply: 'APPROVE', usage },
];

describe('a run in a chat', () => {
  it('begins one, speaks in it by the names of its agents, streams, and is summed', async () => {
    app = await appWithScript(poem);
    const started = await startRun(app, writerAndCritic, 'A poem about autumn');
    expect(started).toMatchObject({ status: 'running', name: 'Team', task: 'A poem about autumn' });
    const run = await settledRun(app, started.id);
    expect(run).toMatchObject({
      status: 'complete',
      requests: [],
      failure: null,
      usage: { requests: 4, promptTokens: 400, completionTokens: 40, cost: 0 },
    });
    expect(run.stopReason).toContain('APPROVE');
    expect(await chatOf(app, run.conversationId)).toEqual([
      'You: A poem about autumn',
      'writer: Leaves fall.',
      'critic: Shorter.',
      'writer: Leaf.',
      'critic: APPROVE',
    ]);
    const { items } = await app.call('conversations.list', {});
    expect(items).toMatchObject([{ title: 'A poem about autumn' }]);
    const { messages } = await app.call('conversations.open', { id: run.conversationId ?? '' });
    expect(messages.map(({ role }) => role === 'user')).toEqual([true, false, false, false, false]);
    expect(messages[1]).toMatchObject({
      reasoning: 'Autumn, then.',
      status: 'complete',
      usage,
      model: 'scripted',
      runId: run.id,
    });
    const got = await app.call('runs.get', { runId: run.id });
    expect(inShort(got.messages)).toEqual([
      'user: A poem about autumn',
      'writer: [ThoughtEvent]',
      'writer: Leaves fall.',
      'critic: Shorter.',
      'writer: Leaf.',
      'critic: APPROVE',
    ]);
    expect(got.usageByAgent.map(({ agent, requests }) => [agent, requests])).toEqual([
      ['writer', 2],
      ['critic', 2],
    ]);
    expect(got).toMatchObject({ component: writerAndCritic, writing: [] });
  });

  it('tells the page every message once, and pieces that make up the whole in both streams', async () => {
    app = await appWithScript(poem);
    const run = await startRun(app, writerAndCritic, 'A poem').then(({ id }) => settledRun(app, id));
    const streamed = app.events.flatMap((event) => (event.name === 'run-message' ? [event.payload] : []));
    const whole = streamed.filter(({ message }) => isChatMessage(message));
    const { messages } = await app.call('conversations.open', { id: run.conversationId ?? '' });
    expect(whole.map(({ message }) => message.id)).toEqual(messages.map(({ id }) => id));
    const pieces = streamed.flatMap(({ message, at }) =>
      message.type === 'ModelClientStreamingChunkEvent' ? [{ ...message, at }] : [],
    );
    for (const { id, text, reasoning } of messages.filter(({ role }) => role === 'assistant')) {
      for (const [channel, expected] of [
        ['answer', text],
        ['thought', reasoning],
      ] as const) {
        const own = pieces.filter((piece) => piece.fullMessageId === id && piece.channel === channel);
        let soFar = '';
        for (const { at, content } of own) {
          expect(at).toBe(soFar.length);
          soFar += content;
        }
        expect(soFar).toBe(expected);
      }
      const deltas = app.events.flatMap((event) =>
        event.name === 'message-delta' && event.payload.messageId === id ? [event.payload] : [],
      );
      expect(deltas.map((delta) => delta.text).join('')).toBe(text);
    }
    for (const { id } of messages) {
      const starts = app.events.filter(
        ({ name, payload }) => name === 'message-start' && 'message' in payload && payload.message.id === id,
      );
      expect(starts).toHaveLength(1);
    }
    // The chat is in the page's list without being asked for.
    const listed = app.events.flatMap((event) =>
      event.name === 'conversation-changed' ? [event.payload.conversation] : [],
    );
    expect(listed.map(({ id, title }) => [id, title])).toContainEqual([run.conversationId, 'A poem']);
  });

  it('waits for a person, takes the answer, and its words are the person’s', async () => {
    app = await appWithScript([
      { when: { lastUserIncludes: 'Teal' }, reply: 'Teal it is.' },
      { reply: 'Which colour?' },
    ]);
    const team = roundRobin([bot('painter'), person('ann', { prompt: 'Which?' })], { maxTurns: 3 });
    const { id } = await startRun(app, team, 'Paint it');
    const waiting = await settledRun(app, id);
    expect(waiting).toMatchObject({ status: 'waiting', requests: [{ prompt: 'Which?', purpose: 'answer' }] });
    const requestId = waiting.requests[0]?.requestId ?? '';
    const wrong = await app.dispatch('runs.answer', { runId: id, requestId, answer: { type: 'approve' } });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid_input', field: 'answer' } });
    await app.call('runs.answer', { runId: id, requestId, answer: { type: 'message', text: 'Teal.' } });
    const done = await settledRun(app, id);
    expect(done).toMatchObject({ status: 'complete', requests: [] });
    expect(await chatOf(app, done.conversationId)).toEqual([
      'You: Paint it',
      'painter: Which colour?',
      'You: Teal.',
      'painter: Teal it is.',
    ]);
    const again = await app.dispatch('runs.answer', {
      runId: id,
      requestId,
      answer: { type: 'message', text: 'Red.' },
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('takes what is said while it waits as the answer, and goes on with it when it is over', async () => {
    app = await appWithScript([
      { when: { lastUserIncludes: 'And blue?' }, reply: 'Blue too.' },
      { when: { lastUserIncludes: 'Teal' }, reply: 'Teal it is.' },
      { reply: 'Which colour?' },
    ]);
    const team = roundRobin([bot('painter'), person('ann')], { maxTurns: 3 });
    const { id } = await startRun(app, team, 'Paint it');
    await settledRun(app, id);
    await app.call('runs.say', { runId: id, text: 'Teal.' });
    expect(await settledRun(app, id)).toMatchObject({ status: 'complete' });
    await app.call('runs.say', { runId: id, text: 'And blue?' });
    const { conversationId } = await settledRun(app, id);
    const chat = await chatOf(app, conversationId);
    expect(chat.slice(-2)).toEqual(['painter: Teal it is.', 'You: And blue?']);
  });

  it('asks before a tool runs: approved, with other arguments, or rejected', async () => {
    app = await appWithScript([
      { when: { afterTools: true, toolResultIncludes: 'did not allow' }, reply: 'Then not.' },
      { when: { afterTools: true, toolResultIncludes: 'Nothing is remembered' }, reply: 'Nothing.' },
      { when: { afterTools: true, toolResultIncludes: 'Ana' }, reply: 'It is Ana.' },
      {
        reply: 'Let me look.',
        toolCalls: [{ name: 'search_memories', arguments: { query: 'What is my sister called?' } }],
      },
    ]);
    await app.call('memories.teach', { text: 'My sister is called Ana.' });
    const desk = bot('desk', {
      tools: ['search_memories'],
      reflectOnToolUse: true,
      modelClientStream: true,
    });
    const answers = [
      [{ type: 'approve' }, 'It is Ana.'],
      [{ type: 'edit', arguments: '{"query": "tax forms"}' }, 'Nothing.'],
      [{ type: 'reject', reason: 'Private.' }, 'Then not.'],
    ] as const;
    for (const [answer, said] of answers) {
      const { id } = await startRun(app, desk, 'How is my sister called?');
      const { requests } = await settledRun(app, id);
      expect(requests).toMatchObject([{ purpose: 'approval', toolCall: { name: 'search_memories' } }]);
      const requestId = requests[0]?.requestId ?? '';
      const bad = await app.dispatch('runs.answer', {
        runId: id,
        requestId,
        answer: { type: 'edit', arguments: 'tea' },
      });
      expect(bad).toMatchObject({ ok: false, error: { field: 'answer.arguments' } });
      await app.call('runs.answer', { runId: id, requestId, answer });
      const { conversationId } = await settledRun(app, id);
      expect((await chatOf(app, conversationId)).at(-1)).toBe(`desk: ${said}`);
      const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
      // Said beside the call: once, and not as a thought too.
      expect(messages[1]).toMatchObject({ text: 'Let me look.', reasoning: '' });
    }
  });

  it('is stopped in the middle of an answer, and resumed at that turn', async () => {
    app = await appWithScript([{ reply: 'Half', hang: true, times: 1 }, { reply: 'Whole.' }]);
    const { id } = await startRun(app, bot('b', { modelClientStream: true }), 'Go');
    await app.event(({ name }) => name === 'message-delta');
    const stopped = await app.call('runs.stop', { runId: id });
    expect(stopped.run).toMatchObject({ status: 'cancelled' });
    const { messages } = await app.call('conversations.open', { id: stopped.run.conversationId ?? '' });
    expect(messages.at(-1)).toMatchObject({ text: 'Half', status: 'stopped' });
    await app.call('runs.resume', { runId: id });
    const done = await settledRun(app, id);
    expect(done.status).toBe('complete');
    expect((await chatOf(app, done.conversationId)).at(-1)).toBe('b: Whole.');
    const over = await app.dispatch('runs.resume', { runId: id });
    expect(over).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it('is held by a pause, hears what is said meanwhile, and goes on', async () => {
    app = await appWithScript([
      { when: { systemIncludes: 'two', anyIncludes: 'Be brief' }, reply: 'Brief.' },
      { when: { systemIncludes: 'one' }, reply: 'First.', chunkCharacters: 1, delayMs: 20 },
      { reply: 'Long.' },
    ]);
    const { id } = await startRun(
      app,
      roundRobin([bot('one', { modelClientStream: true }), bot('two')], { maxTurns: 2 }),
      'Go',
    );
    await app.event(({ name }) => name === 'message-delta');
    expect((await app.call('runs.pause', { runId: id })).run.status).toBe('paused');
    await app.event(({ name, payload }) => name === 'message-end' && payload.message.speaker === 'one');
    await app.call('runs.say', { runId: id, text: 'Be brief' });
    expect((await app.call('runs.get', { runId: id })).run.status).toBe('paused');
    expect((await app.call('runs.resume', { runId: id })).run.status).toBe('running');
    const { conversationId } = await settledRun(app, id);
    expect(await chatOf(app, conversationId)).toEqual([
      'You: Go',
      'one: First.',
      'You: Be brief',
      'two: Brief.',
    ]);
    const idle = await app.dispatch('runs.pause', { runId: id });
    expect(idle).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it('that fails says so in the chat with the name of whose fault it was, and can be resumed', async () => {
    app = await appWithScript([{ error: 'rate_limited', times: 1 }, { reply: 'Better.' }]);
    const { id } = await startRun(app, roundRobin([bot('b')], { maxTurns: 1 }), 'Go');
    const failed = await settledRun(app, id);
    expect(failed).toMatchObject({
      status: 'failed',
      failure: { agent: 'b', error: { code: 'rate_limited' } },
    });
    const { messages } = await app.call('conversations.open', { id: failed.conversationId ?? '' });
    expect(messages.at(-1)).toMatchObject({
      speaker: 'b',
      status: 'failed',
      error: { code: 'rate_limited' },
    });
    await app.call('runs.resume', { runId: id });
    const done = await settledRun(app, id);
    expect((await chatOf(app, done.conversationId)).at(-1)).toBe('b: Better.');
  });
});

describe('where a run may be', () => {
  it('is any chat in which nothing else is being answered; two chats have one each', async () => {
    app = await appWithScript([
      { when: { lastUserIncludes: 'Hang' }, reply: 'Half', hang: true },
      { reply: 'Fine.' },
    ]);
    const streaming = bot('b', { modelClientStream: true });
    const first = await startRun(app, streaming, 'Hang on');
    const second = await startRun(app, streaming, 'Hang there');
    const chat = first.conversationId ?? '';
    await expect(startRun(app, bot('c'), 'Go', { conversationId: chat })).rejects.toThrow('busy');
    await expect(app.say('Hello', chat)).rejects.toThrow('busy');
    const third = await startRun(app, bot('c'), 'Go');
    expect((await settledRun(app, third.id)).status).toBe('complete');
    for (const { id } of [first, second]) {
      expect((await app.call('runs.stop', { runId: id })).run.status).toBe('cancelled');
    }
    await app.say('Hello', chat);
    expect((await chatOf(app, chat)).at(-1)).toBe('Tutee: Fine.');
    await startRun(app, bot('c'), 'Go on', { conversationId: chat }).then(({ id }) => settledRun(app, id));
    expect((await chatOf(app, chat)).slice(-2)).toEqual(['You: Go on', 'c: Fine.']);
    const { items } = await app.call('runs.list', { conversationId: chat });
    expect(items.map(({ task }) => task)).toEqual(['Go on', 'Hang on']);
  });

  it('ends with its chat, and an agent’s answer is not given again by the chat', async () => {
    app = await appWithScript([{ reply: 'Half', hang: true }]);
    const { id, conversationId } = await startRun(app, bot('b', { modelClientStream: true }), 'Go');
    await app.event(({ name }) => name === 'message-delta');
    const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
    const retried = await app.dispatch('chat.retry', { messageId: messages.at(-1)?.id });
    expect(retried).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    await app.call('conversations.remove', { id: conversationId ?? '' });
    await expect(app.call('runs.get', { runId: id })).rejects.toThrow('not_found');
    expect((await app.call('runs.list', {})).total).toBe(0);
    expect(app.events.some(({ name }) => name === 'run-removed')).toBe(true);
  });

  it('without a model is nowhere, and nothing is begun', async () => {
    app = await appWithScript([{ reply: 'x' }], { scriptedModel: null });
    await expect(startRun(app, bot('b'), 'Go')).rejects.toThrow('no_model');
    expect((await app.call('conversations.list', {})).total).toBe(0);
    const { id } = await startRun(app, person('ann'), 'Only people');
    expect((await settledRun(app, id)).status).toBe('waiting');
  });

  it('is listed page by page, by team, and deleted while what it used stays', async () => {
    app = await appWithScript([{ reply: 'Fine.', usage }]);
    const { team } = await app.call('agents.save', { id: null, name: 'B', component: bot('b') });
    for (const task of ['1', '2', '3']) {
      const { run } = await app.call('runs.start', { teamId: team.id, conversationId: null, task });
      await settledRun(app, run.id);
    }
    await startRun(app, bot('other'), 'x').then(({ id }) => settledRun(app, id));
    const first = await app.call('runs.list', { teamId: team.id, limit: 2 });
    expect(first.items.map(({ task }) => task)).toEqual(['3', '2']);
    const second = await app.call('runs.list', { teamId: team.id, limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ task: '1' }], total: 3, nextCursor: null });
    const bad = await app.dispatch('runs.list', { cursor: 'x; DROP TABLE' });
    expect(bad).toMatchObject({ ok: false, error: { code: 'invalid_input' } });

    const before = await app.call('runs.usage', {});
    expect(before.byRun).toHaveLength(4);
    await app.call('runs.delete', { runId: first.items[0]?.id ?? '' });
    const after = await app.call('runs.usage', {});
    expect(after.total).toEqual(before.total);
    expect(after.byRun).toHaveLength(3);
    expect(after.byAgent.map(({ agent, requests }) => [agent, requests])).toEqual([
      ['b', 3],
      ['other', 1],
    ]);
    expect(after.byDay).toMatchObject([{ requests: 4 }]);
    expect(after.byModel).toMatchObject([{ model: 'scripted' }]);
  });

  it('costs what a person says it does, also when it was before', async () => {
    app = await appWithScript([{ reply: 'Fine.', usage }]);
    const run = await startRun(app, bot('b'), 'Go').then(({ id }) => settledRun(app, id));
    expect(run.usage).toMatchObject({ cost: 0 });
    const price = { model: 'scrip*', promptPerMillion: 10, completionPerMillion: 100 };
    await app.call('settings.update', { changes: { modelPrices: [price] } });
    expect((await app.call('runs.usage', {})).total.cost).toBeCloseTo(0.002, 12);
    const bad = { changes: { modelPrices: [{ ...price, promptPerMillion: -1 }] } };
    expect(await app.dispatch('settings.update', bad)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', field: 'changes.modelPrices.0.promptPerMillion' },
    });
  });

  it('answers the same question from what was kept, unbilled', async () => {
    app = await appWithScript([
      { reply: 'One.', usage, times: 1 },
      { reply: 'Two.', usage },
    ]);
    await startRun(app, bot('b'), 'Go').then(({ id }) => settledRun(app, id));
    const again = await startRun(app, bot('b'), 'Go').then(({ id }) => settledRun(app, id));
    expect((await chatOf(app, again.conversationId)).at(-1)).toBe('b: One.');
    expect(again.usage).toMatchObject({ requests: 1, cachedRequests: 1, promptTokens: 0, cachedTokens: 110 });
  });
});
