import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { BaseChatAgent } from '#main/engine/agents/base-chat-agent.ts';
import { CodeExecutorAgent } from '#main/engine/agents/code-executor-agent.ts';
import { Handoff } from '#main/engine/agents/handoff.ts';
import { MessageFilterAgent } from '#main/engine/agents/message-filter-agent.ts';
import { outputFormat } from '#main/engine/agents/output-format.ts';
import type { Response } from '#main/engine/agents/response.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import type {
  BuiltComponents,
  ComponentKind,
  ComponentResources,
} from '#main/engine/components/component-kinds.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { BufferedChatCompletionContext } from '#main/engine/context/buffered-chat-completion-context.ts';
import { HeadAndTailChatCompletionContext } from '#main/engine/context/head-and-tail-chat-completion-context.ts';
import { SummarizingChatCompletionContext } from '#main/engine/context/summarizing-chat-completion-context.ts';
import { TokenLimitedChatCompletionContext } from '#main/engine/context/token-limited-chat-completion-context.ts';
import { UnboundedChatCompletionContext } from '#main/engine/context/unbounded-chat-completion-context.ts';
import { ListMemory } from '#main/engine/memory/list-memory.ts';
import { ApprovalPolicy } from '#main/engine/people/approval-policy.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { faultsIn } from '#main/engine/run/collect-faults.ts';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { MagenticOneGroupChat } from '#main/engine/teams/magentic/magentic-one-group-chat.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { ExternalTermination } from '#main/engine/termination/external-termination.ts';
import { FunctionCallTermination } from '#main/engine/termination/function-call-termination.ts';
import { FunctionalTermination } from '#main/engine/termination/functional-termination.ts';
import { HandoffTermination } from '#main/engine/termination/handoff-termination.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { SourceMatchTermination } from '#main/engine/termination/source-match-termination.ts';
import { StopMessageTermination } from '#main/engine/termination/stop-message-termination.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { TextMessageTermination } from '#main/engine/termination/text-message-termination.ts';
import { TimeoutTermination } from '#main/engine/termination/timeout-termination.ts';
import { TokenUsageTermination } from '#main/engine/termination/token-usage-termination.ts';
import { AgentTool } from '#main/engine/tools/agent-tool.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { TeamTool } from '#main/engine/tools/team-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { TuteeError } from '#shared/errors.ts';
import { inShort } from '../../../support/engine.ts';

const model = new ScriptedChatModel([{ reply: 'Hello.' }]);
const pay = new FunctionTool({
  name: 'pay',
  description: 'Pays.',
  parameters: { type: 'object', properties: {} },
  run: () => 'paid',
});
const resources: ComponentResources = {
  models: { small: model },
  tools: { pay },
  memories: { notes: new ListMemory() },
  userInput: new InputRequests({ patienceMs: 0 }),
  approver: new ApprovalPolicy({ otherwise: 'allow' }),
  codeExecutor: { execute: () => Promise.resolve({ exitCode: 0, output: '' }) },
};
const notes = resources.memories?.['notes'] as ListMemory;

const bot = (name: string, more = {}) => new AssistantAgent({ name, modelClient: model, ...more });
const pair = () => [bot('a'), bot('b')];

const condition = () =>
  new MaxMessageTermination(9, { includeAgentEvent: true })
    .or(new TextMentionTermination('DONE', ['a']))
    .or(new TokenUsageTermination({ maxTotalToken: 100 }).and(new TimeoutTermination(3)))
    .or(new HandoffTermination('user'))
    .or(new SourceMatchTermination(['b']))
    .or(new FunctionCallTermination('pay'))
    .or(new TextMessageTermination())
    .or(new TextMessageTermination('a'))
    .or(new StopMessageTermination())
    .or(new ExternalTermination());

const graph = () => {
  const [a, b] = [bot('a'), bot('b')];
  const builder = new DiGraphBuilder().addNode(a).addNode(b).addEdge(a, b, { condition: 'ok' });
  return { participants: builder.getParticipants(), graph: builder.build(), maxTurns: 4 };
};

