/** Waits for a model are reported while they last, and stored with the run. */
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { ChatCompletionCache } from '#main/engine/model-clients/chat-completion-cache.ts';
import { FallbackChatModel } from '#main/engine/model-clients/fallback-chat-model.ts';
import { RateLimit, RateLimitedChatModel } from '#main/engine/model-clients/rate-limited-chat-model.ts';
import { RetryingChatModel } from '#main/engine/model-clients/retrying-chat-model.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { RecordingChatModel } from '#main/models/scripted/recording-chat-model.ts';
import { ReplayChatModel } from '#main/models/scripted/replay-chat-model.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { readRun, testEnvironment } from '../../../support/engine.ts';

const scripted = (name: string, ...rules: ScriptInput) => new ScriptedChatModel(rules, name);
const agentOf = (modelClient: ChatModel) => new AssistantAgent({ name: 'a', modelClient });
const pause = () => Promise.resolve();

function notices(messages: readonly AgentMessage[]): AgentMessage[] {
  return messages.filter(
    ({ type }) => type === 'ModelClientWaitEvent' || type === 'ModelClientFallbackEvent',
  );
}

function limitAt(perMs: number, requests = 1) {
  let now = 0;
  const wait = (ms: number) => {
    now += ms;
    return Promise.resolve();
  };
  return new RateLimit({ requests, perMs, now: () => now, pause: wait });
}

