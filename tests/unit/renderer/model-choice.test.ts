import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { JsonObject } from '#renderer/features/agents/component/component-json.ts';
import type { ModelChoice } from '#renderer/features/agents/forms/fields/model-choice.ts';
import {
  choiceWords,
  firstModel,
  readModelChoice,
  writtenModelChoice,
} from '#renderer/features/agents/forms/fields/model-choice.ts';

const part = (provider: string, config: JsonObject) => ({ provider, version: 1, config });
const plain: ModelChoice = { models: ['a'], accept: [], again: null, perMinute: null };

describe('how a model is asked, as a form shows it', () => {
  it('is what it was written as, and can be built', () => {
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
        const written = writtenModelChoice(choice, part);
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

  it('is a plain name as long as nothing else is said, and nothing without a model', () => {
    expect(writtenModelChoice(plain, part)).toBe('a');
    expect(readModelChoice('a')).toEqual(plain);
    expect(writtenModelChoice({ ...plain, models: [] }, part)).toBeUndefined();
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
  ])('is left to JSON with %s', (_, value) => {
    expect(readModelChoice(value)).toBeNull();
  });

  it('is said in a few words', () => {
    const choice = { models: ['a', 'b', 'c'], accept: [], again: 1, perMinute: 10 };
    expect(choiceWords(choice, (name) => name.toUpperCase())).toBe('then B, C · 1 more try · 10 a minute');
    expect(choiceWords(plain, String)).toBe('');
  });
});
