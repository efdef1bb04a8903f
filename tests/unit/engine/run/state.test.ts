import { describe, expect, it } from 'vitest';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import type { ToolCallApprover } from '#main/engine/ports.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import { taskResultSchema } from '#shared/agents/task-result.ts';
import { assistant, inShort } from '../../../support/engine.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function pair(replies: Record<'a' | 'b', string[]>) {
  const a = assistant('a', replies.a);
  const b = assistant('b', replies.b);
  const inner = new RoundRobinGroupChat({ name: 'inner', participants: [b.agent], maxTurns: 1 });
  const team = new RoundRobinGroupChat({
    participants: [a.agent, inner],
    terminationCondition: new MaxMessageTermination(9),
  });
  return { team, a, b };
}

describe('the state of agents and teams', () => {
  it('is equal after loading, and the run resumes as if nothing had happened', async () => {
    const first = pair({ a: ['a1', 'a2'], b: ['b1', 'b2'] });
    const run = first.team.runStream('Go');
    for (let step = 0; step < 4; step += 1) await run.next();
    const saved = first.team.saveState();
    const second = pair({ a: ['a2', 'a3'], b: ['b2', 'b3'] });
    second.team.loadState(throughJson(saved));
    expect(second.team.saveState()).toEqual(throughJson(saved));
    await run.return(undefined as never);

    const third = pair({ a: ['a2', 'a3'], b: ['b2', 'b3', 'b4'] });
    third.team.loadState(throughJson(saved));
    const limited = await third.team.run();
    expect(inShort(limited.messages)).toEqual(['b: b2', 'a: a2', 'b: b3', 'a: a3', 'b: b4']);
  });

  it('is refused as a whole when one part is unreadable', async () => {
    const { team } = pair({ a: ['a1'], b: ['b1'] });
    const before = throughJson(team.saveState());
    const broken = throughJson(team.saveState()) as { participants: { inner: { manager: unknown } } };
    broken.participants.inner.manager = { type: 'RoundRobinManagerState', version: 2, next: 0 };
    expect(() => team.loadState(broken)).toThrow(/newer/);
    expect(throughJson(team.saveState())).toEqual(before);
  });

  it('of other participants or another kind of team is refused, with the path', () => {
    const { team, a } = pair({ a: ['a1'], b: ['b1'] });
    const other = new RoundRobinGroupChat({ participants: [a.agent] });
    expect(() => team.loadState(other.saveState())).toThrow(
      expect.objectContaining({ field: 'participants.inner' }),
    );
    expect(() => team.loadState(a.agent.saveState())).toThrow(/AssistantAgentState/);
    expect(() => team.loadState(null)).toThrow(/can load/);
  });
});

describe('a tool call that waits for a person', () => {
  const pay = new FunctionTool<{ sum: number }>({
    name: 'pay',
    description: 'Pays.',
    parameters: { type: 'object', properties: { sum: { type: 'number' } }, required: ['sum'] },
    run: ({ sum }) => `Paid ${sum}`,
  });
  const asking = { toolCalls: [{ name: 'pay', arguments: { sum: 5 } }] };
  const later: ToolCallApprover = { asksFor: () => true, decide: () => Promise.resolve({ type: 'later' }) };

  function paying(approver: ToolCallApprover, replies: readonly (typeof asking | string)[]) {
    const a = assistant('a', replies, { tools: [pay], approver });
    return new RoundRobinGroupChat({ participants: [a.agent], maxTurns: 1 });
  }

  it('ends the run as waiting, survives a restart, and resumes with the answer', async () => {
    const first = paying(later, [asking]);
    const waiting = await first.run('Pay 5');
    expect(waiting.outcome).toMatchObject({
      status: 'waiting',
      requests: [{ purpose: 'approval', toolCall: { name: 'pay' } }],
    });
    expect(taskResultSchema.parse(throughJson(waiting))).toEqual(waiting);

    const asked: UserInputRequestedEvent[] = [];
    const editing: ToolCallApprover = {
      asksFor: () => true,
      decide: (request) => {
        asked.push(request);
        return Promise.resolve({ type: 'edit', arguments: '{"sum":3}' });
      },
    };
    const second = paying(editing, ['never asked']);
    second.loadState(throughJson(first.saveState()));
    const { messages, outcome } = await second.run();
    expect(outcome).toEqual({ status: 'complete' });
    expect(asked.map(({ requestId }) => requestId)).toEqual(
      waiting.outcome.status === 'waiting' ? waiting.outcome.requests.map(({ requestId }) => requestId) : [],
    );
    expect(inShort(messages)).toEqual([
      'a: [UserInputRequestedEvent]',
      'a: [ToolCallApprovalEvent]',
      'a: [ToolCallExecutionEvent]',
      'a: Paid 3',
    ]);
  });

  it('is not made when it is rejected, and the model is told why', async () => {
    const rejecting: ToolCallApprover = {
      asksFor: (name) => name === 'pay',
      decide: () => Promise.resolve({ type: 'reject', reason: 'Too much.' }),
    };
    const { messages } = await paying(rejecting, [asking]).run('Pay');
    expect(messages.at(-1)).toMatchObject({
      content: 'A person did not allow this call. Too much.',
      results: [{ isError: true }],
    });
  });
});
