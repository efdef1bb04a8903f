import * as z from 'zod';
import { userInputRequestedEventSchema } from '#shared/agents/agent-events.ts';
import { functionCallSchema } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ToolCallApprover } from '../ports.ts';
import { abortable } from '../run/abortable.ts';
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

/** Requests approval for every undecided call, all at once. Updates `calls` in place as decisions arrive. */
export async function* approveCalls(
  { calls }: PendingCalls,
  approver: ToolCallApprover | undefined,
  source: string,
  run: RunContext,
): AsyncGenerator<AgentMessage, void> {
  const open = calls.filter((pending) => !pending.decided);
  for (const pending of open) {
    const { call } = pending;
    const refusal = approver?.refusal?.(call) ?? null;
    if (refusal !== null) {
      pending.decided = true;
      pending.rejection = refusal;
      yield approvalEvent(pending, 'rejected', source, run);
    } else if (approver === undefined || !approver.asksFor(call.name, call)) {
      pending.decided = true;
    } else {
      yield (pending.request ??= approvalRequest(pending, source, run));
    }
  }
  const asked = open.filter((pending) => !pending.decided);
  const events = await Promise.all(asked.map((pending) => decide(pending, approver, source, run)));
  yield* events.flatMap((event) => event ?? []);
}

function approvalRequest({ call }: PendingCall, source: string, run: RunContext) {
  return stamp(run, {
    type: 'UserInputRequestedEvent',
    source,
    requestId: run.newId(),
    purpose: 'approval',
    prompt: `${source} wants to run ${call.name}.`,
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
  const decision = await abortable(approver.decide(request, call, run.signal), run.signal);
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
