/** Runs of agents and teams in chats, through the whole main side with a scripted model. */
import { setImmediate as breathe } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { TestApp } from '../../support/app.ts';
import { inShort } from '../../support/engine.ts';
import { answerAll, appWithScript, bot, chatOf, component, person } from '../../support/runs.ts';
import { roundRobin, settledRun, startRun } from '../../support/runs.ts';

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
  it('creates the chat, writes in it under the names of its agents, streams, and is in the sums', async () => {
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

  it('publishes every message once, and chunks that make up the whole in both streams', async () => {
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
    // The chat appears in the page's list by itself.
    const listed = app.events.flatMap((event) =>
      event.name === 'conversation-changed' ? [event.payload.conversation] : [],
    );
    expect(listed.map(({ id, title }) => [id, title])).toContainEqual([run.conversationId, 'A poem']);
  });

  it('waits for a person, takes the answer, and its text is the person’s', async () => {
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

  it('takes a message while it waits as the answer, and continues with one after its end', async () => {
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
      // The text before the call appears once, and not also as a thought.
      expect(messages[1]).toMatchObject({ text: 'Let me look.', reasoning: '' });
    }
  });

  it('takes several decisions at once, in any order, each once', async () => {
    app = await appWithScript([
      { when: { afterTools: true }, reply: 'Done.' },
      {
        toolCalls: [
          { name: 'search_memories', arguments: { query: 'a' } },
          { name: 'search_memories', arguments: { query: 'b' } },
        ],
      },
    ]);
    const desk = bot('desk', { tools: ['search_memories'], reflectOnToolUse: true });
    const asked = await startRun(app, desk, 'Look').then(({ id }) => settledRun(app, id));
    expect(asked.requests).toHaveLength(2);
    let run = await answerAll(app, asked, [{ type: 'approve' }, { type: 'reject', reason: 'No.' }]);
    while (run.status !== 'complete') run = await settledRun(app, run.id);
    const { messages } = await app.call('runs.get', { runId: run.id });
    const decided = messages.flatMap((one) => (one.type === 'ToolCallApprovalEvent' ? [one.decision] : []));
    expect(decided.toSorted()).toEqual(['approved', 'rejected']);
  });

  it('lets a person hand off to any agent in a swarm', async () => {
    app = await appWithScript([
      { when: { systemIncludes: 'desk' }, toolCalls: [{ name: 'transfer_to_ann' }] },
      { when: { systemIncludes: 'expert' }, reply: 'I know. BYE' },
    ]);
    const team = component('Swarm', {
      name: 'swarm',
      participants: [bot('desk', { handoffs: ['ann'] }), bot('expert'), person('ann')],
      terminationCondition: component('TextMentionTermination', { text: 'BYE' }),
    });
    const asked = await startRun(app, team, 'Help').then(({ id }) => settledRun(app, id));
    const done = await answerAll(app, asked, [{ type: 'handoff', target: 'expert', text: 'You do it.' }]);
    expect(done.status).toBe('complete');
    expect((await chatOf(app, done.conversationId)).slice(-2)).toEqual([
      'You: You do it.',
      'expert: I know. BYE',
    ]);
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

  it('that awaits nothing can still be stopped', async () => {
    app = await appWithScript(poem);
    const never = { humanInputMode: 'NEVER' };
    const team = roundRobin([person('one', never), person('other', never)], { maxTurns: 200 });
    const { id } = await startRun(app, team, 'Talk');
    await breathe();
    const { run } = await app.call('runs.stop', { runId: id });
    expect(run.status).toBe('cancelled');
    expect(run.messages).toBeLessThan(200);
  });

  it('pauses, takes messages meanwhile, and resumes', async () => {
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

  it('that fails says so in the chat under the name of the agent, and can be resumed', async () => {
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
