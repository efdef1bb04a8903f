import { afterEach, describe, expect, it, vi } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { ChatCompletionCache } from '#main/engine/model-clients/chat-completion-cache.ts';
import { FallbackChatModel } from '#main/engine/model-clients/fallback-chat-model.ts';
import { RateLimit, RateLimitedChatModel } from '#main/engine/model-clients/rate-limited-chat-model.ts';
import { canonicalJson } from '#main/engine/model-clients/request-key.ts';
import { RetryingChatModel } from '#main/engine/model-clients/retrying-chat-model.ts';
import { KNOWN_PRICES } from '#main/engine/usage/known-prices.ts';
import { ModelPrices } from '#main/engine/usage/model-prices.ts';
import { usageByAgent, usageOfRun } from '#main/engine/usage/sum-usage.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { inShort, readRun, testEnvironment } from '../../../support/engine.ts';

afterEach(() => vi.useRealTimers());

const usage = { promptTokens: 100, completionTokens: 10 };
const scripted = (name: string, ...rules: ScriptInput) => new ScriptedChatModel(rules, name);
const agentOf = (modelClient: ChatModel) =>
  new AssistantAgent({ name: 'a', modelClient, modelClientStream: true });
const fresh = () => ({ kept: new Map<string, string>() });

/** Asks a new agent the same question, so that the request is the same; once as a stream and once collected. */
async function askBoth(model: () => ChatModel, question = 'Hi') {
  const options = () => ({ environment: testEnvironment() });
  const { result } = await readRun(agentOf(model()).runStream(question, options()));
  const collected = await agentOf(model()).run(question, options());
  expect(collected.outcome).toEqual(result.outcome);
  return result;
}

function cached(model: ChatModel, { kept }: { kept: Map<string, string> }, identity?: string) {
  const store = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
  };
  return new ChatCompletionCache({ model, store, ...(identity !== undefined && { identity }) });
}

describe('the response cache', () => {
  it('answers the same request again, marked and complete', async () => {
    const memory = fresh();
    const model = scripted('m', { reply: 'Hello', reasoning: 'Hm', usage, times: 1 });
    const first = await agentOf(cached(model, memory)).run('Hi');
    const again = await askBoth(() => cached(model, memory));
    expect(model.requests).toHaveLength(1);
    expect(inShort(again.messages)).toEqual(inShort(first.messages));
    expect(first.messages.at(-1)?.modelsUsage).toEqual({ ...usage, model: 'm', cached: false });
    expect(again.messages.at(-1)?.modelsUsage).toEqual({ ...usage, model: 'm', cached: true });
  });

  it('stores tool calls', async () => {
    const memory = fresh();
    const model = scripted('m', { toolCalls: [{ name: 'none' }], times: 1 });
    const first = await agentOf(cached(model, memory)).run('Hi');
    const again = await agentOf(cached(model, memory)).run('Hi');
    expect(inShort(again.messages)).toEqual(inShort(first.messages));
    expect(again.messages.at(-1)).toMatchObject({ toolCalls: [{ id: 'call_1' }] });
  });

  it.each([
    ['another model', scripted('other', { reply: 'other' }), undefined, 'Hi'],
    ['another server', scripted('m', { reply: 'other' }), 'https://elsewhere', 'Hi'],
    ['another question', scripted('m', { reply: 'other' }), undefined, 'Ho'],
  ])('is a miss for %s', async (_, model, identity, question) => {
    const memory = fresh();
    await agentOf(cached(scripted('m', { reply: 'one' }), memory)).run('Hi');
    const { messages } = await agentOf(cached(model, memory, identity)).run(question);
    expect(inShort(messages).at(-1)).toBe('a: other');
    expect(memory.kept.size).toBe(2);
  });

  it.each([
    ['half a text', '{"type":"ChatComp'],
    ['another form', '{"type":"ChatCompletion","version":2}'],
    ['', ''],
  ])('is a miss for a corrupt entry (%s), which is replaced', async (_, corrupt) => {
    const memory = fresh();
    await agentOf(cached(scripted('m', { reply: 'one' }), memory)).run('Hi');
    for (const key of memory.kept.keys()) memory.kept.set(key, corrupt);
    const model = scripted('m', { reply: 'two', times: 1 });
    const result = await askBoth(() => cached(model, memory));
    expect(inShort(result.messages).at(-1)).toBe('a: two');
    expect(model.requests).toHaveLength(1);
  });

  it('works without a store that fails, and reports it', async () => {
    const told: unknown[] = [];
    const broken = () => Promise.reject(new Error('disk'));
    const model = new ChatCompletionCache({
      model: scripted('m', { reply: 'one' }),
      store: { get: broken, set: broken },
      onStoreFailure: (thrown) => told.push(thrown),
    });
    expect(inShort((await agentOf(model).run('Hi')).messages).at(-1)).toBe('a: one');
    expect(told).toHaveLength(2);
  });

  it('stores nothing of a failed answer', async () => {
    const memory = fresh();
    await agentOf(cached(scripted('m', { reply: 'Hal', error: 'server_failed' }), memory)).run('Hi');
    expect(memory.kept.size).toBe(0);
  });

  it('has one key for equal values', () => {
    expect(canonicalJson({ b: [1, undefined], a: { d: undefined, c: null } })).toBe(
      canonicalJson({ a: { c: null }, b: [1, null] }),
    );
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
  });
});