const parts: Readonly<Record<string, readonly [ComponentKind, () => BuiltComponents[ComponentKind]]>> = {
  'an assistant with everything': [
    'participant',
    () =>
      bot('a', {
        description: 'Helps.',
        systemMessage: null,
        tools: [
          pay,
          new AgentTool(bot('inner'), { returnValueAsLastMessage: true }),
          new TeamTool(new RoundRobinGroupChat({ participants: pair(), maxTurns: 2 }), {
            name: 'team',
            description: 'Works.',
          }),
        ],
        memory: [notes],
        handoffs: ['b', new Handoff({ target: 'c', message: 'Over.' })],
        modelContext: new BufferedChatCompletionContext(3),
        modelClientStream: true,
        maxToolIterations: 2,
        approver: resources.approver,
        outputFormat: outputFormat('n', { type: 'object', properties: { n: { type: 'number' } } }),
        modelParameters: { temperature: 0.2, stop: ['END'] },
        toolCallSummaryFormat: '{result}',
      }),
  ],
  'a person': [
    'participant',
    () =>
      new UserProxyAgent({
        name: 'ann',
        userInput: resources.userInput as InputRequests,
        humanInputMode: 'TERMINATE',
      }),
  ],
  'a code executor': [
    'participant',
    () =>
      new CodeExecutorAgent({
        name: 'c',
        codeExecutor: resources.codeExecutor as never,
        modelClient: model,
        sources: ['a'],
      }),
  ],
  'a round robin with every condition': [
    'participant',
    () =>
      new RoundRobinGroupChat({
        participants: [
          bot('a'),
          new RoundRobinGroupChat({ name: 'inner', participants: [bot('b')], maxTurns: 1 }),
        ],
        terminationCondition: condition(),
        introductions: true,
      }),
  ],
  'a swarm': [
    'participant',
    () => new Swarm({ participants: [bot('a', { handoffs: ['b'] }), bot('b')], maxConsecutiveTurns: 3 }),
  ],
  'a selector': [
    'participant',
    () =>
      new SelectorGroupChat({
        participants: pair(),
        modelClient: model,
        allowRepeatedSpeaker: true,
        modelContext: new HeadAndTailChatCompletionContext(1, 2),
      }),
  ],
  'a selector by a person': [
    'participant',
    () => new SelectorGroupChat({ participants: pair(), userInput: resources.userInput as InputRequests }),
  ],
  'a graph': ['participant', () => new GraphFlow(graph())],
  'Magentic-One': [
    'participant',
    () => new MagenticOneGroupChat({ participants: pair(), modelClient: model, maxTurns: 5, maxStalls: 1 }),
  ],
  'a society of mind': [
    'participant',
    () =>
      new SocietyOfMindAgent({
        name: 's',
        team: new RoundRobinGroupChat({ participants: pair(), maxTurns: 1 }),
        modelClient: model,
      }),
  ],
  'a filter': [
    'participant',
    () =>
      new MessageFilterAgent({
        wrappedAgent: bot('a'),
        filter: { perSource: [{ source: 'user', position: 'last', count: 1 }] },
      }),
  ],
  'a context': ['context', () => new UnboundedChatCompletionContext()],
  'a context of tokens': ['context', () => new TokenLimitedChatCompletionContext(50)],
  'a context that summarises': [
    'context',
    () => new SummarizingChatCompletionContext({ modelClient: model, tokenLimit: 9, source: 'a' }),
  ],
  'a tool': ['tool', () => new AgentTool(bot('a'))],
};

const inOrder = (a = '', b = '') => (a < b ? -1 : 1);

function faultsOf(make: () => unknown): (string | undefined)[] {
  try {
    make();
    return [];
  } catch (thrown) {
    if (!(thrown instanceof TuteeError)) throw thrown;
    return faultsIn(thrown).map(({ field }) => field);
  }
}

