import { describe, expect, it } from 'vitest';
import type { ComponentModel } from '#main/engine/components/component.ts';
import { namedModels } from '#main/engine/components/named-models.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { inShort } from '../../../support/engine.ts';

const registry = standardComponents();
const part = (provider: string, config: Record<string, unknown> = {}): ComponentModel => ({
  provider,
  version: 1,
  config,
});
const bot = (name: string) => part('AssistantAgent', { name, model: 'm', systemMessage: `You are ${name}.` });
const said = (name: string, reply: string, more: object = {}) => ({
  when: { systemIncludes: `You are ${name}.` },
  reply,
  ...more,
});
const fault = (component: ComponentModel) => () => load(component, []);

function load(component: ComponentModel, script: ScriptInput) {
  return registry.load('participant', component, {
    models: { m: new ScriptedChatModel([...script, { reply: 'x' }], 'm') },
    userInput: new InputRequests({ patienceMs: 0 }),
  });
}

const chats = part('SequentialChats', {
  name: 'work',
  participants: [bot('boss'), bot('writer'), bot('critic')],
  chats: [
    {
      sender: 'boss',
      recipient: 'writer',
      message: 'Write about {task}.',
      maxTurns: 1,
      carryover: ['Be short.'],
    },
    {
      sender: 'boss',
      recipient: 'critic',
      message: 'Judge it.',
      terminationCondition: part('MaxMessageTermination', { maxMessages: 2 }),
      summaryMethod: { type: 'reflection_with_llm', model: 'm', summaryPrompt: 'Sum it up.' },
    },
    { sender: 'writer', recipient: 'critic', maxTurns: 1, clearHistory: false, summaryMethod: 'last_msg' },
  ],
});

describe('sequential chats as a component', () => {
  it('use the named members, with the task in their openings and carried-over summaries', async () => {
    const script = [
      { when: { lastUserIncludes: 'Sum it up.' }, reply: 'Good.' },
      said('writer', 'A leaf.'),
      said('critic', 'Fine.'),
    ];
    const { messages, outcome } = await collectRun(streamTask(load(chats, script), 'autumn'));
    expect(outcome).toEqual({ status: 'complete' });
    expect(inShort(messages).filter((line) => !line.includes('['))).toEqual([
      'user: autumn',
      'boss: Write about autumn.\n\nContext:\nBe short.',
      'writer: A leaf.',
      'boss: Judge it.\n\nContext:\nA leaf.',
      'critic: Fine.',
      'writer: autumn\n\nContext:\nA leaf.\nGood.',
      'critic: Fine.',
      'work: Fine.',
    ]);
  });

  it('dump what they were loaded from, and resume in another process', async () => {
    const built = load(chats, []);
    expect(registry.dump(built)).toEqual(chats);
    const asking = part('SequentialChats', {
      participants: [bot('boss'), part('UserProxyAgent', { name: 'ann' })],
      chats: [{ sender: 'boss', recipient: 'ann', message: 'Yes?', maxTurns: 1 }],
    });
    const first = load(asking, []);
    const { outcome } = await collectRun(streamTask(first, 'Go'));
    expect(outcome).toMatchObject({ status: 'waiting', requests: [{ source: 'ann' }] });
    const state: unknown = JSON.parse(JSON.stringify(first.saveState()));
    const again = load(registry.dump(first), []);
    again.loadState(state);
    expect(again.saveState()).toEqual(first.saveState());
  });

  it('name their models wherever they are used', () => {
    expect(namedModels(chats)).toEqual(['m']);
  });

  const withChats = (...given: unknown[]) =>
    part('SequentialChats', { participants: [bot('a'), bot('b')], chats: given });
  it.each<[string, ComponentModel, string, RegExp]>([
    [
      'nobody',
      part('SequentialChats', { participants: [], chats: [] }),
      'config.participants',
      /no participants/,
    ],
    ['no chats', withChats(), 'config.chats', /no chat/],
    [
      'a stranger',
      withChats({ sender: 'a', recipient: 'b' }, { sender: 'x', recipient: 'b' }),
      'config.chats.1.sender',
      /no “x”.*a, b/,
    ],
    [
      'somebody who talks to themselves',
      withChats({ sender: 'a', recipient: 'a' }),
      'config.chats.0.recipient',
      /two members/,
    ],
    [
      'no rounds',
      withChats({ sender: 'a', recipient: 'b', maxTurns: 0 }),
      'config.chats.0.maxTurns',
      /whole number/,
    ],
    [
      'half a round',
      withChats({ sender: 'a', recipient: 'b', maxTurns: 1.5 }),
      'config.chats.0.maxTurns',
      /whole number/,
    ],
    [
      'a function',
      withChats({ sender: 'a', recipient: 'b', message: 'x', summaryMethod: 'h => h' }),
      'config.chats.0.summaryMethod',
      /./,
    ],
    [
      'a model nobody has',
      withChats({ sender: 'a', recipient: 'b', summaryMethod: { type: 'reflection_with_llm', model: 'z' } }),
      'config.chats.0.summaryMethod.model',
      /no model/,
    ],
    [
      'an end that is none',
      withChats({
        sender: 'a',
        recipient: 'b',
        terminationCondition: part('TextMentionTermination', { text: '' }),
      }),
      'config.chats.0.terminationCondition.config.text',
      /./,
    ],
    [
      'one name twice',
      part('SequentialChats', { participants: [bot('a'), bot('a')], chats: [] }),
      'config.participants.1.config.name',
      /taken/,
    ],
  ])('are refused with the path for %s', (_, component, field, message) => {
    expect(fault(component)).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
    expect(fault(component)).toThrow(message);
  });
});

