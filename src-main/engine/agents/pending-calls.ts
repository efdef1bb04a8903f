import * as z from 'zod';
import { userInputRequestedEventSchema } from '#shared/agents/agent-events.ts';
import { functionCallSchema } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ToolCallApprover } from '../ports.ts';
import { abortable } from '../run/abortable.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';

/** A call the model asked for, on its way through approval. */
const pendingCallSchema = z.strictObject({
  /** As it will run: with the arguments a person gave it, if one did. */
  call: functionCallSchema,
  /** What a person is or was asked; null when nobody has to be. */
  request: userInputRequestedEventSchema.nullable(),
  decided: z.boolean(),
  /** Why it must not run; null: it may. */
  rejection: z.string().nullable(),
});
export type PendingCall = z.infer<typeof pendingCallSchema>;

/** The calls of one answer of the model that have not all run yet. Part of the agent's state: it survives a restart. */
export const pendingCallsSchema = z.strictObject({
  text: z.string(),
  round: z.int().positive(),
  calls: z.array(pendingCallSchema),
});
export type PendingCalls = z.infer<typeof pendingCallsSchema>;

/** Asks for each undecided call; all are asked at once. Changes `calls` as decisions come in. */
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
  const said = { approve: 'approved', edit: 'edited', reject: 'rejected' } as const;
  return approvalEvent(pending, said[decision.type], source, run);
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

/** What a model is told about a call that must not run. */
export function rejectionText({ rejection, request }: PendingCall): string {
  const who = request === null ? 'This call is not allowed here.' : 'A person did not allow this call.';
  return `${who} ${rejection ?? ''}`.trim();
}
