import { describe, expect, it } from 'vitest';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { modelMessageText } from '#shared/model-message.ts';
import { assistant, inShort } from '../../support/engine.ts';

describe('a team with several speakers at once, in another', () => {
  it.each([1, 2, 3])('left at message %i: the others of the outer team hear all of it', async (after) => {
    const [a, b, c] = [assistant('a', ['a1']), assistant('b', ['b1']), assistant('c', ['c1'])];
    const graph = new DiGraphBuilder().addNode(a.agent).addNode(b.agent).build();
    const inner = new GraphFlow({ name: 'inner', participants: [a.agent, b.agent], graph });
    const team = new RoundRobinGroupChat({ participants: [inner, c.agent], maxTurns: 2 });
    const run = team.runStream('Go');
    for (let count = 0; count < after; count += 1) await run.next();
    await run.return(undefined as never);
    await team.run();
    const heard = c.model.requests[0]?.messages.slice(1).map(modelMessageText) ?? [];
    expect(heard.toSorted()).toEqual(['Go', 'a1', 'b1']);
    expect(inShort(team.messages).toSorted()).toEqual(['a: a1', 'b: b1', 'c: c1', 'user: Go']);
  });
});
