import { describe, expect, it } from 'vitest';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

function made() {
  const agents = { a: speaker('a'), b: speaker('b'), c: speaker('c'), d: speaker('d') };
  const { a, b, c, d } = agents;
  const low = new RoundRobinGroupChat({ name: 'low', participants: [c.agent, d.agent], maxTurns: 2 });
  const middle = new RoundRobinGroupChat({ name: 'middle', participants: [b.agent, low], maxTurns: 2 });
  const top = new RoundRobinGroupChat({ name: 'top', participants: [middle, a.agent], maxTurns: 2 });
  return { top, models: Object.values(agents).map(({ model }) => model) };
}

function speaker(name: string) {
  return assistant(name, [{ reply: `${name}1`, times: 9 }]);
}

const whole = ['user: Go', 'b: b1', 'c: c1', 'd: d1', 'a: a1'];

describe('three levels of teams', () => {
  it('are one run in which everyone receives the earlier messages, in run and in stream', async () => {
    const { top, models } = made();
    expect(inShort((await top.run('Go')).messages)).toEqual(whole);
    const heard = models.map(({ requests }) => requests[0]?.messages.slice(1).map(modelMessageText));
    expect(heard).toEqual([['Go', 'b1', 'c1', 'd1'], ['Go'], ['Go', 'b1'], ['Go', 'b1', 'c1']]);
    expect(inShort((await readRun(made().top.runStream('Go'))).streamed)).toEqual(whole);
  });

  it.each([1, 2, 3, 4])('left at message %i resume there, here and elsewhere', async (after) => {
    const { top } = made();
    const run = top.runStream('Go');
    for (let count = 0; count < after; count += 1) await run.next();
    await run.return(undefined as never);
    const saved: unknown = JSON.parse(JSON.stringify(top.saveState()));
    const elsewhere = made().top;
    elsewhere.loadState(saved);
    expect(elsewhere.saveState()).toEqual(saved);
    expect(inShort((await elsewhere.run()).messages)).toEqual(whole.slice(after));
    expect(inShort((await top.run()).messages)).toEqual(whole.slice(after));
  });
});
