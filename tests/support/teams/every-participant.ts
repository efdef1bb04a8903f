/** Every kind of agent and team with all its features, for properties that must hold for all of them. */
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import type { AssistantAgentOptions } from '#main/engine/agents/assistant-agent-options.ts';
import { CodeExecutorAgent } from '#main/engine/agents/code-executor-agent.ts';
import { MessageFilterAgent } from '#main/engine/agents/message-filter-agent.ts';
import { outputFormat } from '#main/engine/agents/output-format.ts';
import type { Participant } from '#main/engine/agents/participant.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import { Teachability } from '#main/engine/capabilities/teachability.ts';
import { NestedChatAgent } from '#main/engine/chats/nested-chat-agent.ts';
import { SequentialChats } from '#main/engine/chats/sequential-chats.ts';
import { SummarizingChatCompletionContext } from '#main/engine/context/summarizing-chat-completion-context.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { MagenticOneGroupChat } from '#main/engine/teams/magentic/magentic-one-group-chat.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { AgentTool } from '#main/engine/tools/agent-tool.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { TeamTool } from '#main/engine/tools/team-tool.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';

/** What is in progress: requests, tools, code. */
export class UnderWay {
  count = 0;

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.count += 1;
    try {
      return await work();
    } finally {
      this.count -= 1;
    }
  }
}

/** Counts its open streams. */
class WatchedModel implements ChatModel {
  readonly name = 'watched';
  readonly local = true;
  readonly #model: ChatModel;
  readonly #underWay: UnderWay;

  constructor(script: ScriptInput, underWay: UnderWay) {
    this.#model = new ScriptedChatModel(script);
    this.#underWay = underWay;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.#underWay.count += 1;
    try {
      yield* this.#model.stream(request, signal);
    } finally {
      this.#underWay.count -= 1;
    }
  }
}

type Make = (underWay: UnderWay) => Participant;

function speaker(name: string, underWay: UnderWay, options: Partial<AssistantAgentOptions> = {}) {
  const modelClient = new WatchedModel([{ reply: `${name} speaks.`, chunkCharacters: 4 }], underWay);
  return new AssistantAgent({ name, modelClient, modelClientStream: true, ...options });
}

function caller(name: string, underWay: UnderWay, options: Partial<AssistantAgentOptions> = {}) {
  const tool = (toolName: string) =>
    new FunctionTool({
      name: toolName,
      description: 'Looks.',
      parameters: { type: 'object' },
      run: (_, { signal }) =>
        underWay.during(async () => {
          await Promise.resolve();
          signal.throwIfAborted();
          return `${toolName} found it.`;
        }),
    });
  const script: ScriptInput = [
    { when: { afterTools: false }, reasoning: 'Hm.', toolCalls: [{ name: 'near' }, { name: 'far' }] },
    { reply: 'It was found.', usage: { promptTokens: 3, completionTokens: 4 } },
  ];
  const modelClient = new WatchedModel(script, underWay);
  return new AssistantAgent({ name, modelClient, tools: [tool('near'), tool('far')], ...options });
}

function judged<Answer>(answer: Answer) {
  return { reason: 'So it seems.', answer };
}
const progress = (satisfied: boolean) => ({
  is_request_satisfied: judged(satisfied),
  is_in_loop: judged(false),
  is_progress_being_made: judged(true),
  next_speaker: judged('b'),
  instruction_or_question: judged('Go on.'),
});

