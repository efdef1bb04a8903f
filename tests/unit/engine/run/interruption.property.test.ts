import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { interruptions, readInParts, said } from '../../../support/teams/interruption.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** Answers depend only on the request: the same request gets the same answer, whatever happened before. */
class StatelessModel implements ChatModel {
  readonly name = 'stateless';
  readonly local = true;

  async *stream({ messages, tools }: ModelRequest): AsyncIterable<ModelEvent> {
    const count = messages.length;
    await Promise.resolve();
    if (tools !== undefined && count % 3 === 0 && messages.at(-1)?.role !== 'tool') {
      const call = (id: string) => ({ id: `${id}${count}`, name: 'count', arguments: `{"n":${count}}` });
      yield { type: 'tool-call-end', call: call('x') };
      yield { type: 'tool-call-end', call: call('y') };
    } else {
      for (const text of ['heard ', String(count)]) yield { type: 'text-delta', text };
    }
    yield { type: 'end', stopReason: 'stop', usage: null };
  }
}

const count = new FunctionTool<{ n: number }>({
  name: 'count',
  description: 'Says a number.',
  parameters: { type: 'object', properties: { n: { type: 'number' } } },
  run: ({ n }) => `counted ${n}`,
});

const makeAgent = (name: string, index: number) =>
  new AssistantAgent({
    name,
    modelClient: new StatelessModel(),
    modelClientStream: index % 2 === 0,
    maxToolIterations: 2,
    ...(index % 2 === 1 && { tools: [count] }),
  });

function makeTeam(sizes: readonly number[], turns: number): RoundRobinGroupChat {
  const participants = sizes.map((size, outer) =>
    size === 1
      ? makeAgent(`a${outer}`, outer)
      : new RoundRobinGroupChat({
          name: `team${outer}`,
          participants: Array.from({ length: size }, (_, inner) => makeAgent(`a${outer}_${inner}`, inner)),
          maxTurns: size,
        }),
  );
  return new RoundRobinGroupChat({
    participants,
    maxTurns: turns,
    terminationCondition: new MaxMessageTermination(turns * 3),
  });
}

/** Layers of agents; each leads to all of the next, and the last goes back to the first until it has received enough. */
function makeGraph(layers: readonly number[], enough: number): GraphFlow {
  const names = layers.map((size, layer) => Array.from({ length: size }, (_, at) => `a${layer}_${at}`));
  const heard = (message: ChatMessage) => Number(/\d+/.exec(messageText(message))?.[0]);
  const nodes = [
    { name: 'first', edges: (names[0] ?? []).map((target) => ({ target })) },
    ...names.flatMap((own, layer) =>
      own.map((name) => ({ name, edges: (names[layer + 1] ?? ['last']).map((target) => ({ target })) })),
    ),
    {
      name: 'last',
      edges: [
        { target: 'first', condition: (message: ChatMessage) => heard(message) < enough },
        { target: 'end', condition: (message: ChatMessage) => heard(message) >= enough },
      ],
    },
    { name: 'end' },
  ];
  return new GraphFlow({
    participants: nodes.map(({ name }, index) => makeAgent(name, index)),
    graph: { nodes, entryPoints: ['first'] },
    maxTurns: 12,
    emitTeamEvents: true,
  });
}

const speakers = (messages: readonly AgentMessage[]) =>
  messages
    .filter(isChatMessage)
    .map(({ source }) => source)
    .toSorted();
const chosen = (messages: readonly AgentMessage[]) =>
  messages.flatMap((message) => (message.type === 'SelectSpeakerEvent' ? [message.content] : []));

describe('a team that is interrupted', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });

  it('says what it would have said, once, however often and wherever it is stopped', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1, max: 6 }),
        interruptions(9),
        async (members, turns, parts) => {
          const whole = await makeTeam(members, turns).run('Go');
          const { read } = await readInParts(() => makeTeam(members, turns), parts);
          expect(said(read)).toEqual(said(whole.messages));
        },
      ),
      { numRuns: propertyRuns(150) },
    );
  });

  it('selects the same speakers in a graph, also when it is stopped among several', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1, max: 30 }),
        interruptions(9),
        async (layers, enough, parts) => {
          const whole = await makeGraph(layers, enough).run('Go');
          const { team } = await readInParts(() => makeGraph(layers, enough), parts);
          const kept = team.messages;
          expect(chosen(kept)).toEqual(chosen(whole.messages));
          // Compared by what is stored: an answer that arrived as the reader left was not read. And not by content: a speaker
          // that was stopped has received what concurrent speakers said meanwhile.
          expect(speakers(kept)).toEqual(speakers(whole.messages));
        },
      ),
      { numRuns: propertyRuns(150) },
    );
  });
});
