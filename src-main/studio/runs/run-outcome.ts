import type { TaskResult } from '#shared/agents/task-result.ts';
import { assertNever } from '#shared/errors.ts';
import type { RunStanding } from '../ports.ts';

/** How a stretch stands or ended, without what it goes on from. */
export type Outcome = Omit<RunStanding, 'state' | 'takenOver' | 'at'>;

export function standingOf({ stopReason, outcome }: TaskResult): Outcome {
  switch (outcome.status) {
    case 'waiting':
      return { status: 'waiting', stopReason, requests: outcome.requests };
    case 'failed':
      return { status: 'failed', stopReason, failure: outcome.failure };
    case 'complete':
    case 'cancelled':
      return { status: outcome.status, stopReason };
    default:
      return assertNever(outcome);
  }
}
