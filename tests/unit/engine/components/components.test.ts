import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ComponentModel } from '#main/engine/components/component.ts';
import { ComponentRegistry } from '#main/engine/components/component-registry.ts';
import type { ComponentResources } from '#main/engine/components/component-kinds.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { teamProvider } from '#main/engine/components/team-provider.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, inShort } from '../../../support/engine.ts';

const registry = standardComponents();
const part = (provider: string, config: Record<string, unknown> = {}, version = 1): ComponentModel => ({
  provider,
  version,
  config,
});
const agent = (name: string, more: Record<string, unknown> = {}) =>
  part('AssistantAgent', { name, model: 'small', ...more });

function resources(): ComponentResources {
  return {
    models: { small: new ScriptedChatModel([{ reply: 'Hello.' }], 'small') },
    tools: {
      look: new FunctionTool({
        name: 'look',
        description: 'Looks.',
        parameters: { type: 'object' },
        run: () => '',
      }),
    },
    memories: { notes: { query: () => Promise.resolve({ results: [], text: '' }) } },
    userInput: new InputRequests({ patienceMs: 0 }),
    codeExecutor: { execute: () => Promise.resolve({ exitCode: 0, output: '' }) },
  };
}

const desk = part('RoundRobinGroupChat', {
  name: 'desk',
  participants: [
    agent('writer', {
      tools: ['look'],
      memories: ['notes'],
      handoffs: ['ann', { target: 'critic', message: 'Over to you.' }],
      modelContext: part('BufferedChatCompletionContext', { bufferSize: 5 }),
      outputFormat: { name: 'text', schema: { type: 'object', properties: { text: { type: 'string' } } } },
    }),
    part('RoundRobinGroupChat', { name: 'inner', participants: [part('UserProxyAgent', { name: 'ann' })] }),
    part('CodeExecutorAgent', { name: 'terminal' }),
  ],
  terminationCondition: part('OrTerminationCondition', {
    conditions: [
      part('MaxMessageTermination', { maxMessages: 5 }),
      part('AndTerminationCondition', {
        conditions: [
          part('TextMentionTermination', { text: 'STOP' }),
          part('TimeoutTermination', { timeoutSeconds: 9 }),
        ],
      }),
    ],
  }),
  maxTurns: 3,
});

