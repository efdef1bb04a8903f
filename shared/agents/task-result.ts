import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { userInputRequestedEventSchema } from './agent-events.ts';
import { agentMessageSchema } from './messages.ts';

/** A failure and its origin: the innermost agent, tool or team that threw. */
export const agentErrorSchema = z.strictObject({ agent: z.string(), error: errorDataSchema });
export type AgentError = z.infer<typeof agentErrorSchema> & {
  /** What was thrown. Only in the process where it happened: it is not enumerable, so no copy and no JSON has it. */
  readonly cause?: unknown;
};

/**
 * How a run ended; a closed union. After anything but `complete` the run can be resumed where it stopped. waiting: for answers to
 * `requests`, which the resumed run finds.
 */
export const runOutcomeSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('complete') }),
  z.strictObject({ status: z.literal('waiting'), requests: z.array(userInputRequestedEventSchema) }),
  z.strictObject({ status: z.literal('cancelled') }),
  z.strictObject({ status: z.literal('failed'), failure: agentErrorSchema }),
]);
export type RunOutcome =
  | Exclude<z.infer<typeof runOutcomeSchema>, { status: 'failed' }>
  | { status: 'failed'; failure: AgentError };

export const taskResultSchema = z.strictObject({
  /** Everything streamed except chunks, in order, beginning with the task. */
  messages: z.array(agentMessageSchema),
  /** Why it stopped, as a sentence; null when an agent simply answered. */
  stopReason: z.string().nullable(),
  outcome: runOutcomeSchema,
});
export type TaskResult = Omit<z.infer<typeof taskResultSchema>, 'outcome'> & { outcome: RunOutcome };
