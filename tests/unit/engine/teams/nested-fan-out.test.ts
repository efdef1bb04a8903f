import { describe, expect, it } from 'vitest';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import type { Memory } from '#main/engine/ports.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort } from '../../../support/engine.ts';

describe('a nested team with concurrent speakers', () => {
  it.each([1, 2, 3])('left at message %i: the rest of the outer team receives everything', async (after) => {
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

describe('one of several concurrent speakers that resumes before the others', () => {
  it('receives in its next turn what they had said when it was stopped', async () => {
    let tries = 0;
    // Blocks the first attempt forever.
    const memory: Memory = {
      query: () => {
        tries += 1;
        return tries === 1 ? new Promise(() => undefined) : Promise.resolve({ results: [], text: '' });
      },
    };
    const often = (reply: string) => [{ reply, times: 9 }];
    const a = assistant('a', often('a1'), { memory: [memory] });
    const [x, y] = [assistant('x', often('x1')), assistant('y', often('y1'))];
    const inner = new RoundRobinGroupChat({ name: 'inner', participants: [x.agent, y.agent], maxTurns: 2 });
    const graph = new DiGraphBuilder().addNode(a.agent).addNode(inner).build();
    const team = new GraphFlow({ name: 'outer', participants: [a.agent, inner], graph });
    const run = team.runStream('Go');
    for (let step = await run.next(); step.done !== true; step = await run.next()) {
      if (inShort([step.value])[0] === 'x: x1') break;
    }
    await run.return(undefined as never);
    const saved: unknown = JSON.parse(JSON.stringify(team.saveState()));
    expect(inShort((await team.run()).messages).toSorted()).toEqual(['a: a1', 'y: y1']);
    await team.run('Again');
    const heard = a.model.requests.at(-1)?.messages.slice(1).map(modelMessageText) ?? [];
    expect(heard).toEqual(['Go', 'a1', 'x1', 'y1', 'Again']);

    team.loadState(saved);
    expect(team.saveState()).toEqual(saved);
    await team.run();
    await team.run('Again');
    const again = a.model.requests.at(-1)?.messages.slice(1).map(modelMessageText) ?? [];
    expect(again).toEqual(heard);
  });
});