describe('a component', () => {
  it('becomes the agents and teams that it describes', async () => {
    const team = registry.load(
      'participant',
      part('RoundRobinGroupChat', {
        participants: [agent('a'), part('UserProxyAgent', { name: 'ann', humanInputMode: 'NEVER' })],
        terminationCondition: part('MaxMessageTermination', { maxMessages: 4 }),
      }),
      resources(),
    );
    const { messages, stopReason } = await collectRun(streamTask(team, 'Hi'));
    expect(inShort(messages)).toEqual(['user: Hi', 'a: Hello.', 'ann: Go on.', 'a: Hello.']);
    expect(stopReason).toMatch(/ends after 4 messages/);
  });

  it('equals the dump of what it was loaded into', () => {
    const built = registry.load('participant', desk, resources());
    expect(registry.dump(built)).toEqual(desk);
    const again = registry.load('participant', JSON.parse(JSON.stringify(registry.dump(built))), resources());
    expect(again.saveState()).toEqual(built.saveState());
  });

  it('equals its dump for any component', () => {
    const termination = fc.letrec<{ any: ComponentModel; leaf: ComponentModel; group: ComponentModel }>(
      (tie) => ({
        any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('group')),
        leaf: fc.oneof(
          fc
            .integer({ min: 1, max: 99 })
            .map((maxMessages) => part('MaxMessageTermination', { maxMessages })),
          fc.string({ minLength: 1 }).map((text) => part('TextMentionTermination', { text, sources: ['a'] })),
          fc.constantFrom('StopMessageTermination', 'ExternalTermination').map((name) => part(name)),
          fc.integer({ min: 1 }).map((maxTotalToken) => part('TokenUsageTermination', { maxTotalToken })),
        ),
        group: fc
          .tuple(
            fc.constantFrom('AndTerminationCondition', 'OrTerminationCondition'),
            fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
          )
          .map(([provider, conditions]) => part(provider, { conditions })),
      }),
    ).any;
    const context = fc.oneof(
      fc.constant(part('UnboundedChatCompletionContext')),
      fc
        .integer({ min: 1, max: 50 })
        .map((bufferSize) => part('BufferedChatCompletionContext', { bufferSize })),
      fc
        .integer({ min: 1, max: 50 })
        .map((tokenLimit) =>
          part('SummarizingChatCompletionContext', { model: 'small', tokenLimit, source: 'a' }),
        ),
    );
    const member = fc
      .record(
        {
          systemMessage: fc.option(fc.string()),
          tools: fc.constant(['look']),
          modelContext: context,
          maxToolIterations: fc.integer({ min: 1, max: 9 }),
          reflectOnToolUse: fc.boolean(),
        },
        { requiredKeys: [] },
      )
      .map((more) => (name: string) => agent(name, more));
    const team = fc
      .record({
        members: fc.array(member, { minLength: 1, maxLength: 4 }),
        condition: fc.option(termination),
      })
      .map(({ members, condition }) =>
        part('RoundRobinGroupChat', {
          participants: members.map((make, index) => make(`agent ${index}`)),
          ...(condition !== null && { terminationCondition: condition }),
        }),
      );
    fc.assert(
      fc.property(team, (given) => {
        const built = registry.load('participant', given, resources());
        expect(registry.dump(built)).toEqual(given);
        // Mutating a dump or the given data does not affect the stored component.
        registry.dump(built).config['participants'] = [];
        expect(registry.dump(built)).toEqual(given);
      }),
    );
  });

  it('can be of a new kind of team, in one line', () => {
    const more = standardComponents().add(
      teamProvider('Debate', { judge: z.string() }, (options, { judge }) => {
        return new RoundRobinGroupChat({ ...options, description: `Judged by ${judge}.` });
      }),
    );
    const given = part('Debate', { participants: [agent('a')], judge: 'ann' });
    expect(more.load('participant', given, resources()).description).toBe('Judged by ann.');
    expect(() => more.load('participant', part('Debate', { participants: [] }), resources())).toThrow(
      expect.objectContaining({ field: 'config.judge' }),
    );
    expect(() => more.add(teamProvider('Debate', {}, () => assistant('a', ['x']).agent))).toThrow(/already/);
  });

  it('cannot be dumped with a model that has no name', () => {
    expect(() => registry.dump(assistant('a', ['x']).agent)).toThrow(/This model has no name/);
  });
});