class Own extends BaseChatAgent {
  protected override async *onMessages(): AsyncGenerator<never, Response> {
    yield* [];
    return await Promise.reject(new Error('never'));
  }
  protected override save(): unknown {
    return null;
  }
  protected override load(): void {}
  protected override forget(): void {}
}

describe('a part that a program built', () => {
  it.each(Object.entries(parts))(
    'is written as a component that loads as the same: %s',
    (_, [kind, make]) => {
      const registry = standardComponents();
      const written = registry.dump(make(), resources);
      const read: unknown = JSON.parse(JSON.stringify(written));
      expect(read).toEqual(written);
      const loaded = registry.load(kind, read, resources);
      expect(registry.dump(loaded)).toEqual(written);
      expect(registry.check(kind, written, resources)).toEqual([]);
    },
  );

  it('does the same as what is loaded from it', async () => {
    const team = () => new RoundRobinGroupChat({ participants: pair(), maxTurns: 3 });
    const registry = standardComponents();
    const loaded = registry.load('participant', registry.dump(team(), resources), resources);
    expect(inShort((await loaded.run('Go.')).messages)).toEqual(inShort((await team().run('Go.')).messages));
  });

  it('may contain what was loaded', () => {
    const registry = standardComponents();
    const component = { provider: 'AssistantAgent', version: 1, config: { name: 'loaded', model: 'small' } };
    const loaded = registry.load('participant', component, resources);
    const team = new RoundRobinGroupChat({ participants: [loaded, bot('a')], maxTurns: 1 });
    expect(registry.dump(team, resources).config['participants']).toEqual([
      component,
      { provider: 'AssistantAgent', version: 1, config: { name: 'a', model: 'small' } },
    ]);
  });

  it('says of each part that cannot be written where it is', () => {
    const stranger = new ScriptedChatModel(['x']);
    const team = new RoundRobinGroupChat({
      participants: [
        bot('a', {
          modelClient: stranger,
          tools: [
            pay,
            new FunctionTool({
              name: 'x',
              description: 'x',
              parameters: { type: 'object', properties: {} },
              run: () => '',
            }),
          ],
        }),
        bot('b', {
          toolCallSummaryFormat: () => '',
          middleware: [{ onMessage: (message: never) => message }],
          approver: new ApprovalPolicy({ otherwise: 'refuse' }),
        }),
        new Own('own', 'Of the program.'),
      ],
      terminationCondition: new FunctionalTermination(() => false),
    });
    expect(faultsOf(() => standardComponents().dump(team, resources)).toSorted(inOrder)).toEqual([
      'config.participants.0.config.model',
      'config.participants.0.config.tools.1',
      'config.participants.1.config.approver',
      'config.participants.1.config.middleware',
      'config.participants.1.config.toolCallSummaryFormat',
      'config.participants.2',
      'config.terminationCondition',
    ]);
  });

  it('is refused where data has no place in a component', () => {
    const registry = standardComponents();
    const swarm = new RoundRobinGroupChat({ participants: pair(), maxConsecutiveTurns: 2 });
    expect(faultsOf(() => registry.dump(swarm, resources))).toEqual(['config.maxConsecutiveTurns']);
    expect(faultsOf(() => registry.dump(bot('a', { ignoreUnofferedCalls: true }), resources))).toEqual([
      'config.ignoreUnofferedCalls',
    ]);
    // Headers may be secrets.
    const withKey = bot('a', { modelParameters: { headers: { authorization: 'Bearer x' } } });
    expect(faultsOf(() => registry.dump(withKey, resources))).toEqual(['config.modelParameters']);
  });

  it('of a class of the program’s own is not taken for the class that it extends', () => {
    class Debate extends RoundRobinGroupChat {}
    expect(
      faultsOf(() => standardComponents().dump(new Debate({ participants: pair() }), resources)),
    ).toEqual(['']);
    expect(faultsOf(() => standardComponents().dump(model as never, {}))).toEqual(['']);
  });
});
