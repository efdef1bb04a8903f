import { describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { BudgetedChatModel } from '#main/engine/model-clients/budgeted-chat-model.ts';
import { ChatCompletionCache } from '#main/engine/model-clients/chat-completion-cache.ts';
import { FallbackChatModel } from '#main/engine/model-clients/fallback-chat-model.ts';
import { ModelBudget } from '#main/engine/model-clients/model-budget.ts';
import { RetryingChatModel } from '#main/engine/model-clients/retrying-chat-model.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { DEFAULT_BUDGET, newRunBudget } from '#shared/agents/run-budget.ts';
import type { RunBudget } from '#shared/agents/run-budget.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';

const budgetOf = (limits: Partial<RunBudget> = {}): RunBudget => ({ ...newRunBudget(null), ...limits });
const usage = { promptTokens: 8, completionTokens: 2 };
const never = new AbortController().signal;

async function ask(model: ChatModel, content = 'Hello', signal = never): Promise<string> {
  let text = '';
  for await (const event of model.stream({ messages: [{ role: 'user', content }] }, signal))
    if (event.type === 'text-delta') text += event.text;
  return text;
}

const scripted = (script: ScriptInput) => new ScriptedChatModel(script);

/** A model that streams these events, and then throws or waits for its signal. */
function streams(events: readonly ModelEvent[], then?: TuteeError | 'hang'): ChatModel {
  return {
    name: 'm',
    local: true,
    async *stream(_request, signal) {
      yield* events;
      if (then instanceof TuteeError) throw then;
      if (then === undefined) return;
      await new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new TuteeError('cancelled', 'Stopped.')));
      });
    },
  };
}

describe('usage charged to a budget', () => {
  it('is every request, as reported by its server', async () => {
    const budget = new ModelBudget(budgetOf());
    const model = new BudgetedChatModel(scripted([{ reply: 'a', usage, times: 3 }]), budget);
    for (let count = 0; count < 3; count += 1) await ask(model);
    expect(budget.used).toMatchObject({ usedRequests: 3, usedTokens: 30, estimated: false });
  });

  it.each([
    ['says nothing', null],
    ['says 0', { promptTokens: 0, completionTokens: 0 }],
  ])('is estimated where a server %s', async (_, told) => {
    const budget = new ModelBudget(budgetOf());
    const events: ModelEvent[] = [
      { type: 'text-delta', text: 'x'.repeat(400) },
      { type: 'end', stopReason: 'stop', usage: told },
    ];
    await ask(new BudgetedChatModel(streams(events), budget), 'y'.repeat(800));
    expect(budget.used.estimated).toBe(true);
    expect(budget.used.usedTokens).toBeGreaterThanOrEqual(300);
    expect(budget.used.usedTokens).toBeLessThan(330);
  });

  it('is what arrived before an answer was stopped', async () => {
    const budget = new ModelBudget(budgetOf());
    const stop = new AbortController();
    const model = new BudgetedChatModel(
      streams([{ type: 'text-delta', text: 'x'.repeat(400) }], 'hang'),
      budget,
    );
    const reading = model.stream({ messages: [] }, stop.signal);
    await reading[Symbol.asyncIterator]().next();
    stop.abort();
    await reading.return(undefined);
    expect(budget.used).toMatchObject({ usedRequests: 1, usedTokens: expect.any(Number) as number });
    expect(budget.used.usedTokens).toBeGreaterThanOrEqual(100);
  });

  it('is a request without tokens when the server refused', async () => {
    const budget = new ModelBudget(budgetOf());
    const refused = new BudgetedChatModel(streams([], new TuteeError('wrong_key', 'No.')), budget);
    await expect(ask(refused)).rejects.toThrow('No.');
    expect(budget.used).toMatchObject({ usedRequests: 1, usedTokens: 0, estimated: false });
  });

  it('is each attempt of a retry, and each model of a fallback', async () => {
    const budget = new ModelBudget(budgetOf());
    const failing = new BudgetedChatModel(streams([], new TuteeError('server_failed', 'Down.')), budget);
    const good = new BudgetedChatModel(scripted([{ reply: 'Yes.', usage }]), budget);
    const retrying = new RetryingChatModel(failing, { tries: 3, pause: () => Promise.resolve() });
    expect(await ask(new FallbackChatModel([retrying, good]))).toBe('Yes.');
    expect(budget.used).toMatchObject({ usedRequests: 4, usedTokens: 10 });
  });

  it('is a retry that the client makes by itself', async () => {
    const budget = new ModelBudget(budgetOf());
    const again: ModelEvent = { type: 'wait', reason: 'retry', model: 'm', ms: 0, message: 'Down.' };
    const end: ModelEvent = { type: 'end', stopReason: 'stop', usage };
    await ask(new BudgetedChatModel(streams([again, again, end]), budget));
    expect(budget.used.usedRequests).toBe(3);
  });

  it('is nothing for cached answers', async () => {
    const budget = new ModelBudget(budgetOf());
    const kept = new Map<string, string>();
    const store = {
      get: (key: string) => kept.get(key) ?? null,
      set: (key: string, value: string) => void kept.set(key, value),
    };
    const model = new ChatCompletionCache({
      model: new BudgetedChatModel(scripted([{ reply: 'a', usage }]), budget),
      store,
    });
    await ask(model);
    await ask(model);
    expect(budget.used).toMatchObject({ usedRequests: 1, usedTokens: 10 });
  });
});

