import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComponentModel, ModelSpec } from '#main/engine/components/component.ts';
import type { ComponentResources } from '#main/engine/components/component-kinds.ts';
import { namedModels } from '#main/engine/components/named-models.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { RateLimit } from '#main/engine/model-clients/rate-limited-chat-model.ts';
import { RateLimits } from '#main/engine/model-clients/rate-limits.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { inShort, testEnvironment } from '../../../support/engine.ts';

const registry = standardComponents();
const usage = { promptTokens: 100, completionTokens: 10 };
const part = (provider: string, config: Record<string, unknown> = {}, version = 1): ComponentModel => ({
  provider,
  version,
  config,
});
const fallback = (models: ModelSpec[], accept?: string[]) =>
  part('FallbackChatModel', { models, ...(accept !== undefined && { accept }) });
const retry = (model: ModelSpec, tries: number) => part('RetryingChatModel', { model, tries });
const limited = (model: ModelSpec, requests: number) => part('RateLimitedChatModel', { model, requests });
const agent = (model: unknown, more: Record<string, unknown> = {}) =>
  part('AssistantAgent', { name: 'a', model, ...more });
const scripted = (name: string, ...rules: ScriptInput) => new ScriptedChatModel(rules, name);

/** Its first answer always has this end. */
function endingWith(name: string, text: string, stopReason: 'stop' | 'length' | 'filtered'): ChatModel {
  return {
    name,
    local: true,
    async *stream() {
      await Promise.resolve();
      if (text !== '') yield { type: 'text-delta', text };
      yield { type: 'end', stopReason, usage };
    },
  };
}

async function ask(
  component: ComponentModel,
  models: Record<string, ChatModel>,
  more: ComponentResources = {},
) {
  const pause = () => Promise.resolve();
  const participant = registry.load('participant', component, { models, pause, ...more });
  return collectRun(streamTask(participant, 'Hi', { environment: testEnvironment() }));
}

describe('a model as a component', () => {
  it('is asked in place of one that fails, and usage is counted for the one that answered', async () => {
    const models = {
      large: scripted('large', { error: 'server_failed' }),
      small: scripted('small', { reply: 'Hello.', usage }),
    };
    const { messages } = await ask(agent(fallback(['large', 'small'])), models);
    expect(inShort(messages)).toEqual(['user: Hi', 'a: [ModelClientFallbackEvent]', 'a: Hello.']);
    expect(messages.at(-1)?.modelsUsage).toEqual({ ...usage, model: 'small', cached: false });
  });

  it.each<[string, string[], ChatModel]>([
    ['says nothing', ['notEmpty'], endingWith('first', ' \n', 'stop')],
    ['was cut', ['notCut'], endingWith('first', 'Hel', 'length')],
    ['was broken off by its server', ['notCut'], endingWith('first', 'Hel', 'filtered')],
    ['has not the form', ['notEmpty', 'matchesFormat'], endingWith('first', '{"n": "one"}', 'stop')],
  ])('is asked in place of one whose answer %s; both are counted', async (_, accept, first) => {
    const outputFormat = {
      name: 'number',
      schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
    };
    const models = { first, second: scripted('second', { json: { n: 1 }, usage }) };
    const { messages } = await ask(agent(fallback(['first', 'second'], accept), { outputFormat }), models);
    expect(messages.at(-1)).toMatchObject({ type: 'StructuredMessage', content: { n: 1 } });
    expect(messages.flatMap(({ modelsUsage }) => modelsUsage?.model ?? [])).toEqual(['first', 'second']);
  });

  it('accepts an answer that passes the rules, and a tool call in place of text or format', async () => {
    const call = scripted('first', { toolCalls: [{ name: 'none' }], times: 1 }, { reply: 'x' });
    const models = { first: call, second: scripted('second', { reply: 'never' }) };
    await ask(agent(fallback(['first', 'second'], ['notEmpty', 'notCut', 'matchesFormat'])), models);
    expect(models.second.requests).toHaveLength(0);
  });

  it('fails with the last error when no answer is accepted', async () => {
    const models = {
      a: scripted('a', { error: 'unreachable' }),
      b: scripted('b', { error: 'wrong_key' }),
    };
    const { outcome } = await ask(agent(fallback(['a', 'b'])), models);
    expect(outcome).toMatchObject({
      status: 'failed',
      failure: { agent: 'a', error: { code: 'wrong_key' } },
    });
  });

  it('is retried the given number of times', async () => {
    const rules = [{ error: 'server_failed', times: 2 }, { reply: 'Hello.' }] as const;
    const models = { small: scripted('small', ...rules) };
    const { messages } = await ask(agent(retry('small', 3)), models);
    expect(inShort(messages).at(-1)).toBe('a: Hello.');
    const again = { small: scripted('small', ...rules) };
    const { outcome } = await ask(agent(retry('small', 2)), again);
    expect(outcome.status).toBe('failed');
    expect(again.small.requests).toHaveLength(2);
  });

  it('is one model for everyone who names it: its limit applies to all, including retries', async () => {
    let now = 0;
    const pause = (ms: number) => {
      now += ms;
      return Promise.resolve();
    };
    const limits = new RateLimits((_, limit) => new RateLimit({ ...limit, now: () => now, pause }));
    const begun: number[] = [];
    const small = scripted('small', { error: 'server_failed', times: 1 }, { reply: 'Hello.' });
    const watched: ChatModel = {
      name: 'small',
      local: true,
      stream: (request, signal) => {
        begun.push(now);
        return small.stream(request, signal);
      },
    };
    const one = limits.add('small', watched);
    // Another name of the same model does not bypass the limit.
    const models = { small: one, default: limits.add('default', watched) };
    const named = (name: string, model: ModelSpec) => part('AssistantAgent', { name, model });
    const team = part('RoundRobinGroupChat', {
      participants: [
        named('a', retry(limited('small', 2), 2)),
        named('b', limited('small', 3)),
        named('c', 'default'),
      ],
      maxTurns: 3,
    });
    const { messages } = await ask(team, models, { limits, pause: () => Promise.resolve() });
    const short = ['user: Hi', 'a: Hello.', 'b: [ModelClientWaitEvent]', 'b: Hello.', 'c: Hello.'];
    expect(inShort(messages)).toEqual(short);
    expect(begun).toEqual([0, 0, 60_000, 60_000]);
  });

  it('is limited separately in each load by default', async () => {
    const models = { small: scripted('small', { reply: 'Hello.' }) };
    await ask(agent(limited('small', 1)), models);
    await ask(agent(limited('small', 1)), models);
    expect(models.small.requests).toHaveLength(2);
  });

  it('can stand wherever a model is named', () => {
    const model = fallback([retry('small', 2), limited('large', 5)], ['notCut']);
    const context = part('SummarizingChatCompletionContext', { model, tokenLimit: 100, source: 'a' });
    const inner = part('RoundRobinGroupChat', {
      participants: [agent(model, { modelContext: context })],
      maxTurns: 1,
    });
    const society = part('SocietyOfMindAgent', { name: 'thinker', team: inner, model });
    const selector = part('SelectorGroupChat', {
      name: 'chosen',
      participants: [society, agent(model)],
      model,
      maxTurns: 2,
    });
    const lead = part('MagenticOneGroupChat', {
      participants: [selector, part('CodeExecutorAgent', { name: 'code', model })],
      model,
    });
    const built = registry.load('participant', lead, {
      models: { small: scripted('small', { reply: 'x' }), large: scripted('large', { reply: 'x' }) },
      codeExecutor: { execute: () => Promise.resolve({ exitCode: 0, output: '' }) },
    });
    expect(registry.dump(built)).toEqual(lead);
    expect(namedModels(lead).toSorted()).toEqual(['large', 'small']);
  });

  it('dumps what it was loaded from, in any combination', () => {
    const { spec } = fc.letrec<{ spec: ModelSpec; whole: ComponentModel }>((tie) => ({
      spec: fc.oneof({ maxDepth: 4 }, fc.constantFrom('small', 'large'), tie('whole')),
      whole: fc.oneof(
        fc
          .record(
            {
              models: fc.array(tie('spec'), { minLength: 1, maxLength: 3 }),
              accept: fc.subarray(['notEmpty', 'notCut', 'matchesFormat']),
            },
            { requiredKeys: ['models'] },
          )
          .map((config) => part('FallbackChatModel', config)),
        fc
          .record({ model: tie('spec'), tries: fc.integer({ min: 1, max: 20 }) })
          .map((config) => part('RetryingChatModel', config)),
        fc
          .record({ model: tie('spec'), requests: fc.integer({ min: 1, max: 99 }) })
          .map((config) => part('RateLimitedChatModel', config)),
      ),
    }));
    const models = { small: scripted('small', { reply: 'x' }), large: scripted('large', { reply: 'x' }) };
    fc.assert(
      fc.property(spec, (model) => {
        const built = registry.load('participant', agent(model), { models });
        expect(registry.dump(built)).toEqual(agent(model));
        if (typeof model !== 'string')
          expect(registry.dump(registry.load('model', model, { models }))).toEqual(model);
      }),
    );
  });
});

