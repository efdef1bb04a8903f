import { describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { mentionedNames } from '#main/engine/teams/selector/mentioned-names.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { namer, selectorTeam as made, speakers } from '../../../support/teams/selector-team.ts';
import type { SelectorOptions } from '../../../support/teams/selector-team.ts';

describe('the names that a text mentions', () => {
  const names = ['writer', 'senior writer', 'code_critic', 'Käthe', 'C++'];
  it.each<[string, string[]]>([
    ['writer', ['writer']],
    ['**Writer**.', ['writer']],
    ['The senior writer should go on.', ['senior writer']],
    ['First the senior writer, then the writer.', ['writer', 'senior writer']],
    ['The code critic.', ['code_critic']],
    [String.raw`I choose code\_critic now`, ['code_critic']],
    ['screenwriter', []],
    ['writers', []],
    ['Käthe!', ['Käthe']],
    ['NotKäthe', []],
    ['Ask C++ next', ['C++']],
    ['', []],
  ])('“%s”: %j', (text, expected) => {
    expect(mentionedNames(text, names)).toEqual(expected);
  });
});

describe('a selector team is refused at construction', () => {
  it.each<[string, SelectorOptions, string[]]>([
    ['modelClient', {}, ['a', 'b']],
    ['participants', { selectorFunc: () => 'a' }, ['a']],
    ['maxSelectorAttempts', { modelClient: namer('a'), maxSelectorAttempts: 0 }, ['a', 'b']],
    ['selectorPrompt', { modelClient: namer('a'), selectorPrompt: 'Who of {participants}?' }, ['a', 'b']],
    ['selectorPrompt', { modelClient: namer('a'), selectorPrompt: 'After {history}?' }, ['a', 'b']],
  ])('for its %s', (field, options, names) => {
    expect(() => made(options, names)).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
  });
});

describe('a selector team as a component', () => {
  const part = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
  const participants = ['a', 'b', 'c'].map((name) => part('AssistantAgent', { name, model: 'small' }));
  const registry = standardComponents();
  const resources = () => ({
    models: { small: new ScriptedChatModel([{ reply: 'Hello.' }]), selector: namer('b', 'c') },
  });

  it('is built, runs and is dumped unchanged', async () => {
    const component = part('SelectorGroupChat', {
      participants,
      model: 'selector',
      maxTurns: 2,
      allowRepeatedSpeaker: false,
      maxSelectorAttempts: 2,
      emitTeamEvents: true,
      modelContext: part('BufferedChatCompletionContext', { bufferSize: 5 }),
    });
    const team = registry.load('participant', component, resources());
    expect(registry.dump(team)).toEqual(component);
    expect(speakers((await collectRun(streamTask(team, 'Go'))).messages)).toEqual(['b', 'c']);
  });

  it('can have a person select', async () => {
    const component = part('SelectorGroupChat', { participants, manualSelection: true });
    const userInput = new InputRequests({ patienceMs: 0 });
    const team = registry.load('participant', component, { ...resources(), userInput });
    expect((await collectRun(streamTask(team, 'Go'))).outcome).toMatchObject({ status: 'waiting' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['config.model', { model: 'large' }],
    ['config.model', {}],
    ['config.manualSelection', { manualSelection: true }],
    ['config.maxSelectorAttempts', { model: 'selector', maxSelectorAttempts: 0.5 }],
    ['config.selectorPrompt', { model: 'selector', selectorPrompt: 'Who?' }],
    [
      'config.modelContext.config.bufferSize',
      { model: 'selector', modelContext: part('BufferedChatCompletionContext', { bufferSize: 0 }) },
    ],
    ['config.participants', { model: 'selector', participants: participants.slice(0, 1) }],
    [
      'config.participants.1.config.model',
      {
        model: 'selector',
        participants: [participants[0], part('AssistantAgent', { name: 'b', model: 'x' })],
      },
    ],
  ])('is refused at %s', (field, config) => {
    const load = () =>
      registry.load('participant', part('SelectorGroupChat', { participants, ...config }), resources());
    expect(load).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
  });
});
