import type { AgentError } from '#shared/agents/task-result.ts';
import { toErrorData } from '#shared/errors.ts';

/** An error in a run together with the name of the innermost agent that it came from. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
  readonly failure: AgentError;

  constructor(agent: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.failure = { agent, error: toErrorData(cause) };
  }
}

/** Wraps an error of an agent's turn in an AgentFailure. An AgentFailure and `cancelled` are returned unchanged. */
export function failureOf(agent: string, thrown: unknown): unknown {
  if (thrown instanceof AgentFailure || isCancelled(thrown)) return thrown;
  return new AgentFailure(agent, thrown);
}

export function isCancelled(thrown: unknown): boolean {
  return toErrorData(thrown).code === 'cancelled';
}
