/** All faults of a component are reported at once, each with its path. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { TuteeError } from '#shared/errors.ts';

const registry = standardComponents();
const part = (provider: string, config: Record<string, unknown> = {}) => ({ provider, version: 1, config });
const bot = (name: string, more: Record<string, unknown> = {}) =>
  part('AssistantAgent', { name, model: 'm', ...more });
const team = (participants: unknown[], more: Record<string, unknown> = {}) =>
  part('RoundRobinGroupChat', { participants, ...more });

const tool = new FunctionTool({
  name: 'look',
  description: 'Looks.',
  parameters: z.object({}),
  run: () => '',
});
const resources = {
  models: { m: new ScriptedChatModel([{ reply: 'x' }], 'm') },
  tools: { look: tool },
  userInput: new InputRequests(),
};

function paths(component: unknown): string[] {
  return registry.check('participant', component, resources).map(({ path }) => path);
}

describe('the faults of a component', () => {
  it('are empty for one that can be built', () => {
    expect(registry.check('participant', team([bot('a'), bot('b')]), resources)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    [
      'of every member and of the team',
      team([bot('a', { model: 'gone', tools: ['rm', 'look', 'mv'] }), bot('', {}), bot('a')], {
        maxTurns: 0,
        terminationCondition: part('MaxMessageTermination', { maxMessages: -1 }),
      }),
      [
        'config.participants.0.config.model',
        'config.participants.0.config.tools.0',
        'config.participants.0.config.tools.2',
        'config.participants.1.config.name',
        'config.terminationCondition.config.maxMessages',
        'config.participants.2.config.name',
        'config.maxTurns',
      ],
    ],
    [
      'of one agent',
      bot(' ', { tools: ['rm', 'look', 'look'], handoffs: ['b', 'b', 'c', 'c'], maxToolIterations: 0 }),
      [
        'config.name',
        'config.tools.0',
        'config.tools.2',
        'config.handoffs.1',
        'config.handoffs.3',
        'config.maxToolIterations',
      ],
    ],
    [
      'of one agent that has no model, of which nobody is told twice',
      part('AssistantAgent', { name: '', tools: ['rm'], maxToolIterations: 0, modle: 'm' }),
      ['config', 'config.name', 'config.tools.0', 'config.maxToolIterations'],
    ],
    [
      'of a team whose limit and members have not the form',
      part('RoundRobinGroupChat', {
        participants: [bot('a', { tools: ['rm'] }), 7],
        maxTurns: 'x',
        terminationCondition: part('MaxMessageTermination', { maxMessages: 0 }),
      }),
      [
        'config.participants.1',
        'config.maxTurns',
        'config.participants.0.config.tools.0',
        'config.terminationCondition.config.maxMessages',
      ],
    ],
    [
      'of one agent whose form is right',
      bot('a', { tools: ['look', 'look'], handoffs: ['b', 'b', 'c', 'c'], maxToolIterations: 0 }),
      ['config.tools.1', 'config.handoffs.1', 'config.handoffs.3', 'config.maxToolIterations'],
    ],
    [
      'of a form, and of what is in it all the same',
      part('RoundRobinGroupChat', {
        participants: [bot('a', { model: 'gone' }), 7],
        maxTurns: 'x',
        speed: 1,
      }),
      ['config.participants.1', 'config.maxTurns', 'config', 'config.participants.0.config.model'],
    ],
    [
      'of those who are named and not there',
      part('SelectorGroupChat', {
        participants: [bot('a'), bot('b')],
        speakerRules: [{ speaks: 'x' }, { speaks: 'a' }, { speaks: 'y' }],
        allowedSpeakerTransitions: { z: ['a', 'x'] },
        maxSelectorAttempts: 0,
      }),
      [
        'config.maxSelectorAttempts',
        'config.speakerRules.0.speaks',
        'config.speakerRules.2.speaks',
        'config.allowedSpeakerTransitions.z',
        'config.allowedSpeakerTransitions.z.1',
      ],
    ],
    [
      'of a team in which nobody chooses',
      part('SelectorGroupChat', { participants: [bot('a')], selectorPrompt: 'Choose.' }),
      ['config.selectorPrompt', 'config.participants', 'config.model'],
    ],
    [
      'of several chats',
      part('SequentialChats', {
        participants: [bot('a'), bot('b')],
        chats: [
          { sender: 'x', recipient: 'y' },
          { sender: 'a', recipient: 'a' },
          { sender: 'a', recipient: 'b', maxTurns: 0 },
        ],
      }),
      ['config.chats.0.sender', 'config.chats.0.recipient', 'config.chats.1.recipient'],
    ],
    [
      'of a graph',
      part('GraphFlow', {
        participants: [bot('a'), bot('b')],
        graph: {
          nodes: [
            { name: 'a', edges: [{ target: 'x' }, { target: 'y' }] },
            { name: 'a', edges: [{ target: 'z' }] },
          ],
        },
      }),
      [
        'config.graph.nodes.1.name',
        'config.graph.nodes.0.edges.0.target',
        'config.graph.nodes.0.edges.1.target',
        'config.graph.nodes.1.edges.0.target',
      ],
    ],
    [
      'of a graph without start, end and limit',
      part('GraphFlow', {
        participants: [bot('a'), bot('b'), bot('c')],
        graph: {
          nodes: [
            { name: 'a', edges: [{ target: 'b' }] },
            { name: 'b', edges: [{ target: 'a' }] },
          ],
        },
      }),
      ['config.graph.entryPoints', 'config.graph.nodes', 'config.graph.nodes.0.edges.0'],
    ],
    [
      'of unknown parts, wherever they are',
      team(
        [part('Shell'), part('SocietyOfMindAgent', { name: 's', model: 'gone', team: team([part('Bash')]) })],
        {
          terminationCondition: part('Never'),
        },
      ),
      [
        'config.participants.0.provider',
        'config.participants.1.config.team.config.participants.0.provider',
        'config.participants.1.config.model',
        'config.terminationCondition.provider',
      ],
    ],
  ])('are told at once: %s', (_of, component, expected) => {
    expect(paths(component)).toEqual(expected);
    // `load` throws the first and lists the others.
    const told = refusalOf(() => registry.load('participant', component, resources));
    expect([told.code, told.field]).toEqual(['invalid_input', expected[0]]);
    for (const path of expected.slice(1)) expect(told.detail).toContain(`${path}: `);
  });

  it('do not include follow-up faults about a member without a name', () => {
    const named = part('GraphFlow', {
      participants: [part('AssistantAgent', { model: 'm' }), bot('b')],
      graph: { nodes: [{ name: 'a', edges: [{ target: 'b' }] }, { name: 'b' }] },
    });
    expect(paths(named)).toEqual(['config.participants.0.config.name']);
    const limited = { ...named, config: { ...named.config, maxTurns: 0 } };
    expect(paths(limited)).toEqual(['config.participants.0.config.name', 'config.maxTurns']);
    const wrong = part('GraphFlow', {
      participants: [bot('a', { maxToolIterations: 0 }), bot('b')],
      graph: { nodes: [{ name: 'a', edges: [{ target: 'b' }] }, { name: 'b' }] },
    });
    expect(paths(wrong)).toEqual(['config.participants.0.config.maxToolIterations']);
  });

  it('of an agent created in code are in one error too', () => {
    const make = () =>
      new AssistantAgent({
        name: '',
        modelClient: resources.models.m,
        tools: [tool, tool],
        maxToolIterations: 0,
      });
    const told = refusalOf(make);
    expect(told).toMatchObject({ code: 'invalid_input', field: 'name' });
    expect(told.detail).toMatch(/^tools\.1: .*\nmaxToolIterations: /);
  });
});

function refusalOf(make: () => unknown): TuteeError {
  try {
    make();
  } catch (thrown) {
    if (thrown instanceof TuteeError) return thrown;
    throw thrown;
  }
  throw new Error('It was made.');
}