export const everyParticipant: Readonly<Record<string, Make>> = {
  'an assistant with tools, reasoning and memory': (underWay) =>
    caller('a', underWay, {
      reflectOnToolUse: true,
      memory: [
        {
          query: () =>
            underWay.during(() =>
              Promise.resolve({ results: [{ id: 'm', content: 'x', metadata: {} }], text: 'Notes: x' }),
            ),
        },
      ],
    }),
  'an assistant whose form is repaired': (underWay) =>
    new AssistantAgent({
      name: 'a',
      modelClient: new WatchedModel(
        [{ when: { lastUserIncludes: 'Answer again' }, json: { n: 1 } }, { reply: 'One.' }],
        underWay,
      ),
      outputFormat: outputFormat('number', { type: 'object', properties: { n: { type: 'number' } } }),
    }),
  'an assistant that hands over': (underWay) =>
    new AssistantAgent({
      name: 'a',
      modelClient: new WatchedModel([{ toolCalls: [{ name: 'transfer_to_b' }] }], underWay),
      handoffs: ['b'],
    }),
  'a team with somebody who sums up': (underWay) => {
    const modelContext = new SummarizingChatCompletionContext({
      modelClient: new WatchedModel([{ reply: 'They talked.' }], underWay),
      tokenLimit: 1,
      keepLast: 1,
      source: 'a',
    });
    const participants = [speaker('a', underWay, { modelContext }), speaker('b', underWay)];
    return new RoundRobinGroupChat({ participants, maxTurns: 4 });
  },
  'a taught assistant': (underWay) =>
    new Teachability({
      scope: { type: 'shared' },
      memory: {
        captureExplicit: () => underWay.during(() => Promise.resolve([])),
        captureImplicit: () => Promise.resolve(),
        recall: () => underWay.during(() => Promise.resolve({ results: [], text: 'Notes: x' })),
      },
    }).addTo(speaker('a', underWay)),
  'a person': () => new UserProxyAgent({ name: 'ann', userInput: new InputRequests({ patienceMs: 0 }) }),
  'a coder': (underWay) =>
    new CodeExecutorAgent({
      name: 'coder',
      modelClient: new WatchedModel(
        [{ when: { lastUserIncludes: '42' }, reply: 'It is 42.' }, { reply: '```sh\necho 42\n```' }],
        underWay,
      ),
      codeExecutor: { execute: () => underWay.during(() => Promise.resolve({ exitCode: 0, output: '42' })) },
    }),
  'an agent with chats inside': (underWay) =>
    new NestedChatAgent({
      agent: speaker('a', underWay),
      trigger: () => true,
      chats: [{ recipient: caller('b', underWay), maxTurns: 2 }],
    }),
  'chats one after the other': (underWay) =>
    new SequentialChats([
      { sender: speaker('a', underWay), recipient: speaker('b', underWay), message: 'One.', maxTurns: 2 },
      { sender: speaker('c', underWay), recipient: caller('d', underWay), message: 'Two.', maxTurns: 1 },
    ]),
  'a round robin with a team and a person in it': (underWay) =>
    new RoundRobinGroupChat({
      participants: [
        caller('a', underWay),
        new RoundRobinGroupChat({
          name: 'inner',
          participants: [speaker('b', underWay), speaker('c', underWay)],
          maxTurns: 3,
        }),
        new UserProxyAgent({ name: 'ann', userInput: new InputRequests({ patienceMs: 0 }) }),
      ],
      terminationCondition: new MaxMessageTermination(30).or(new TextMentionTermination('STOP')),
      emitTeamEvents: true,
    }),
  'a graph': (underWay) =>
    new GraphFlow({
      participants: ['a', 'b', 'c', 'd'].map((name) =>
        name === 'b' ? caller(name, underWay) : speaker(name, underWay),
      ),
      graph: {
        nodes: [
          { name: 'a', edges: [{ target: 'b' }, { target: 'c' }] },
          { name: 'b', edges: [{ target: 'd' }] },
          {
            name: 'c',
            edges: [
              { target: 'a', condition: 'never' },
              { target: 'd', condition: 'speaks' },
            ],
          },
          { name: 'd' },
        ],
        entryPoints: ['a'],
      },
      maxTurns: 9,
    }),
  'Magentic-One': (underWay) =>
    new MagenticOneGroupChat({
      name: 'lead',
      participants: [speaker('a', underWay), caller('b', underWay)],
      modelClient: new WatchedModel(
        [
          { when: { responseSchema: true, anyIncludes: 'found it' }, json: progress(true) },
          { when: { responseSchema: true }, json: progress(false) },
          { reply: 'Words.' },
        ],
        underWay,
      ),
    }),
  'a selector team': (underWay) =>
    new SelectorGroupChat({
      participants: [speaker('a', underWay), caller('b', underWay)],
      modelClient: new WatchedModel(
        [{ reply: 'b', usage: { promptTokens: 1, completionTokens: 1 } }],
        underWay,
      ),
      candidateFunc: () => ['a', 'b'],
      emitTeamEvents: true,
      maxTurns: 2,
    }),
  'a swarm': (underWay) =>
    new Swarm({
      participants: [
        new AssistantAgent({
          name: 'a',
          modelClient: new WatchedModel([{ toolCalls: [{ name: 'transfer_to_b' }] }], underWay),
          handoffs: ['b'],
        }),
        caller('b', underWay),
      ],
      maxTurns: 3,
    }),
  'a society of mind': (underWay) =>
    new SocietyOfMindAgent({
      name: 'som',
      team: new RoundRobinGroupChat({
        name: 'inner',
        participants: [speaker('a', underWay), caller('b', underWay)],
        maxTurns: 2,
      }),
      modelClient: new WatchedModel([{ reply: 'In short.' }], underWay),
    }),
  'an agent behind a filter': (underWay) =>
    new MessageFilterAgent({
      wrappedAgent: caller('a', underWay),
      filter: { perSource: [{ source: 'user', position: 'last', count: 1 }] },
    }),
  'an agent with an agent and a team as tools': (underWay) =>
    new AssistantAgent({
      name: 'boss',
      modelClient: new WatchedModel(
        [
          {
            when: { afterTools: false },
            toolCalls: [
              { name: 'a', arguments: { task: 'Look.' } },
              { name: 'inner', arguments: { task: 'Talk.' } },
            ],
          },
          { reply: 'Done.' },
        ],
        underWay,
      ),
      tools: [
        new AgentTool(caller('a', underWay)),
        new TeamTool(
          new RoundRobinGroupChat({ name: 'inner', participants: [speaker('b', underWay)], maxTurns: 2 }),
          { name: 'inner', description: 'Talks.' },
        ),
      ],
      reflectOnToolUse: true,
    }),
};