describe('an agent that waits for its model', () => {
  it('says for how long and for which limit, before it waits, in the stream and in the result', async () => {
    const agent = agentOf(new RateLimitedChatModel(scripted('m', { reply: 'x' }), limitAt(60_000)));
    expect(notices((await agent.run('Hi')).messages)).toEqual([]);
    const { streamed, result } = await readRun(agent.runStream('Ho'));
    const wait = { type: 'ModelClientWaitEvent', source: 'a', reason: 'limit', model: 'm' };
    expect(notices(streamed)).toMatchObject([{ ...wait, ms: 60_000, content: '1 a minute' }]);
    expect(notices(result.messages)).toEqual(notices(streamed));
    expect(result.messages.at(-1)).toMatchObject({ type: 'TextMessage', content: 'x' });
  });

  it('does not report a short wait', async () => {
    const agent = agentOf(new RateLimitedChatModel(scripted('m', { reply: 'x' }), limitAt(999)));
    await agent.run('Hi');
    expect(notices((await agent.run('Ho')).messages)).toEqual([]);
  });

  it('counts the requests queued before it', async () => {
    const limit = new RateLimit({
      requests: 2,
      perMs: 10_000,
      now: () => 500,
      pause: () => new Promise(() => undefined),
    });
    const stop = new AbortController();
    const waits: number[] = [];
    const entering = Array.from({ length: 6 }, () => {
      waits.push(limit.wait);
      return limit.enter(stop.signal).catch(() => undefined);
    });
    expect(waits).toEqual([0, 0, 10_000, 10_000, 20_000, 20_000]);
    stop.abort();
    await Promise.all(entering);
  });

  it.each([
    [1_000, '5 a second'],
    [3_600_000, '5 an hour'],
    [86_400_000, '5 a day'],
    [90_000, '5 in 90 s'],
  ])('names a limit in words (%i ms)', (perMs, words) => {
    expect(limitAt(perMs, 5).words).toBe(words);
  });

  it('reports a retry and its reason', async () => {
    const failing = scripted('m', { error: 'rate_limited', times: 2 }, { reply: 'at last' });
    const retrying = new RetryingChatModel(failing, { firstMs: 4_000, pause, random: () => 0 });
    const { messages } = await agentOf(retrying).run('Hi');
    expect(notices(messages)).toMatchObject([
      { type: 'ModelClientWaitEvent', reason: 'retry', model: 'm', ms: 4_000 },
      { type: 'ModelClientWaitEvent', reason: 'retry', model: 'm', ms: 8_000 },
    ]);
  });

  it('retries after a wrapped model had to wait', async () => {
    // A notice is no part of an answer: nothing was passed on that could not be taken back.
    const failing = scripted('m', { error: 'server_failed', times: 1 }, { reply: 'x' });
    const limited = new RateLimitedChatModel(failing, limitAt(60_000));
    await agentOf(limited).run('first of all');
    const { messages } = await agentOf(new RetryingChatModel(limited, { pause, firstMs: 1 })).run('Hi');
    expect(messages.at(-1)).toMatchObject({ type: 'TextMessage', content: 'x' });
  });

  it('reports which model replaced which, and why', async () => {
    const large = scripted('large', { error: 'server_failed' });
    const medium = scripted('medium', { reply: 'no' });
    const small = scripted('small', { reply: 'yes' });
    const model = new FallbackChatModel([large, medium, small], { filter: ({ text }) => text === 'yes' });
    const { messages } = await agentOf(model).run('Hi');
    expect(notices(messages)).toMatchObject([
      { type: 'ModelClientFallbackEvent', source: 'a', model: 'large', next: 'medium' },
      {
        type: 'ModelClientFallbackEvent',
        model: 'medium',
        next: 'small',
        content: 'The answer of “medium” was turned down.',
      },
    ]);
  });

  it('reports a wait behind a filter at once, and once', async () => {
    const limit = limitAt(60_000);
    const limited = new RateLimitedChatModel(scripted('m', { reply: 'yes' }), limit);
    const model = new FallbackChatModel([limited], { filter: () => true });
    await agentOf(model).run('Hi');
    const { messages } = await agentOf(model).run('Hi');
    expect(notices(messages)).toHaveLength(1);
  });

  it('does not report a wait for a cached answer', async () => {
    const kept = new Map<string, string>();
    const store = {
      get: (key: string) => kept.get(key) ?? null,
      set: (key: string, value: string) => void kept.set(key, value),
    };
    const limit = limitAt(60_000);
    await limit.enter(new AbortController().signal);
    const model = () =>
      new ChatCompletionCache({
        model: new RateLimitedChatModel(scripted('m', { reply: 'x' }), limit),
        store,
      });
    expect(notices((await agentOf(model()).run('Hi')).messages)).toHaveLength(1);
    expect(notices((await agentOf(model()).run('Hi')).messages)).toHaveLength(0);
  });

  it('reports the same when the run is replayed', async () => {
    const limit = limitAt(60_000);
    await limit.enter(new AbortController().signal);
    const outer = (base: ChatModel) =>
      agentOf(
        new FallbackChatModel([new RetryingChatModel(base, { pause, firstMs: 2_000, tries: 2 }), base]),
      );
    const failing = scripted('m', { error: 'server_failed', times: 2 }, { reply: 'x' });
    const recording = new RecordingChatModel(new RateLimitedChatModel(failing, limit));
    const first = await outer(recording).run('Hi', { environment: testEnvironment() });
    expect(notices(first.messages).map(({ type }) => type)).toEqual([
      'ModelClientWaitEvent',
      'ModelClientWaitEvent',
      'ModelClientWaitEvent',
      'ModelClientFallbackEvent',
      'ModelClientWaitEvent',
    ]);
    const again = new ReplayChatModel(JSON.parse(JSON.stringify(recording.recording)));
    const second = await outer(again).run('Hi', { environment: testEnvironment() });
    expect(second.messages).toEqual(first.messages);
  });

  it('is not counted as progress by any condition', async () => {
    const limit = limitAt(60_000);
    const limited = new RateLimitedChatModel(scripted('m', { reply: 'x' }), limit);
    const team = new RoundRobinGroupChat({
      participants: [agentOf(limited)],
      terminationCondition: new MaxMessageTermination(4, { includeAgentEvent: true }),
    });
    const { messages } = await team.run('Hi');
    expect(messages.filter(({ type }) => type === 'TextMessage')).toHaveLength(4);
    expect(notices(messages)).toHaveLength(2);
  });
});
