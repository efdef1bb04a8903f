/**
 * The stored state of a run with the answers that people gave and the run has not processed yet, and the tool calls that it does not contain
 * yet. Because they are stored with the state, a stop, a failure or a killed process does not lose them.
 */
import * as z from 'zod';
import { stepSchema } from '../../engine/durability/run-log.ts';
import type { Step } from '../../engine/durability/run-log.ts';
import type { Answer } from '../../engine/people/input-requests.ts';
import { readState } from '../../engine/run/read-state.ts';

export const pendingAnswerSchema = z.strictObject({
  requestId: z.string(),
  answer: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('message'), text: z.string(), handTo: z.string().exactOptional() }),
    z.strictObject({ type: z.literal('approve') }),
    z.strictObject({ type: z.literal('edit'), arguments: z.string() }),
    z.strictObject({ type: z.literal('reject'), reason: z.string() }),
  ]),
});
export interface PendingAnswer {
  readonly requestId: string;
  readonly answer: Answer;
}

const stateSchema = z.strictObject({
  type: z.literal('AnsweredRunState'),
  version: z.literal(1),
  run: z.unknown(),
  answers: z.array(pendingAnswerSchema),
  calls: z.array(stepSchema).exactOptional(),
});

/** Without answers and calls the state is stored as it is. */
export function withPendingAnswers(
  run: unknown,
  answers: readonly PendingAnswer[],
  calls: readonly Step[] = [],
): unknown {
  if (answers.length === 0 && calls.length === 0) return run;
  const state = { type: 'AnsweredRunState', version: 1, run, answers: [...answers] };
  return calls.length === 0 ? state : { ...state, calls: [...calls] };
}

/** Throws `invalid_input` for a malformed state. */
export function readPendingAnswers(state: unknown): {
  readonly run: unknown;
  readonly answers: readonly PendingAnswer[];
  readonly calls: readonly Step[];
} {
  const isAnswered =
    typeof state === 'object' && state !== null && 'type' in state && state.type === 'AnsweredRunState';
  return isAnswered
    ? { calls: [], ...readState(stateSchema, state, 'a run') }
    : { run: state, answers: [], calls: [] };
}
