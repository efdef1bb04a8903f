import { describe, expect, it } from 'vitest';
import { ApprovalPolicy } from '#main/engine/people/approval-policy.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import type { ApprovalDecision, ToolCallApprover } from '#main/engine/ports.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const ran: string[] = [];
const toolOf = (name: string) =>
  new FunctionTool<{ sum?: number }>({
    name,
    description: name,
    parameters: { type: 'object', properties: { sum: { type: 'number' } } },
    run: ({ sum }) => {
      ran.push(`${name} ${sum}`);
      return `${name} ${sum}`;
    },
  });
const call = (name: string, sum = 1) => ({ name, arguments: { sum } });

function buyer(approver: ToolCallApprover, calls: { name: string; arguments: { sum: number } }[]) {
  ran.length = 0;
  return assistant('a', [{ toolCalls: calls }], {
    tools: ['look', 'pay', 'burn'].map(toolOf),
    handoffs: ['boss'],
    approver,
  }).agent;
}
const decides = (decision: ApprovalDecision) => ({ decide: () => Promise.resolve(decision) });

describe('an approval policy', () => {
  const rules = { look: 'allow', burn: 'refuse' } as const;

  it('allows, asks and refuses by tool, in run and in stream', async () => {
    const policy = new ApprovalPolicy({ rules, person: decides({ type: 'edit', arguments: '{"sum":2}' }) });
    const agent = () => buyer(policy, [call('look'), call('pay', 9), call('burn')]);
    const { messages } = await agent().run('Go');
    expect(inShort(messages)).toEqual([
      'user: Go',
      'a: [ToolCallRequestEvent]',
      'a: [UserInputRequestedEvent]',
      'a: [ToolCallApprovalEvent]',
      'a: [ToolCallApprovalEvent]',
      'a: [ToolCallExecutionEvent]',
      'a: look 1\npay 2\nThis call is not allowed here. The tool “burn” may not be used like this.',
    ]);
    expect(ran).toEqual(['look 1', 'pay 2']);
    expect(inShort((await readRun(agent().runStream('Go'))).streamed)).toEqual(inShort(messages));
    const approvals = messages.filter((message) => message.type === 'ToolCallApprovalEvent');
    expect(approvals.map(({ decision }) => decision)).toEqual(['rejected', 'edited']);
  });

  it('asks nobody about an unknown tool: the model is told', async () => {
    const agent = buyer(new ApprovalPolicy({ person: decides({ type: 'approve' }) }), [call('rob')]);
    const { messages } = await agent.run('Go');
    expect(messages.map(({ type }) => type)).not.toContain('UserInputRequestedEvent');
    expect(inShort(messages).at(-1)).toBe('a: There is no tool “rob”. There are: look, pay, burn.');
  });

  it('can decide by the call', async () => {
    const person = decides({ type: 'reject', reason: 'Too much.' });
    const pay = ({ arguments: text }: { arguments: string }) =>
      (JSON.parse(text) as { sum: number }).sum > 5 ? 'ask' : 'allow';
    const agent = buyer(new ApprovalPolicy({ rules: { pay }, person }), [call('pay', 3), call('pay', 7)]);
    expect(inShort((await agent.run('Go')).messages).at(-1)).toBe(
      'a: pay 3\nA person did not allow this call. Too much.',
    );
  });

  it('does not ask about handoffs', async () => {
    const agent = buyer(new ApprovalPolicy({ person: decides({ type: 'later' }) }), [
      call('transfer_to_boss'),
    ]);
    expect((await agent.run('Go')).messages.at(-1)).toMatchObject({ type: 'HandoffMessage' });
  });

  it('accepts decisions that come later, and keeps earlier ones', async () => {
    const desk = new InputRequests({ patienceMs: 0 });
    const policy = new ApprovalPolicy({ person: desk });
    const agent = buyer(policy, [call('look'), call('pay')]);
    const { outcome } = await agent.run('Go');
    const [look, pay] = outcome.status === 'waiting' ? outcome.requests : [];
    desk.answer(look?.requestId ?? '', { type: 'approve' });
    expect((await agent.run()).outcome).toMatchObject({ requests: [{ requestId: pay?.requestId }] });
    const saved = JSON.parse(JSON.stringify(agent.saveState())) as unknown;
    const restarted = buyer(policy, [call('burn')]);
    restarted.loadState(saved);
    desk.answer(pay?.requestId ?? '', { type: 'reject', reason: 'No.' });
    expect(inShort((await restarted.run()).messages).at(-1)).toBe(
      'a: look 1\nA person did not allow this call. No.',
    );
  });

  it('needs a person when a rule asks', () => {
    expect(() => new ApprovalPolicy({ rules })).toThrow(expect.objectContaining({ field: 'person' }));
    expect(() => new ApprovalPolicy({ rules, otherwise: 'allow' })).not.toThrow();
  });
});
