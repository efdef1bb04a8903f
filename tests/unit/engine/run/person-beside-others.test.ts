import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';

/** Answers after this many ticks. */
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

/** A person beside two agents, asked through `ask`. */
function team(asked: Set<string>): GraphFlow {
  const ask = ({ requestId }: UserInputRequestedEvent) => {
    asked.add(requestId);
    return Promise.resolve({ type: 'message', text: 'Teal.' } as const);
  };
  const agents = [4, 9].map(
    (ticks) => new AssistantAgent({ name: `agent${ticks}`, modelClient: slow(ticks) }),
  );
  const participants = [new UserProxyAgent({ name: 'ann', userInput: { ask } }), ...agents];
  const builder = new DiGraphBuilder();
  for (const participant of participants) builder.addNode(participant);
  return new GraphFlow({ participants, graph: builder.build() });
}

describe('a person who is asked beside other speakers', () => {
  it('is not asked again after a stop, once the answer was taken', async () => {
    let taken = 0;
    for (let stopAt = 0; stopAt < 150; stopAt += 1) {
      const asked = new Set<string>();
      const first = team(asked);
      const run = first.runStream('Go.');
      const reading = (async () => {
        while ((await run.next()).done !== true);
      })();
      for (let tick = 0; tick < stopAt; tick += 1) await Promise.resolve();
      const saved = JSON.stringify(first.saveState());
      const askedBefore = new Set(asked);
      await reading;
      if (saved.includes('"answer":{')) taken += 1;
      const second = team(askedBefore);
      second.loadState(JSON.parse(saved));
      // Before the request and after the last answer there is nothing to lose; then another run would begin.
      const answers = second.messages.filter(isChatMessage).length - 1;
      if (askedBefore.size === 0 || answers === 3) continue;
      expect((await second.run()).outcome.status).toBe('complete');
      const said = second.messages.filter(isChatMessage).map(messageText);
      expect({
        stopAt,
        teal: said.filter((text) => text === 'Teal.').length,
        asked: askedBefore.size,
      }).toEqual({
        stopAt,
        teal: 1,
        asked: 1,
      });
    }
    // Otherwise the test has not seen what it is about.
    expect(taken).toBeGreaterThan(0);
  });
});
