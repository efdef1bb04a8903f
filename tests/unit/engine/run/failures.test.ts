/** Whatever throws, wherever: the caller gets data with the name of the failing agent, in run and in stream. */
import { describe, expect, it } from 'vitest';
import { BaseChatAgent } from '#main/engine/agents/base-chat-agent.ts';
import type { Participant } from '#main/engine/agents/participant.ts';
import { initiateChat } from '#main/engine/chats/sequential-chats.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { MagenticOneGroupChat } from '#main/engine/teams/magentic/magentic-one-group-chat.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionalTermination } from '#main/engine/termination/functional-termination.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, readRun } from '../../../support/engine.ts';

/** A third-party agent that throws in its first turn, after some work. */
class Broken extends BaseChatAgent {
  readonly thrown: unknown;

  constructor(thrown: unknown, name = 'broken') {
    super(name, 'Breaks.');
    this.thrown = thrown;
  }

  protected override async *onMessages(): AsyncGenerator<never, never> {
    yield* [];
    await Promise.resolve();
    throw this.thrown;
  }

  protected override save(): unknown {
    return null;
  }

  protected override load(): void {
    // Nothing is stored.
  }

  protected override forget(): void {
    // Nothing is stored.
  }
}

const roundRobin = (name: string, ...participants: readonly Participant[]) =>
  new RoundRobinGroupChat({ name, participants, maxTurns: 2 });
const fine = () => assistant('fine', ['Fine.', 'Fine.']).agent;
const broken = () => new Broken(new Error('The disk is on fire.'));

const places: Readonly<Record<string, [() => Participant, string]>> = {
  'an agent': [broken, 'broken'],
  'a model': [() => assistant('writer', [{ error: 'rate_limited' }]).agent, 'writer'],
  'an agent in a team': [() => roundRobin('team', fine(), broken()), 'broken'],
  'an agent three teams down': [
    () => roundRobin('outer', roundRobin('middle', roundRobin('inner', broken()), fine())),
    'broken',
  ],
  'one of several who speak at once': [
    () =>
      new GraphFlow({
        name: 'graph',
        participants: [fine(), broken()],
        graph: { nodes: [{ name: 'fine' }, { name: 'broken' }] },
      }),
    'broken',
  ],
  'the condition of an edge': [
    () =>
      new GraphFlow({
        name: 'graph',
        participants: [fine(), broken()],
        graph: {
          nodes: [
            {
              name: 'fine',
              edges: [
                {
                  target: 'broken',
                  condition: () => {
                    throw new Error('No.');
                  },
                },
              ],
            },
            { name: 'broken' },
          ],
        },
      }),
    'graph',
  ],
  'the leader of a team': [
    () =>
      new MagenticOneGroupChat({
        name: 'lead',
        participants: [fine()],
        modelClient: new ScriptedChatModel([{ error: 'unreachable' }]),
      }),
    'lead',
  ],
  'a termination condition': [
    () =>
      new RoundRobinGroupChat({
        name: 'team',
        participants: [fine()],
        terminationCondition: new FunctionalTermination(() => {
          throw new Error('No.');
        }),
      }),
    'team',
  ],
};

describe.each(Object.entries(places))('an error thrown in %s', (_, [make, agent]) => {
  it('is data with the name of the failing agent, in run and in stream', async () => {
    const { streamed, result } = await readRun(streamTask(make(), 'Go'));
    expect(result.outcome).toMatchObject({ status: 'failed', failure: { agent } });
    expect(streamed.at(-1)).toMatchObject({ type: 'ErrorEvent', source: agent });
    const collected = await collectRun(streamTask(make(), 'Go'));
    expect(collected.outcome).toEqual(result.outcome);
    expect(collected.stopReason).toBe(result.stopReason);
  });
});

describe('a thrown value that is no Error', () => {
  it.each([['words'], [undefined], [null], [{ code: 7 }]])(
    'thrown by an agent is data too: %j',
    async (thrown) => {
      const { outcome } = await new Broken(thrown).run('Go');
      expect(outcome).toMatchObject({
        status: 'failed',
        failure: { agent: 'broken', error: { code: 'internal' } },
      });
    },
  );
});

it('names the failing agent of a two-agent chat', async () => {
  const { outcome } = await initiateChat({ sender: fine(), recipient: broken(), message: 'Hello.' });
  expect(outcome).toMatchObject({ status: 'failed', failure: { agent: 'broken' } });
});
