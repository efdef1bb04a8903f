import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** Answers after this many ticks, even if it was cancelled meanwhile. */
function slow(ticks: number): ChatModel {
  return {
    name: 'slow',
    local: true,
    async *stream(): AsyncIterable<ModelEvent> {
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      yield { type: 'text-delta', text: 'said' };
      yield { type: 'end', stopReason: 'stop', usage: null };
    },
  };
}

const agent = (name: string, ticks: number) => new AssistantAgent({ name, modelClient: slow(ticks) });

/** Concurrent: agents, a team of two, and a person who is asked. */
function fanOut(ticks: readonly number[], desk: InputRequests) {
  const agents = ticks.map((each, at) => agent(`agent${at}`, each));
  const inner = new GraphFlow({
    name: 'inner',
    participants: [agent('x', ticks[0] ?? 0), agent('y', ticks.at(-1) ?? 0)],
    graph: { nodes: [{ name: 'x' }, { name: 'y' }], entryPoints: ['x', 'y'] },
  });
  const ann = new UserProxyAgent({ name: 'ann', userInput: desk });
  const participants = [...agents, inner, ann];
  const builder = new DiGraphBuilder();
  for (const participant of participants) builder.addNode(participant);
  return new GraphFlow({ participants, graph: builder.build() });
}

const ids = (messages: readonly AgentMessage[]) =>
  messages
    .filter(({ type }) => type !== 'ModelClientStreamingChunkEvent')
    .map(({ id }) => id)
    .toSorted();

describe('concurrent speakers stopped at any moment', () => {
  it('store every streamed message and stream every stored one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
        fc.nat(120),
        fc.boolean(),
        async (ticks, stopAt, answered) => {
          const desk = new InputRequests({ patienceMs: 0 });
          const team = fanOut(ticks, desk);
          const controller = new RunController({ participant: team, userInput: desk });
          const streamed: AgentMessage[] = [];
          const run = controller.runStream('Go');
          const reading = (async () => {
            for (let step = await run.next(); step.done !== true; step = await run.next()) {
              if (step.value.type !== 'TaskResult') streamed.push(step.value);
              if (answered && step.value.type === 'UserInputRequestedEvent')
                desk.answer(step.value.requestId, { type: 'message', text: 'Teal.' });
            }
          })();
          for (let tick = 0; tick < stopAt; tick += 1) await Promise.resolve();
          controller.cancel();
          await reading;
          expect(ids(streamed)).toEqual(ids(team.messages));
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe('an answer', () => {
  it('is found by the repeated turn, whenever the previous one was interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.boolean(), async (interruptAt, cancels) => {
        const desk = new InputRequests({ patienceMs: 0 });
        const ann = new UserProxyAgent({ name: 'ann', userInput: desk });
        const team = new RoundRobinGroupChat({ participants: [ann, agent('b', 3)], maxTurns: 2 });
        const controller = new RunController({ participant: team, userInput: desk });
        const waiting = await controller.run('Go');
        const [request] = waiting.outcome.status === 'waiting' ? waiting.outcome.requests : [];
        desk.answer(request?.requestId ?? '', { type: 'message', text: 'Teal.' });
        const running = controller.run();
        for (let tick = 0; tick < interruptAt; tick += 1) await Promise.resolve();
        if (cancels) controller.cancel();
        else controller.interrupt();
        let { outcome } = await running;
        if (outcome.status === 'cancelled') ({ outcome } = await controller.run());
        expect(outcome.status).toBe('complete');
        const said = team.messages.filter(isChatMessage).map(messageText);
        expect(said.filter((text) => text === 'Teal.')).toHaveLength(1);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