describe('retries', () => {
  const waits = () => {
    const waited: number[] = [];
    const pause = (ms: number) => {
      waited.push(ms);
      return Promise.resolve();
    };
    return { waited, options: { pause, random: () => 1, firstMs: 100, longestMs: 150 } };
  };

  it('follow growing waits, up to a limit', async () => {
    const { waited, options } = waits();
    const failing = scripted('m', { error: 'rate_limited', times: 2 }, { reply: 'at last' });
    const { messages } = await agentOf(new RetryingChatModel(failing, options)).run('Hi');
    expect(inShort(messages).at(-1)).toBe('a: at last');
    expect(waited).toEqual([100, 150]);
  });

  it('end after the given number, and the failure reaches the caller as data with the agent’s name', async () => {
    const { waited, options } = waits();
    const model = () =>
      new RetryingChatModel(scripted('m', { error: 'server_failed' }), { ...options, tries: 2 });
    const result = await askBoth(model);
    expect(result.outcome).toMatchObject({
      status: 'failed',
      failure: { agent: 'a', error: { code: 'server_failed' } },
    });
    expect(waited).toEqual([100, 100]);
  });

  it.each([
    ['a failure that will not pass', { error: 'wrong_key' } as const],
    ['a failure after a piece was passed on', { reply: 'Hal', error: 'server_failed' } as const],
  ])('are not made after %s', async (_, rule) => {
    const { waited, options } = waits();
    const model = scripted('m', rule);
    await agentOf(new RetryingChatModel(model, options)).run('Hi');
    expect(model.requests).toHaveLength(1);
    expect(waited).toEqual([]);
  });

  it('can be cancelled while they wait, and leave no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const model = scripted('m', { error: 'server_failed' });
    const retrying = new RetryingChatModel(model, { firstMs: 3_600_000, longestMs: 3_600_000 });
    const stop = new AbortController();
    const run = agentOf(retrying).run('Hi', { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    expect(model.requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(1);
    stop.abort();
    expect((await run).outcome).toEqual({ status: 'cancelled' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a list of fallback models', () => {
  it('is used in order when one fails, and the answer names its model', async () => {
    const second = () => scripted('second', { reply: 'From the second.', usage });
    const model = () => new FallbackChatModel([scripted('first', { error: 'unreachable' }), second()]);
    const { messages } = await askBoth(model);
    expect(messages.at(-1)).toMatchObject({
      content: 'From the second.',
      modelsUsage: { model: 'second' },
    });
  });

  it('is used in order when an answer is rejected, and its usage is counted', async () => {
    const model = () =>
      new FallbackChatModel(
        [scripted('first', { reply: 'No idea.', usage }), scripted('second', { reply: '42', usage })],
        { filter: ({ text }) => /\d/.test(text) },
      );
    const result = await askBoth(model);
    expect(inShort(result.messages)).toEqual([
      'user: Hi',
      'a: [ModelClientFallbackEvent]',
      'a: [UsageEvent]',
      'a: 42',
    ]);
    const prices = new ModelPrices([
      { model: 'first', promptPerMillion: 1, completionPerMillion: 10 },
      { model: 'second', promptPerMillion: 10, completionPerMillion: 100 },
    ]);
    expect(usageOfRun(result.messages, prices)).toMatchObject({ requests: 2, promptTokens: 200 });
    expect(usageOfRun(result.messages, prices).cost).toBeCloseTo(0.0022, 10);
  });

  it('reports every failure when all fail', async () => {
    const model = () =>
      new FallbackChatModel(
        [scripted('first', { error: 'unreachable' }), scripted('second', { reply: 'x' })],
        {
          filter: () => false,
        },
      );
    const { outcome } = await askBoth(model);
    expect(outcome).toMatchObject({
      failure: {
        agent: 'a',
        error: {
          code: 'invalid_output',
          detail: expect.stringMatching(/first: .*\nsecond: .*turned down/) as string,
        },
      },
    });
  });

  it('is left when the run is cancelled', async () => {
    const second = scripted('second', { reply: 'x' });
    const model = new FallbackChatModel([scripted('first', { reply: 'a', hang: true }), second]);
    const stop = new AbortController();
    const run = agentOf(model).runStream('Hi', { signal: stop.signal });
    await run.next();
    await run.next();
    const rest = readRun(run);
    stop.abort();
    expect((await rest).result.outcome).toEqual({ status: 'cancelled' });
    expect(second.requests).toHaveLength(0);
  });

  it('asks no further model once it is cancelled, also before the first chunk', async () => {
    const stop = new AbortController();
    const first: ChatModel = {
      name: 'first',
      local: true,
      stream: (_, signal) => {
        stop.abort();
        signal.throwIfAborted();
        throw new Error('It was not aborted.');
      },
    };
    const second = scripted('second', { reply: 'x' });
    const stream = new FallbackChatModel([first, second]).stream({ messages: [] }, stop.signal);
    await expect(stream.next()).rejects.toThrow(/abort/);
    expect(second.requests).toHaveLength(0);
  });
});

describe('a rate limit', () => {
  it('admits this many requests per window, whichever model they go to', async () => {
    let now = 0;
    const begun: number[] = [];
    const limit = new RateLimit({
      requests: 2,
      perMs: 1_000,
      now: () => now,
      pause: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    });
    const model = new RateLimitedChatModel(scripted('m', { reply: 'x' }), limit);
    for (let index = 0; index < 5; index += 1) {
      await agentOf(model).run('Hi');
      begun.push(now);
      now += 100;
    }
    expect(begun).toEqual([0, 100, 1_000, 1_100, 2_000]);
  });

  it('does not delay cancelled requests, nor those queued behind them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const limit = new RateLimit({ requests: 1, perMs: 3_600_000 });
    await limit.enter(new AbortController().signal);
    const stop = new AbortController();
    const waiting = [limit.enter(stop.signal), limit.enter(stop.signal)];
    stop.abort();
    for (const { status } of await Promise.allSettled(waiting)) expect(status).toBe('rejected');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('cost', () => {
  const prices = new ModelPrices(
    [{ model: 'my-*', promptPerMillion: 0, completionPerMillion: 0 }],
    [{ model: 'gpt-*-mini', promptPerMillion: 0.4, completionPerMillion: 1.6 }],
  );

  it('is by pattern, with the user’s own prices first; an unknown price is not zero', () => {
    const used = { promptTokens: 1_000_000, completionTokens: 1_000_000, cached: false };
    expect(prices.costOf({ ...used, model: 'GPT-9-mini' })).toBe(2);
    expect(prices.costOf({ ...used, model: 'my-model' })).toBe(0);
    expect(prices.costOf({ ...used, model: 'gpt-9' })).toBeNull();
    expect(prices.costOf({ ...used, model: 'gpt-9', cached: true })).toBe(0);
  });

  it('comes with a price list in which no entry hides another', () => {
    const known = new ModelPrices(KNOWN_PRICES);
    for (const price of KNOWN_PRICES)
      expect(known.priceOf(price.model.replace('*', '26'))).toBe(known.priceOf(price.model));
    expect(known.priceOf('gpt-4o-mini')).toMatchObject({ promptPerMillion: 0.15 });
    expect(known.priceOf('gpt-4o-2024-08-06')).toMatchObject({ promptPerMillion: 2.5 });
    expect(known.priceOf('claude-opus-4-1-20250805')).toMatchObject({ promptPerMillion: 15 });
    expect(known.priceOf('claude-opus-5-5')).toMatchObject({ promptPerMillion: 4 });
    expect(known.priceOf('gpt-4o-audio')).toBeNull();
    // Where pages contradict each other there is no price.
    expect(known.priceOf('o3')).toBeNull();
    expect(known.priceOf('llama3.2:3b')).toBeNull();
  });

  it('has the source and day of every built-in price', () => {
    for (const { source, asOf } of KNOWN_PRICES) {
      expect(source).toMatch(/^https:\/\//);
      expect(Date.parse(asOf ?? '')).not.toBeNaN();
    }
  });

  it('is less for what the server still had of the prompt, where that has a price of its own', () => {
    const list = { model: 'm', promptPerMillion: 10, completionPerMillion: 0 };
    const used = {
      model: 'm',
      promptTokens: 1_000_000,
      completionTokens: 0,
      cachedPromptTokens: 900_000,
      cached: false,
    };
    expect(new ModelPrices([{ ...list, cachedPerMillion: 1 }]).costOf(used)).toBeCloseTo(1.9, 9);
    expect(new ModelPrices([list]).costOf(used)).toBe(10);
  });

  it('is unknown for prompts longer than a price applies to', () => {
    const some = new ModelPrices([
      { model: 'm', promptPerMillion: 1, completionPerMillion: 1, maxPromptTokens: 100 },
    ]);
    const used = { model: 'm', completionTokens: 0, cached: false };
    expect(some.costOf({ ...used, promptTokens: 100 })).toBe(0.0001);
    expect(some.costOf({ ...used, promptTokens: 101 })).toBeNull();
    expect(some.costOf({ ...used, promptTokens: 101, requests: 2 })).toBe(0.000101);
  });

  it('is reported per agent, known parts separate from unknown ones', async () => {
    const memory = fresh();
    const model = () => cached(scripted('gpt-9-mini', { reply: 'x', usage }), memory);
    const first = await agentOf(model()).run('Hi');
    const again = await agentOf(model()).run('Hi');
    const strange = await agentOf(scripted('strange', { reply: 'y', usage })).run('Hi');
    const messages = [first, again, strange].flatMap((result) => result.messages);
    expect(usageByAgent(messages, prices).get('a')).toEqual({
      requests: 3,
      promptTokens: 200,
      completionTokens: 20,
      cachedRequests: 1,
      cachedTokens: 110,
      cost: null,
      knownCost: (100 * 0.4 + 10 * 1.6) / 1_000_000,
      unpriced: ['strange'],
    });
    expect(usageByAgent(first.messages, prices).get('a')?.cost).toBeCloseTo(0.000056, 10);
  });

  it('refuses a price list with the path of its fault', () => {
    const bad = [{ model: 'x', promptPerMillion: -1, completionPerMillion: 0 }];
    expect(() => new ModelPrices(bad)).toThrow(expect.objectContaining({ field: '0.promptPerMillion' }));
    const starry = [{ model: 'a*b*c*d*', promptPerMillion: 1, completionPerMillion: 0 }];
    expect(() => new ModelPrices([], starry)).toThrow(expect.objectContaining({ field: '0.model' }));
  });
});
