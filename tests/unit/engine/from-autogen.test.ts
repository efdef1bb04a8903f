import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { fromAutoGen } from '#main/engine/components/from-autogen.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { AggregateFault } from '#main/engine/run/collect-faults.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { inShort } from '../../support/engine.ts';

const client = (model: string) => ({
  provider: 'autogen_ext.models.openai.OpenAIChatCompletionClient',
  component_type: 'model',
  version: 1,
  component_version: 1,
  description: 'Chat completion client.',
  label: 'OpenAIChatCompletionClient',
  config: { model, api_key: '**********' },
});
const agent = (name: string, more: object = {}) => ({
  provider: 'autogen_agentchat.agents.AssistantAgent',
  component_type: 'agent',
  version: 1,
  component_version: 1,
  description: 'An agent.',
  label: 'AssistantAgent',
  config: {
    name,
    model_client: client('large'),
    tools: [],
    handoffs: [],
    model_context: {
      provider: 'autogen_core.model_context.BufferedChatCompletionContext',
      component_type: 'chat_completion_context',
      version: 1,
      config: { buffer_size: 3, initial_messages: [] },
    },
    description: `Is ${name}.`,
    system_message: 'Be brief.',
    model_client_stream: false,
    reflect_on_tool_use: false,
    tool_call_summary_format: '{result}',
    max_tool_iterations: 1,
    metadata: {},
    ...more,
  },
});
const termination = (name: string, config: object) => ({
  provider: `autogen_agentchat.${name.includes('Condition') ? 'base' : 'conditions'}.${name}`,
  component_type: 'termination',
  version: 1,
  config,
});
const team = (participants: unknown[], more: object = {}) => ({
  provider: 'autogen_agentchat.teams.RoundRobinGroupChat',
  component_type: 'team',
  version: 1,
  label: 'RoundRobinGroupChat',
  description: 'Two who talk.',
  config: {
    name: 'pair',
    description: 'A team.',
    participants,
    termination_condition: termination('OrTerminationCondition', {
      conditions: [
        termination('TextMentionTermination', { text: 'DONE' }),
        termination('MaxMessageTermination', { max_messages: 9, include_agent_event: false }),
      ],
    }),
    max_turns: null,
    emit_team_events: false,
    ...more,
  },
});

const ownConfig = z.strictObject({ most: z.number() });

const faultsOf = (given: unknown): string[] => {
  try {
    fromAutoGen(given);
  } catch (thrown) {
    const faults = thrown instanceof AggregateFault ? thrown.faults : [thrown as AggregateFault];
    return faults.map(({ field = '' }) => field);
  }
  return [];
};

describe('a component of AutoGen', () => {
  it('is imported, and runs with the models that are given for its names', async () => {
    const { component, models, tools } = fromAutoGen(team([agent('writer'), agent('critic')]));
    expect(Object.keys(models)).toEqual(['large']);
    expect(tools).toEqual([]);
    const large = new ScriptedChatModel(['A poem.', 'DONE']);
    const loaded = standardComponents().load('participant', component, { models: { large } });
    const { messages, stopReason } = await loaded.run('Write.');
    expect(inShort(messages)).toEqual(['user: Write.', 'writer: A poem.', 'critic: DONE']);
    expect(stopReason).toContain('DONE');
    expect(component).toMatchObject({ label: 'RoundRobinGroupChat', description: 'Two who talk.' });
    // A dumped component keeps what it was called.
    expect(standardComponents().check('participant', component, { models: { large } })).toEqual([]);
  });

  it('names its tools, also those in a workbench, and its handoffs', () => {
    const tool = {
      provider: 'autogen_core.tools.FunctionTool',
      config: { name: 'add', source_code: 'def add(): ...' },
    };
    const workbench = [{ provider: 'autogen_core.tools.StaticWorkbench', config: { tools: [tool] } }];
    const handoffs = [{ target: 'b', description: '', name: 'transfer_to_b', message: 'Over to b.' }];
    const { component, tools } = fromAutoGen(agent('a', { workbench, handoffs }));
    expect(tools).toEqual(['add']);
    const add = new FunctionTool({
      name: 'add',
      description: 'Adds.',
      parameters: { type: 'object' },
      run: () => 1,
    });
    const resources = { models: { large: new ScriptedChatModel(['x']) }, tools: { add } };
    expect(standardComponents().check('participant', component, resources)).toEqual([]);
    expect(component.config['handoffs']).toEqual([
      { target: 'b', name: 'transfer_to_b', message: 'Over to b.' },
    ]);
  });

  it('may be a graph', () => {
    const graph = {
      nodes: {
        a: {
          name: 'a',
          edges: [{ target: 'b', condition: null, condition_function: null }],
          activation: 'all',
        },
        b: { name: 'b', edges: [], activation: 'all' },
      },
      default_start_node: 'a',
    };
    const provider = 'autogen_agentchat.teams.GraphFlow';
    const { component } = fromAutoGen({ ...team([agent('a'), agent('b')], { graph }), provider });
    const models = { large: new ScriptedChatModel(['x']) };
    expect(standardComponents().check('participant', component, { models })).toEqual([]);
  });

  it('is refused with the place of everything that has no counterpart', () => {
    const unknown = { provider: 'some.MyAgent', config: { name: 'c' } };
    const odd = agent('a', { memory: [{ provider: 'autogen_core.memory.ListMemory', config: {} }] });
    expect(faultsOf(team([odd, unknown]))).toEqual([
      'config.participants.0.config.memory',
      'config.participants.1.provider',
    ]);
    expect(faultsOf('team')).toHaveLength(1);
    expect(faultsOf(team(['a']))).toEqual(['config.participants.0']);
    expect(faultsOf({ provider: 'x.constructor', config: {} })).toEqual(['provider']);
  });
});

describe('a component of an older version', () => {
  it('is upgraded where its provider knows how, and refused where it does not', () => {
    const registry = standardComponents();
    const entry = registry.providers.find(({ provider }) => provider === 'MaxMessageTermination');
    expect(entry?.version).toBe(1);
    const build = { kind: 'termination', provider: 'Own', version: 3 } as const;
    const own = standardComponents();
    own.add({
      ...build,
      config: ownConfig,
      upgrade: (config, version) => (version === 2 ? { most: config['max'] } : null),
      build: ({ most }) =>
        own.load('termination', {
          provider: 'MaxMessageTermination',
          version: 1,
          config: { maxMessages: most },
        }),
    });
    const load = (version: number, config: object) => () =>
      own.load('termination', { provider: 'Own', version, config });
    expect(load(2, { max: 4 })).not.toThrow();
    expect(load(3, { most: 4 })).not.toThrow();
    expect(load(1, { max: 4 })).toThrow(/version 1/);
    expect(load(2, { max: 'many' })).toThrow(expect.objectContaining({ field: 'config.most' }));
    expect(load(4, { most: 4 })).toThrow(/newer/);
  });
});