describe('a budget', () => {
  it('by default allows requests past the half and refuses those past the end', async () => {
    const budget = new ModelBudget(budgetOf({ maxRequests: 4 }));
    const model = new BudgetedChatModel(scripted([{ reply: 'a', usage, times: 9 }]), budget);
    for (let count = 0; count < 4; count += 1) await ask(model);
    await expect(ask(model)).rejects.toMatchObject({ code: 'quota_exceeded' });
    budget.raise({ maxRequests: 5 });
    expect(await ask(model)).toBe('a');
  });

  it('asks when no request is in flight, and not when only reserved tokens reach the half', async () => {
    const due: string[] = [];
    const budget = new ModelBudget(budgetOf({ maxTokens: 1_000 }), {
      onDue: (what) => {
        due.push(what);
        budget.goOn();
        return Promise.resolve();
      },
    });
    const first = await budget.admit(600, never);
    let second = false;
    const waiting = budget.admit(10, never).then((spending) => {
      second = true;
      return spending;
    });
    await Promise.resolve();
    expect([second, due]).toEqual([false, []]);
    first.end({ promptTokens: 100, completionTokens: 0 }, false);
    (await waiting).end({ promptTokens: 500, completionTokens: 0 }, false);
    expect(due).toEqual([]);
    await budget.admit(10, never);
    expect(due).toEqual(['half']);
  });

  it('never admits more requests than it has, however many ask at once', async () => {
    const budget = new ModelBudget(budgetOf({ maxRequests: 3, pastHalf: true }), {
      onDue: () => Promise.reject(new TuteeError('quota_exceeded', 'Spent.')),
    });
    const model = new BudgetedChatModel(scripted([{ reply: 'a', usage, times: 20 }]), budget);
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => ask(model)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('releases waiting requests when they are cancelled', async () => {
    const budget = new ModelBudget(budgetOf({ maxRequests: 1, usedRequests: 1 }), {
      onDue: () => Promise.withResolvers<void>().promise,
    });
    const stop = new AbortController();
    const asked = budget.admit(1, stop.signal);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a budget as data', () => {
  const part = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
  const bot = (more: Record<string, unknown> = {}) =>
    part('AssistantAgent', { name: 'a', model: 'm', ...more });
  const models = { m: scripted([{ reply: '-' }]) };
  const check = (component: unknown) => standardComponents().check('participant', component, { models });

  it('has defaults', () => {
    expect(newRunBudget(bot())).toMatchObject({ ...DEFAULT_BUDGET, usedTokens: 0, usedRequests: 0 });
    expect(newRunBudget(bot({ budget: { maxTokens: 5 } }))).toMatchObject({
      ...DEFAULT_BUDGET,
      maxTokens: 5,
    });
  });

  it.each([
    ['an agent', bot({ budget: { maxTokens: 5, maxRequests: 1 } })],
    ['a team', part('RoundRobinGroupChat', { participants: [bot()], budget: { maxRequests: 1 } })],
    [
      'a chat',
      part('TwoAgentChat', {
        name: 'c',
        participants: [bot(), part('AssistantAgent', { name: 'b', model: 'm' })],
        maxTurns: 1,
        budget: {},
      }),
    ],
  ])('stands in %s, and is written as it was read', (_, component) => {
    expect(check(component)).toEqual([]);
    const registry = standardComponents();
    expect(registry.dump(registry.load('participant', component, { models }))).toEqual(component);
  });

  it.each([
    ['nothing', { maxTokens: 0 }, '.maxTokens'],
    ['less', { maxRequests: -3 }, '.maxRequests'],
    ['a half', { maxRequests: 1.5 }, '.maxRequests'],
    ['words', { maxTokens: 'many' }, '.maxTokens'],
    ['no end', { maxTokens: 1e12 }, '.maxTokens'],
    ['another key', { tokens: 5 }, ''],
  ])('is refused when it allows %s', (_, budget, key) => {
    expect(check(bot({ budget }))).toMatchObject([{ path: `config.budget${key}` }]);
  });

  it('is refused in nested components, where it would have no effect', () => {
    const inner = part('RoundRobinGroupChat', {
      name: 'inner',
      participants: [bot()],
      budget: { maxRequests: 1 },
    });
    expect(check(part('Swarm', { participants: [inner] }))).toMatchObject([
      {
        path: 'config.participants.0.config.budget',
        message: expect.stringContaining('outermost') as string,
      },
    ]);
  });
});
