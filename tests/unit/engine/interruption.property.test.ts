import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { collectRun } from '#main/engine/run/stream-task.ts';
import type { BaseGroupChat } from '#main/engine/teams/base-group-chat.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/model.ts';
import { inShort } from '../../support/engine.ts';

/** Answers by what it was asked alone: the same request gets the same answer, whatever happened before. */
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

/** Layers of agents; each leads to all of the next, and the last goes back to the first until it has heard enough. */
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

interface Interruption {
  /** After how many things read. */
  readonly after: number;
  /** leave: the reader goes. abort: the signal, while the next thing is on its way. restart: leave, and go on elsewhere. */
  readonly how: 'leave' | 'abort' | 'restart';
}

/** Reads up to the interruption; null when the run ended before. */
async function readUntil(team: BaseGroupChat, task: string | undefined, { after, how }: Interruption) {
  const stop = new AbortController();
  const run = team.runStream(task, { signal: stop.signal });
  const read: AgentMessage[] = [];
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done === true) return { read, ended: true };
    read.push(step.value);
    if (read.length < after) continue;
    if (how === 'abort') {
      const rest = collectRun(run, (message) => read.push(message));
      stop.abort();
      const { outcome } = await rest;
      return { read, ended: outcome.status === 'complete' };
    }
    await run.return(undefined as never);
    return { read, ended: false };
  }
}

const said = (messages: readonly AgentMessage[]) => inShort(messages.filter(isChatMessage));
const speakers = (messages: readonly AgentMessage[]) =>
  messages
    .filter(isChatMessage)
    .map(({ source }) => source)
    .toSorted();
const chosen = (messages: readonly AgentMessage[]) =>
  messages.flatMap((message) => (message.type === 'SelectSpeakerEvent' ? [message.content] : []));

const interruptions = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 9 }),
    how: fc.constantFrom('leave' as const, 'abort' as const, 'restart' as const),
  }),
  { maxLength: 5 },
);

/** Everything read from a team that is interrupted like this, and then left alone. */
async function readInParts(make: () => BaseGroupChat, parts: readonly Interruption[]) {
  let team = make();
  let task: string | undefined = 'Go';
  const read: AgentMessage[] = [];
  for (const one of parts) {
    const part = await readUntil(team, task, one);
    task = undefined;
    read.push(...part.read);
    if (part.ended) return { read, kept: team.messages };
    if (one.how !== 'restart') continue;
    const saved: unknown = JSON.parse(JSON.stringify(team.saveState()));
    team = make();
    team.loadState(saved);
    expect(team.saveState()).toEqual(saved);
  }
  read.push(...(await team.run(task)).messages);
  return { read, kept: team.messages };
}

describe('a team that is interrupted', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });

  it('says what it would have said, once, however often and wherever it is stopped', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1, max: 6 }),
        interruptions,
        async (members, turns, parts) => {
          const whole = await makeTeam(members, turns).run('Go');
          const { read } = await readInParts(() => makeTeam(members, turns), parts);
          expect(said(read)).toEqual(said(whole.messages));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('chooses the same speakers in a graph, also when it is stopped among several', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1, max: 30 }),
        interruptions,
        async (layers, enough, parts) => {
          const whole = await makeGraph(layers, enough).run('Go');
          const { kept } = await readInParts(() => makeGraph(layers, enough), parts);
          expect(chosen(kept)).toEqual(chosen(whole.messages));
          // By what is kept: an answer that came in as the reader left was not read. And not by what they say: one who
          // was stopped has heard what those beside it said meanwhile.
          expect(speakers(kept)).toEqual(speakers(whole.messages));
        },
      ),
      { numRuns: 150 },
    );
  });
});
