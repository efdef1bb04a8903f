import type { AgentError, TaskResult } from '#shared/agents/task-result.ts';
import { assertNever } from '#shared/errors.ts';
import { inAppWords } from '../app-error.ts';
import type { RunCheckpoint } from '../ports.ts';

/** The status part of a checkpoint. */
export type Outcome = Omit<RunCheckpoint, 'state' | 'takenOver' | 'at'>;

export function outcomeOf({ stopReason, outcome }: TaskResult): Outcome {
  switch (outcome.status) {
    case 'waiting':
      return { status: 'waiting', stopReason, requests: outcome.requests };
    case 'failed':
      return failedAs({ agent: outcome.failure.agent, error: inAppWords(outcome.failure.error) });
    case 'complete':
    case 'cancelled':
      return { status: outcome.status, stopReason };
    default:
      return assertNever(outcome);
  }
}

function failedAs(failure: AgentError): Outcome {
  return { status: 'failed', stopReason: failure.error.message, failure };
}
