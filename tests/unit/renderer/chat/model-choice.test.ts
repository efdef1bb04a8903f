import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { JsonObject } from '#renderer/features/agents/component/component-json.ts';
import type { ModelChoice } from '#renderer/features/agents/forms/fields/model-choice.ts';
import {
  describeModelChoice,
  firstModel,
  readModelChoice,
  writeModelChoice,
} from '#renderer/features/agents/forms/fields/model-choice.ts';

const part = (provider: string, config: JsonObject) => ({ provider, version: 1, config });
const plain: ModelChoice = { models: ['a'], accept: [], again: null, perMinute: null };

describe('the model choice of a form', () => {
  it('is parsed as it was written, and builds a model', () => {
    const names = ['a', 'b', 'c'];
    const models = Object.fromEntries(
      names.map((name) => [name, new ScriptedChatModel([{ reply: 'x' }], name)]),
    );
    const choices = fc.record({
      models: fc.shuffledSubarray(names, { minLength: 1 }),
      accept: fc.subarray(['notEmpty', 'notCut', 'matchesFormat']),
      again: fc.option(fc.integer({ min: 0, max: 19 })),
      perMinute: fc.option(fc.integer({ min: 1, max: 600 })),
    });
    fc.assert(
      fc.property(choices, (given) => {
        const choice = given.models.length > 1 ? given : { ...given, accept: [] };
        const written = writeModelChoice(choice, part);
        expect(readModelChoice(written)).toEqual(choice);
        expect(firstModel(written)).toBe(choice.models[0]);
        standardComponents().load(
          'participant',
          part('AssistantAgent', { name: 'x', model: written ?? '' }),
          { models },
        );
      }),
    );
  });

  it('is a plain name without further settings, and undefined without a model', () => {
    expect(writeModelChoice(plain, part)).toBe('a');
    expect(readModelChoice('a')).toEqual(plain);
    expect(writeModelChoice({ ...plain, models: [] }, part)).toBeUndefined();
    expect(readModelChoice(undefined)?.models).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['a wait of its own', part('RetryingChatModel', { model: 'a', tries: 2, firstMs: 9 })],
    ['a limit in another time', part('RateLimitedChatModel', { model: 'a', requests: 2, perMs: 1_000 })],
    [
      'tries around several',
      part('RetryingChatModel', { model: part('FallbackChatModel', { models: ['a', 'b'] }), tries: 2 }),
    ],
    [
      'other tries for each',
      part('FallbackChatModel', { models: [part('RetryingChatModel', { model: 'a', tries: 2 }), 'b'] }),
    ],
    ['one model twice', part('FallbackChatModel', { models: ['a', 'a'] })],
    ['no model at all', part('FallbackChatModel', { models: [] })],
    ['something nobody knows', part('MyModel', { model: 'a' })],
    ['no component', { name: 'a' }],
  ])('cannot be shown for %s', (_, value) => {
    expect(readModelChoice(value)).toBeNull();
  });

  it('has a short description', () => {
    const choice = { models: ['a', 'b', 'c'], accept: [], again: 1, perMinute: 10 };
    expect(describeModelChoice(choice, (name) => name.toUpperCase())).toBe(
      'then B, C · 1 more try · 10 a minute',
    );
    expect(describeModelChoice(plain, String)).toBe('');
  });
});