describe('a component is refused with the reason and the path', () => {
  const inTeam = (...participants: unknown[]) => part('RoundRobinGroupChat', { participants });
  const ending = (terminationCondition: unknown) =>
    part('RoundRobinGroupChat', { participants: [agent('a')], terminationCondition });

  it.each<[string, unknown, string, RegExp]>([
    ['no component', 'AssistantAgent', '', /cannot be read/],
    ['no version', { provider: 'AssistantAgent', config: {} }, 'version', /“version” is missing/],
    ['something else in it', { ...agent('a'), code: 'x' }, '', /code/],
    [
      'an unknown provider',
      inTeam(part('EvilAgent')),
      'config.participants.0.provider',
      /not known here.*AssistantAgent/,
    ],
    ['a name of every object', part('constructor'), 'provider', /not known/],
    [
      'another kind',
      inTeam(part('StopMessageTermination')),
      'config.participants.0.provider',
      /a termination condition/,
    ],
    [
      'a newer version',
      ending(part('StopMessageTermination', {}, 2)),
      'config.terminationCondition.version',
      /newer Tutee/,
    ],
    [
      'a key it does not know',
      inTeam(agent('a', { temprature: 1 })),
      'config.participants.0.config',
      /temprature/,
    ],
    ['a wrong type', inTeam(agent('a', { tools: [1] })), 'config.participants.0.config.tools.0', /string/],
    [
      'an unknown tool',
      inTeam(agent('a', { tools: ['look', 'rm'] })),
      'config.participants.0.config.tools.1',
      /no tool “rm”.*look/,
    ],
    ['a tool of every object', agent('a', { tools: ['toString'] }), 'config.tools.0', /no tool/],
    ['an unknown model', agent('a', { model: 'large' }), 'config.model', /no model “large”.*small/],
    ['an unknown memory', agent('a', { memories: ['x'] }), 'config.memories.0', /no memory/],
    ['a tool twice', agent('a', { tools: ['look', 'look'] }), 'config.tools.1', /more than one/],
    ['a name that is a novel', agent('a'.repeat(101)), 'config.name', /at most 100 characters/],
    ['a name with a line in it', agent('You\nsay'), 'config.name', /control character/],
    ['a name that no object can have as a key', agent('__proto__'), 'config.name', /another name/],
    [
      'a team’s name with a line in it',
      part('RoundRobinGroupChat', { name: 'a\nb', participants: [agent('a')] }),
      'config.name',
      /control character/,
    ],
    [
      'a team’s name that is a text',
      part('RoundRobinGroupChat', { name: 'x'.repeat(301), participants: [agent('a')] }),
      'config.name',
      /at most 300/,
    ],
    ['no name', inTeam(agent('a'), agent(' ')), 'config.participants.1.config.name', /needs a name/],
    ['no members', inTeam(inTeam()), 'config.participants.0.config.participants', /./],
    ['one name twice', inTeam(agent('a'), agent('a')), 'config.participants.1.config.name', /./],
    [
      'a limit that is none',
      ending(part('MaxMessageTermination', { maxMessages: 0 })),
      'config.terminationCondition.config.maxMessages',
      /whole number/,
    ],
    [
      'a group of nothing',
      ending(part('OrTerminationCondition', { conditions: [] })),
      'config.terminationCondition.config.conditions',
      /at least one/,
    ],
    [
      'a context of no size',
      agent('a', { modelContext: part('BufferedChatCompletionContext', { bufferSize: 0 }) }),
      'config.modelContext.config.bufferSize',
      /whole number/,
    ],
    [
      'a form that is none',
      agent('a', {
        outputFormat: { name: 'x', schema: { type: 'object', properties: { n: { type: 'nummer' } } } },
      }),
      'config.outputFormat.schema.properties.n.type',
      /nummer/,
    ],
    [
      'a form with a pattern, which could hold up everything',
      agent('a', {
        outputFormat: { name: 'x', schema: { anyOf: [{ type: 'null' }, { items: { pattern: '^(a+)+$' } }] } },
      }),
      'config.outputFormat.schema.anyOf.1.items.pattern',
      /patterns are not taken/,
    ],
    [
      'a form that is nothing but itself',
      agent('a', { outputFormat: { name: 'x', schema: { $ref: '#' } } }),
      'config.outputFormat',
      /cannot be an answer’s form/,
    ],
  ])('for %s', (_, component, field, message) => {
    const load = () => registry.load('participant', component, resources());
    expect(load).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
    expect(load).toThrow(message);
  });

  it('when a resource is missing', () => {
    expect(() => registry.load('participant', part('UserProxyAgent', { name: 'ann' }))).toThrow(
      /ask a person/,
    );
    expect(() => registry.load('participant', part('CodeExecutorAgent', { name: 'x' }))).toThrow(
      /cannot be run/,
    );
    expect(() => new ComponentRegistry().load('participant', agent('a'))).toThrow(/none/);
  });

  it('when it is nested too deeply', () => {
    let nested: ComponentModel = agent('a');
    for (let level = 0; level < 10_000; level += 1) nested = inTeam(nested);
    expect(() => registry.load('participant', nested, resources())).toThrow(/inside each other/);
  });
});

describe('a tool with a bad schema', () => {
  const toolOf = (parameters: Record<string, unknown>) =>
    new FunctionTool({ name: 'look', description: '', parameters, run: () => '' });
  it.each([
    [{ type: 'array' }, 'parameters'],
    [{ type: 'object', properties: { city: { type: 'text' } } }, 'parameters.properties.city.type'],
    [{ type: 'object', properties: [] }, 'parameters.properties'],
    [
      { type: 'object', properties: { a: { type: 'array', items: 'string' } } },
      'parameters.properties.a.items',
    ],
    [{ type: 'object', properties: { a: { anyOf: [{}, 3] } } }, 'parameters.properties.a.anyOf.1'],
    [{ type: 'object', required: 'city' }, 'parameters.required'],
    [{ type: 'object', properties: { a: { enum: [] } } }, 'parameters.properties.a.enum'],
  ])('is refused when it is made, with the path of the fault (%#)', (parameters, field) => {
    expect(() => toolOf(parameters)).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
  });

  it('is refused, as servers would refuse it', () => {
    const good = {
      type: 'object',
      properties: { a: { type: ['string', 'null'] }, b: { $ref: '#/$defs/x' } },
    };
    expect(() => toolOf({ ...good, $defs: { x: { const: 1 } }, additionalProperties: false })).not.toThrow();
  });
});
