import type { AgentError } from '#shared/agents/task-result.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';

/** An error in a run together with the name of the innermost agent that it came from. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
  readonly failure: AgentError;

  constructor(agent: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    const error = cause instanceof TuteeError ? cause.toData() : ofProgram(this.message, cause);
    this.failure = Object.defineProperty({ agent, error }, 'cause', { value: cause });
  }
}

/** An error of the program's own code keeps its words; its stack is in `cause`. */
function ofProgram(message: string, thrown: unknown): ReturnType<typeof toErrorData> {
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new TuteeError('internal', message === '' ? 'It failed without a message.' : message, {
    detail,
  }).toData();
}

/** Wraps an error of an agent's turn in an AgentFailure. An AgentFailure and `cancelled` are returned unchanged. */
export function failureOf(agent: string, thrown: unknown): unknown {
  if (thrown instanceof AgentFailure || isCancelled(thrown)) return thrown;
  return new AgentFailure(agent, thrown);
}

export function isCancelled(thrown: unknown): boolean {
  return toErrorData(thrown).code === 'cancelled';
}