describe('a two-agent chat as a component', () => {
  const two = part('TwoAgentChat', { name: 'talk', participants: [bot('ann'), bot('joe')], maxTurns: 2 });

  it('lets the second member answer the opening of the first', async () => {
    const built = load(two, [said('joe', 'j', { times: 1 }), said('ann', 'a'), said('joe', 'k')]);
    const { messages } = await collectRun(streamTask(built, 'Go'));
    expect(inShort(messages)).toEqual(['user: Go', 'joe: j', 'ann: a', 'joe: k']);
    expect(registry.dump(built)).toEqual(two);
    expect(built.name).toBe('talk');
  });

  it.each<[string, unknown[], string]>([
    ['one', [bot('ann')], 'config.participants'],
    ['three', [bot('ann'), bot('joe'), bot('bea')], 'config.participants'],
    ['two of one name', [bot('ann'), bot('ann')], 'config.participants.1.config.name'],
  ])('is refused with %s', (_, participants, field) => {
    expect(fault(part('TwoAgentChat', { participants }))).toThrow(
      expect.objectContaining({ code: 'invalid_input', field }),
    );
  });
});

describe('an agent with nested chats as a component', () => {
  const nested = (trigger: unknown, more: Record<string, unknown> = {}) =>
    part('NestedChatAgent', {
      agent: bot('lead'),
      participants: [bot('expert'), bot('doubter')],
      chats: [
        { recipient: 'expert', message: 'What of {task}?' },
        { sender: 'doubter', recipient: 'expert', message: 'Really?', maxTurns: 1 },
      ],
      trigger,
      ...more,
    });
  const script = [said('expert', 'It is so.'), said('lead', 'Myself.')];
  const answerTo = async (trigger: unknown, words: string) => {
    const { messages } = await collectRun(streamTask(load(nested(trigger), script), words));
    return inShort(messages).at(-1);
  };

  it('runs them when a named member speaks, or says the text', async () => {
    expect(await answerTo('user', 'rain')).toBe('lead: It is so.');
    expect(await answerTo(['ann', 'user'], 'rain')).toBe('lead: It is so.');
    expect(await answerTo({ text: 'rain' }, 'Will it rain?')).toBe('lead: It is so.');
    expect(await answerTo({ sources: ['user'], text: 'rain' }, 'Will it rain?')).toBe('lead: It is so.');
    expect(await answerTo('ann', 'rain')).toBe('lead: Myself.');
    expect(await answerTo({ sources: ['user'], text: 'snow' }, 'rain')).toBe('lead: Myself.');
  });

  it('dumps what it was loaded from, in a team too', () => {
    const team = part('RoundRobinGroupChat', { participants: [nested({ text: 'x' }), bot('other')] });
    expect(registry.dump(load(team, []))).toEqual(team);
  });

  it.each<[string, ComponentModel, string]>([
    ['no trigger', nested(undefined), 'config.trigger'],
    ['a trigger of nothing', nested({}), 'config.trigger'],
    ['a function', nested('x', { trigger: { code: 'x' } }), 'config.trigger'],
    ['a stranger', nested('user', { chats: [{ recipient: 'x' }] }), 'config.chats.0.recipient'],
    ['nobody to talk to', nested('user', { participants: [] }), 'config.participants'],
    [
      'itself among them',
      nested('user', { participants: [bot('lead')] }),
      'config.participants.0.config.name',
    ],
    [
      'a mistake in the agent',
      nested('user', { agent: part('AssistantAgent', { name: 'a', model: 'z' }) }),
      'config.agent.config.model',
    ],
  ])('is refused with %s', (_, component, field) => {
    expect(fault(component)).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
  });
});

