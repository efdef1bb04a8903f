import * as z from 'zod';
import { userInputRequestedEventSchema } from '#shared/agents/agent-events.ts';
import { functionCallSchema } from '#shared/agents/content.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ToolCallApprover } from '../ports.ts';
import { decideOnce } from '../durability/journaled-steps.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';

/** A tool call on its way through approval. */
const pendingCallSchema = z.strictObject({
  /** The call as it will run, including arguments edited by a person. */
  call: functionCallSchema,
  /** The approval request; null when none is needed. */
  request: userInputRequestedEventSchema.nullable(),
  decided: z.boolean(),
  /** Why it must not run; null when it may. */
  rejection: z.string().nullable(),
  /** How often an interrupted run had begun the call when a person was asked whether to make it again; absent: nobody was. */
  begun: z.int().positive().exactOptional(),
});
export type PendingCall = z.infer<typeof pendingCallSchema>;

/** The calls of one model answer that have not run yet. Part of the agent's state, so they survive a restart. */
export const pendingCallsSchema = z.strictObject({
  text: z.string(),
  /** The thoughts that led to the calls; absent: none. */
  thought: z.string().optional(),
  round: z.int().positive(),
  calls: z.array(pendingCallSchema),
});
export type PendingCalls = z.infer<typeof pendingCallsSchema>;

/** How often an interrupted run had begun a call that must not be made twice; 0 for others. */
type UnfinishedTimes = (call: FunctionCall) => number;

/** Requests approval for every undecided call, all at once. Updates `calls` in place as decisions arrive. */
export async function* approveCalls(
  { calls }: PendingCalls,
  approver: ToolCallApprover | undefined,
  source: string,
  run: RunContext,
  unfinished: UnfinishedTimes,
): AsyncGenerator<AgentMessage, void> {
  if (approver !== undefined) askAgain(calls, unfinished);
  const open = calls.filter((pending) => !pending.decided);
  for (const pending of open) {
    const { call } = pending;
    const refusal = approver?.refusal?.(call) ?? null;
    if (refusal !== null) {
      pending.decided = true;
      pending.rejection = refusal;
      yield approvalEvent(pending, 'rejected', source, run);
    } else if (pending.begun === undefined && approver?.asksFor(call.name, call) !== true) {
      pending.decided = true;
    } else {
      yield (pending.request ??= approvalRequest(pending, source, run));
    }
  }
  const asked = open.filter((pending) => !pending.decided);
  const events = await Promise.all(asked.map((pending) => decide(pending, approver, source, run)));
  yield* events.flatMap((event) => event ?? []);
}

/** A call that an interrupted run had begun may have been carried out: a person decides again, whatever was decided before. */
function askAgain(calls: PendingCall[], unfinished: UnfinishedTimes): void {
  for (const pending of calls) {
    const times = unfinished(pending.call);
    if (times <= (pending.begun ?? 0)) continue;
    Object.assign(pending, { begun: times, request: null, decided: false, rejection: null });
  }
}

/** Ids of the calls that an interrupted run had begun, and that a person wants made again. */
export function callsApprovedAgain(
  calls: readonly PendingCall[],
  unfinished: UnfinishedTimes,
): ReadonlySet<string> {
  const again = calls.filter(({ begun = 0, call, decided, rejection }) => {
    return begun > 0 && decided && rejection === null && unfinished(call) <= begun;
  });
  return new Set(again.map(({ call }) => call.id));
}

function approvalRequest({ call, begun }: PendingCall, source: string, run: RunContext) {
  return stamp(run, {
    type: 'UserInputRequestedEvent',
    source,
    requestId: run.newId(),
    purpose: 'approval',
    prompt:
      begun === undefined
        ? `${source} wants to run ${call.name}.`
        : `${source} had begun to run ${call.name} when the run was interrupted, and it is not known whether it was done. Run it again?`,
    toolCall: call,
    choices: [],
  });
}

async function decide(
  pending: PendingCall,
  approver: ToolCallApprover | undefined,
  source: string,
  run: RunContext,
): Promise<AgentMessage | null> {
  if (approver === undefined || pending.request === null) return null;
  const { call, request } = pending;
  const decision = await decideOnce(run, request, () => approver.decide(request, call, run.signal));
  if (decision.type === 'later') return null;
  pending.decided = true;
  if (decision.type === 'edit') pending.call = { ...call, arguments: decision.arguments };
  if (decision.type === 'reject') pending.rejection = decision.reason;
  const names = { approve: 'approved', edit: 'edited', reject: 'rejected' } as const;
  return approvalEvent(pending, names[decision.type], source, run);
}

function approvalEvent(
  { call, rejection }: PendingCall,
  decision: 'approved' | 'edited' | 'rejected',
  source: string,
  run: RunContext,
): AgentMessage {
  const content = decision === 'edited' ? call.arguments : (rejection ?? '');
  return stamp(run, { type: 'ToolCallApprovalEvent', source, callId: call.id, decision, content });
}

/** The tool result for a call that must not run. */
export function rejectionText({ rejection, request }: PendingCall): string {
  const who = request === null ? 'This call is not allowed here.' : 'A person did not allow this call.';
  return `${who} ${rejection ?? ''}`.trim();
}
