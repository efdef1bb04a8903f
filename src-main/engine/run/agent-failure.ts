import type { AgentError } from '#shared/agents/task-result.ts';
import { toErrorData } from '#shared/errors.ts';

/** A failure inside a run with the name of the agent it came from; the innermost name stays. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
  readonly failure: AgentError;

  constructor(agent: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.failure = { agent, error: toErrorData(cause) };
  }
}

/** Anything thrown in an agent's turn, with the agent's name on it. Cancelling is nobody's failure. */
export function failureOf(agent: string, thrown: unknown): unknown {
  if (thrown instanceof AgentFailure || isCancelled(thrown)) return thrown;
  return new AgentFailure(agent, thrown);
}

export function isCancelled(thrown: unknown): boolean {
  return toErrorData(thrown).code === 'cancelled';
}
