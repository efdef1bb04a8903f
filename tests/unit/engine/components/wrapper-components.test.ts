import { describe, expect, it } from 'vitest';
import type { ComponentModel } from '#main/engine/components/component.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { inShort } from '../../../support/engine.ts';

const registry = standardComponents();
const part = (provider: string, config: Record<string, unknown> = {}): ComponentModel => ({
  provider,
  version: 1,
  config,
});
const agent = (name: string, more: Record<string, unknown> = {}) =>
  part('AssistantAgent', { name, model: 'small', ...more });
const duo = part('RoundRobinGroupChat', { name: 'duo', participants: [agent('a'), agent('b')], maxTurns: 2 });
const resources = () => ({
  models: {
    small: new ScriptedChatModel([
      { when: { tools: true, afterTools: false }, toolCalls: [{ name: 'a', arguments: { task: 'x' } }] },
      { reply: 'Hello.' },
    ]),
  },
});

async function run(component: ComponentModel): Promise<string[]> {
  const built = registry.load('participant', component, resources());
  expect(registry.dump(built)).toEqual(component);
  return inShort((await collectRun(streamTask(built, 'Go'))).messages);
}

describe('agents and tools that wrap others, as components', () => {
  it('become a society of mind', async () => {
    const context = part('BufferedChatCompletionContext', { bufferSize: 3 });
    const society = part('SocietyOfMindAgent', {
      name: 'som',
      team: duo,
      model: 'small',
      modelContext: context,
    });
    expect(await run(society)).toEqual(['user: Go', 'a: Hello.', 'b: Hello.', 'som: Hello.']);
  });

  it('become an agent behind a filter', async () => {
    const filter = { perSource: [{ source: 'user', position: 'last', count: 1 }] };
    const filtering = part('MessageFilterAgent', { wrappedAgent: agent('a'), filter });
    expect(await run(filtering)).toEqual(['user: Go', 'a: Hello.']);
  });

  it('become an agent and a team behind tools', async () => {
    const tools = [
      part('AgentTool', { agent: agent('a'), returnValueAsLastMessage: true }),
      part('TeamTool', { team: duo, name: 'duo', description: 'Two.' }),
    ];
    expect(await run(agent('boss', { tools, reflectOnToolUse: true }))).toEqual([
      'user: Go',
      'boss: [ToolCallRequestEvent]',
      'a: Hello.',
      'boss: [ToolCallExecutionEvent]',
      'boss: Hello.',
    ]);
  });

  it.each<[string, ComponentModel, string, RegExp]>([
    [
      'a team without members',
      part('SocietyOfMindAgent', {
        name: 'som',
        model: 'small',
        team: part('RoundRobinGroupChat', { participants: [] }),
      }),
      'config.team.config.participants',
      /no participants/,
    ],
    [
      'a society without a model',
      part('SocietyOfMindAgent', { name: 'som', model: 'large', team: duo }),
      'config.model',
      /no model “large”/,
    ],
    [
      'a position without a count',
      part('MessageFilterAgent', {
        wrappedAgent: agent('a'),
        filter: { perSource: [{ source: 'user' }, { source: 'b', position: 'last' }] },
      }),
      'config.filter.perSource.1.count',
      /go together/,
    ],
    [
      'a tool whose name no server takes',
      agent('boss', { tools: [part('AgentTool', { agent: agent('the a') })] }),
      'config.tools.0.config.name',
      /tool’s name/,
    ],
    [
      'two tools of one name',
      agent('boss', {
        tools: [part('AgentTool', { agent: agent('a') }), part('AgentTool', { agent: agent('a') })],
      }),
      'config.tools.1',
      /more than one/,
    ],
    [
      'an agent as a tool',
      agent('boss', { tools: [agent('a')] }),
      'config.tools.0.provider',
      /is an agent or a team.*AgentTool/,
    ],
    [
      'a tool as an agent',
      part('RoundRobinGroupChat', { participants: [part('AgentTool', { agent: agent('a') })] }),
      'config.participants.0.provider',
      /a tool/,
    ],
  ])('refuse %s, with the path', (_, component, field, message) => {
    const load = () => registry.load('participant', component, resources());
    expect(load).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
    expect(load).toThrow(message);
  });
});
