/** Steps of agents that are not taken twice when a run is resumed. Without a journal each is simply taken. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { memoryContentSchema } from '#shared/agents/content.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ApprovalDecision, MemoryQuery, UserReply } from '../ports.ts';
import { abortable } from '../run/abortable.ts';
import { readState } from '../run/read-state.ts';
import type { RunContext } from '../run/run-context.ts';
import type { ToolOutcome } from '../tools/tool.ts';

const recallSchema = z.strictObject({ results: z.array(memoryContentSchema), text: z.string() });
const outcomeSchema = z.strictObject({ content: z.string(), isError: z.boolean() });
const replySchema = z.strictObject({
  type: z.literal('message'),
  text: z.string(),
  handTo: z.string().exactOptional(),
});
const decisionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('approve') }),
  z.strictObject({ type: z.literal('edit'), arguments: z.string() }),
  z.strictObject({ type: z.literal('reject'), reason: z.string() }),
]);

/** What a memory returned for this turn. `key`: which of the agent's memories. */
export async function recallOnce(
  run: RunContext,
  key: string,
  query: () => Promise<MemoryQuery>,
): Promise<MemoryQuery> {
  const kept = run.journal?.take('recall', key) ?? null;
  if (kept !== null) return readState(recallSchema, kept, 'a resumed recall');
  const span = run.tracer?.start({ operation: 'retrieval', name: key, attributes: {} });
  try {
    const { results, text } = await abortable(query(), run.signal);
    span?.end({ 'tutee.retrieval.results': results.length });
    await run.journal?.record('recall', key, { results, text });
    return { results, text };
  } catch (thrown) {
    span?.end({}, thrown);
    throw thrown;
  }
}

/** A person's reply to a request. `ask` is called again with the same request until there is one. */
export async function replyOnce<Reply extends { readonly type: string }>(
  run: RunContext,
  { requestId }: UserInputRequestedEvent,
  ask: () => Promise<Reply>,
): Promise<Reply | Extract<UserReply, { type: 'message' }>> {
  const kept = run.journal?.take('reply', requestId) ?? null;
  if (kept !== null) return readState(replySchema, kept, 'a resumed question');
  const reply = await ask();
  if (reply.type === 'message') await run.journal?.record('reply', requestId, reply);
  return reply;
}

/** A person's decision on a tool call. */
export async function decideOnce(
  run: RunContext,
  { requestId }: UserInputRequestedEvent,
  decide: () => Promise<ApprovalDecision>,
): Promise<ApprovalDecision> {
  const kept = run.journal?.take('decision', requestId) ?? null;
  if (kept !== null) return readState(decisionSchema, kept, 'a resumed approval');
  const decision = await abortable(decide(), run.signal);
  if (decision.type !== 'later') await run.journal?.record('decision', requestId, decision);
  return decision;
}

/** How often an earlier segment began this call without its end being known. */
export function unfinishedTimes(run: RunContext, call: FunctionCall): number {
  const { journal } = run;
  if (journal === undefined) return 0;
  const key = callKey(call);
  return journal.earlier('call-ended', key) > 0 ? 0 : journal.earlier('call-begun', key);
}

export interface CallOnce {
  readonly call: FunctionCall;
  /** Name of the calling agent. */
  readonly caller: string;
  /** True: to make it twice does no harm. */
  readonly safeToRetry: boolean;
  /** True: a person has said that it is to be made again. */
  readonly approvedAgain: boolean;
  /** Makes the call. Its `run` has the journal of what happens inside the call. */
  readonly make: (run: RunContext) => AsyncGenerator<AgentMessage, ToolOutcome>;
}

/**
 * The outcome of a tool call. One that an earlier segment ended is not made again; one that it had only begun is made again if that is safe,
 * or if a person or the program says so.
 */
export async function* callOnce(
  run: RunContext,
  { call, caller, safeToRetry, approvedAgain, make }: CallOnce,
): AsyncGenerator<AgentMessage, ToolOutcome> {
  const { journal } = run;
  if (journal === undefined) return yield* make(run);
  const key = callKey(call);
  const times = unfinishedTimes(run, call);
  const kept = journal.take('call-ended', key);
  while (journal.take('call-begun', key) !== null);
  if (kept !== null) return readState(outcomeSchema, kept, 'a resumed tool call');
  if (times > 0 && !safeToRetry && !approvedAgain) {
    const decision = (await run.onUnfinishedCall?.({ ...call, caller }, run.signal)) ?? NOT_REPEATED;
    if (decision !== 'repeat') {
      await journal.record('call-ended', key, decision);
      return decision;
    }
  }
  await journal.record('call-begun', key, { name: call.name, arguments: call.arguments });
  const outcome = yield* make({ ...run, journal: journal.within(key) });
  journal.within(key).settle();
  await journal.record('call-ended', key, { content: outcome.content, isError: outcome.isError });
  return outcome;
}

const NOT_REPEATED: ToolOutcome = {
  content:
    'This call had begun when the program ended, and it is not known whether it was carried out. It was not repeated.',
  isError: true,
};

/** Kinds of steps that an agent's context contains once it has the results of a round of calls. */
export const ROUND_STEPS = ['answer', 'call-begun', 'call-ended', 'decision'] as const;

function callKey({ id, name, arguments: args }: FunctionCall): string {
  return createHash('sha256')
    .update(JSON.stringify([id, name, args]))
    .digest('hex');
}