describe('speaker rules', () => {
  const team = (more: Record<string, unknown>) =>
    part('SelectorGroupChat', { participants: [bot('a'), bot('b'), bot('c')], maxTurns: 4, ...more });
  const speakers = async (component: ComponentModel, script: ScriptInput = []) => {
    const { messages } = await collectRun(streamTask(load(component, script), 'Go'));
    return messages.slice(1).flatMap(({ type, source }) => (type === 'TextMessage' ? [source] : []));
  };

  it('use the first match; without a match the model selects', async () => {
    const speakerRules = [
      { after: 'user', speaks: 'b' },
      { after: 'b', said: 'again', speaks: 'b' },
      { after: 'b', speaks: 'a' },
    ];
    const script = [
      said('b', 'again', { times: 1 }),
      said('b', 'done'),
      said('a', 'mine'),
      { when: { notIncludes: 'You are' }, reply: 'c' },
    ];
    expect(await speakers(team({ speakerRules, model: 'm' }), script)).toEqual(['b', 'b', 'a', 'c']);
  });

  it('need no model; without a match the first begins and the last continues', async () => {
    const speakerRules = [{ after: 'a', speaks: 'c' }];
    const more = { speakerRules, maxConsecutiveTurns: 3 };
    expect(await speakers(team(more))).toEqual(['a', 'c', 'c', 'c']);
  });

  it('match the team that spoke and the member of it that spoke', async () => {
    const inner = part('RoundRobinGroupChat', {
      name: 'pair',
      participants: [bot('x'), bot('y')],
      maxTurns: 2,
    });
    const rules = (after: string) => [
      { after: 'user', speaks: 'pair' },
      { after, speaks: 'b' },
      { speaks: 'a' },
    ];
    const around = (speakerRules: unknown) =>
      part('SelectorGroupChat', { participants: [inner, bot('a'), bot('b')], maxTurns: 2, speakerRules });
    expect(await speakers(around(rules('pair')))).toEqual(['x', 'y', 'b']);
    expect(await speakers(around(rules('y')))).toEqual(['x', 'y', 'b']);
    expect(await speakers(around(rules('x')))).toEqual(['x', 'y', 'a']);
    const allowedSpeakerTransitions = { pair: ['b'] };
    const among = part('SelectorGroupChat', {
      participants: [inner, bot('a'), bot('b')],
      maxTurns: 2,
      speakerRules: [{ after: 'user', speaks: 'pair' }],
      allowedSpeakerTransitions,
    });
    expect(await speakers(among)).toEqual(['x', 'y', 'b']);
  });

  it('limit who may follow each speaker', async () => {
    const allowedSpeakerTransitions = { a: ['b'], b: ['c'], c: ['a'] };
    const script = [{ when: { notIncludes: 'You are' }, reply: 'a' }];
    const component = team({ allowedSpeakerTransitions, model: 'm' });
    expect(await speakers(component, script)).toEqual(['a', 'b', 'c', 'a']);
    expect(registry.dump(load(component, []))).toEqual(component);
  });

  it('allow everyone else after a speaker without an entry', async () => {
    const component = team({ allowedSpeakerTransitions: { a: ['b'] }, model: 'm' });
    // First a; after a only b may speak; after b this names b itself, which is not allowed, and then a.
    const script = [
      { when: { notIncludes: 'You are' }, reply: 'a', times: 1 },
      { when: { notIncludes: 'You are' }, reply: 'b', times: 1 },
      { when: { notIncludes: 'You are' }, reply: 'c' },
    ];
    expect(await speakers(component, script)).toEqual(['a', 'b', 'c', 'a']);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['nobody who chooses', {}, 'config.model'],
    [
      'a stranger who speaks',
      { speakerRules: [{ speaks: 'a' }, { speaks: 'z' }] },
      'config.speakerRules.1.speaks',
    ],
    ['no rules', { speakerRules: [] }, 'config.speakerRules'],
    ['a function', { speakerRules: 'thread => null' }, 'config.speakerRules'],
    [
      'a stranger who spoke',
      { model: 'm', allowedSpeakerTransitions: { z: ['a'] } },
      'config.allowedSpeakerTransitions.z',
    ],
    [
      'a stranger who may',
      { model: 'm', allowedSpeakerTransitions: { a: ['b', 'z'] } },
      'config.allowedSpeakerTransitions.a.1',
    ],
  ])('is refused with %s', (_, more, field) => {
    expect(fault(team(more))).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
  });
});