describe('a model as a component is refused with the path', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['a number', 7, 'config.model', /name of a model/],
    ['half a component', { provider: 'FallbackChatModel', config: {} }, 'config.model.version', /is missing/],
    [
      'something that is no model',
      part('StopMessageTermination'),
      'config.model.provider',
      /a termination condition.*FallbackChatModel/,
    ],
    ['code', part('import:models/evil.ts'), 'config.model.provider', /not known here/],
    [
      'another version',
      part('RetryingChatModel', { model: 'small' }, 2),
      'config.model.version',
      /newer Tutee/,
    ],
    ['no models', fallback([]), 'config.model.config.models', /./],
    ['one that is not there', fallback(['small', 'huge']), 'config.model.config.models.1', /no model “huge”/],
    ['one of every object', fallback(['toString']), 'config.model.config.models.0', /no model/],
    ['a rule nobody knows', fallback(['small'], ['isTrue']), 'config.model.config.accept.0', /./],
    [
      'a function in place of rules',
      part('FallbackChatModel', { models: ['small'], filter: 'x => true' }),
      'config.model.config',
      /filter/,
    ],
    ['no tries', fallback([retry('small', 0)]), 'config.model.config.models.0.config.tries', /./],
    ['half a request', limited('small', 0.5), 'config.model.config.requests', /./],
    [
      'a time that is none',
      part('RateLimitedChatModel', { model: 'small', requests: 1, perMs: 0 }),
      'config.model.config.perMs',
      /./,
    ],
  ])('for %s', (_, model, field, message) => {
    const load = () =>
      registry.load('participant', agent(model), { models: { small: scripted('small', { reply: 'x' }) } });
    expect(load).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
    expect(load).toThrow(message);
  });

  it('for models nested too deeply', () => {
    let nested: ModelSpec = 'small';
    for (let level = 0; level < 10_000; level += 1) nested = fallback([nested]);
    expect(() => registry.load('participant', agent(nested), { models: {} })).toThrow(/inside each other/);
  });
});
