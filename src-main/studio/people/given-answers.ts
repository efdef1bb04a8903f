/**
 * What a run goes on from, as it is kept: its state, and what people have answered. An answer is on its way until the run has
 * taken it in; whatever ends the run before that, a stop, a failure or a killed process, it is there when the run goes on.
 */
import * as z from 'zod';
import type { Answer } from '../../engine/people/input-requests.ts';
import { readState } from '../../engine/run/read-state.ts';

export const givenAnswerSchema = z.strictObject({
  requestId: z.string(),
  answer: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('message'), text: z.string(), handTo: z.string().exactOptional() }),
    z.strictObject({ type: z.literal('approve') }),
    z.strictObject({ type: z.literal('edit'), arguments: z.string() }),
    z.strictObject({ type: z.literal('reject'), reason: z.string() }),
  ]),
});
export interface GivenAnswer {
  readonly requestId: string;
  readonly answer: Answer;
}

const stateSchema = z.strictObject({
  type: z.literal('AnsweredRunState'),
  version: z.literal(1),
  run: z.unknown(),
  answers: z.array(givenAnswerSchema),
});

/** Without answers it is the run's own state. */
export function withAnswers(run: unknown, answers: readonly GivenAnswer[]): unknown {
  return answers.length === 0 ? run : { type: 'AnsweredRunState', version: 1, run, answers: [...answers] };
}

/** Throws `invalid_input`. */
export function readAnswers(state: unknown): {
  readonly run: unknown;
  readonly answers: readonly GivenAnswer[];
} {
  const isAnswered =
    typeof state === 'object' && state !== null && 'type' in state && state.type === 'AnsweredRunState';
  return isAnswered ? readState(stateSchema, state, 'a run') : { run: state, answers: [] };
}
