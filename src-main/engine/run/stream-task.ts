import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { RunOutcome, TaskResult } from '#shared/agents/task-result.ts';
import { assertNever, TuteeError } from '#shared/errors.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import type { RunControl } from '../ports.ts';
import { throwIfAborted } from './abortable.ts';
import { failureOf, AgentFailure, isCancelled } from './agent-failure.ts';
import { breathing } from './breath.ts';
import { stamp, systemEnvironment } from './run-context.ts';
import type { Environment, RunContext } from './run-context.ts';
import { taskMessages } from './task.ts';
import type { Task } from './task.ts';

export interface RunOptions {
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  readonly environment?: Environment | undefined;
  readonly control?: RunControl | undefined;
  /**
   * What was said before this run, oldest first: it stands in each request that an agent makes, before what the agent
   * remembers. Nobody answers it or learns from it, no condition counts it, and no state holds it: who goes on with the run
   * gives it again.
   */
  readonly priorMessages?: readonly ChatMessage[] | undefined;
  /**
   * Told who asks, each time a request to a model is under way and before anything of its answer is there: what has to be
   * done beside a request, and must not hold it up. What it throws ends the request, and the run with it.
   */
  readonly onRequest?: ((source: string) => void) | undefined;
  /** False: the task's own messages are not streamed and not in the result. */
  readonly outputTaskMessages?: boolean | undefined;
}

/** A run as it happens; its return value is how it ended. Reading no further ends it. */
export type Run = AsyncGenerator<AgentMessage, TaskResult>;

const running = new WeakSet<Participant>();

/** Throws `busy` when someone is in the middle of a turn: what they remember must not change under them. */
export function refuseWhileRunning(participant: Participant, what: string): void {
  if (running.has(participant)) {
    throw new TuteeError(
      'busy',
      `“${participant.name}” is running. Wait for the end, or stop it, to ${what}.`,
    );
  }
}

/**
 * Runs an agent or a team on a task. There is no other way to run one: `run` collects this. Failures are data in the
 * result, never thrown.
 */
export async function* streamTask(
  participant: Participant,
  task: Task | undefined,
  options: RunOptions = {},
): Run {
  const environment = options.environment ?? systemEnvironment;
  // A reader who leaves aborts it too, so that tools and requests below stop with the run.
  const inside = new AbortController();
  const signals = options.signal === undefined ? [] : [options.signal];
  const run: RunContext = {
    newId: environment.newId,
    now: environment.now,
    signal: AbortSignal.any([inside.signal, ...signals]),
    priorMessages: options.priorMessages,
    onRequest: options.onRequest,
    control: options.control,
  };
  const messages: AgentMessage[] = [];
  try {
    return yield* collected(participant, task, run, options.outputTaskMessages ?? true, messages, () =>
      inside.abort(),
    );
  } finally {
    inside.abort();
  }
}

async function* collected(
  participant: Participant,
  task: Task | undefined,
  run: RunContext,
  outputTask: boolean,
  messages: AgentMessage[],
  abort: () => void,
): Run {
  try {
    refuseWhileRunning(participant, 'run it again');
  } catch (thrown) {
    return yield* failed(participant.name, thrown, run, messages);
  }
  running.add(participant);
  try {
    const given = taskMessages(task, run);
    if (outputTask) messages.push(...given);
    const turn = yield* begun(participant, given, run, outputTask, messages, abort);
    return { messages, ...conclude(turn) };
  } catch (thrown) {
    if (isCancelled(thrown)) return { messages, stopReason: 'Stopped.', outcome: { status: 'cancelled' } };
    return yield* failed(participant.name, thrown, run, messages);
  } finally {
    running.delete(participant);
  }
}

/**
 * The turn of a run. It begins before its task is shown: whoever has seen the task and reads no further finds it remembered.
 * What people said before it is taken only now, when nothing can come between that and remembering it.
 */
async function* begun(
  participant: Participant,
  given: readonly ChatMessage[],
  run: RunContext,
  outputTask: boolean,
  messages: AgentMessage[],
  abort: () => void,
): AsyncGenerator<AgentMessage, Turn> {
  throwIfAborted(run.signal);
  const said = [...(run.control?.takeMessages() ?? [])];
  messages.push(...said);
  const responding = participant.respond([...given, ...said], run);
  const first = responding.next();
  // Waited for below, unless the reader leaves at the task; then its failure is nobody's concern.
  first.catch(() => undefined);
  try {
    if (outputTask) yield* given;
    yield* said;
    return yield* readTurn(responding, messages, first, breathing());
  } finally {
    // A reader who left must not be kept waiting for what is under way.
    abort();
    await responding.return(undefined as never);
  }
}

/**
 * One turn of a participant inside a run, answer included. Adds everything but chunks to `messages`: they are only on the
 * way, the finished message says it all.
 */
export async function* takeTurn(
  participant: Participant,
  given: readonly ChatMessage[],
  run: RunContext,
  messages: AgentMessage[],
): AsyncGenerator<AgentMessage, Turn> {
  const responding = participant.respond(given, run);
  try {
    return yield* readTurn(responding, messages, responding.next());
  } finally {
    await responding.return(undefined as never);
  }
}

async function* readTurn(
  responding: AsyncGenerator<AgentMessage, Turn>,
  messages: AgentMessage[],
  first: Promise<IteratorResult<AgentMessage, Turn>>,
  breathe: () => Promise<void> | null = () => null,
): AsyncGenerator<AgentMessage, Turn> {
  for (let step = await first; ; step = await responding.next()) {
    if (step.done === true) {
      const { value: turn } = step;
      if (turn.type === 'waiting' || turn.answer === null) return turn;
      messages.push(turn.answer);
      yield turn.answer;
      return turn;
    }
    if (step.value.type !== 'ModelClientStreamingChunkEvent') messages.push(step.value);
    yield step.value;
    const breath = breathe();
    if (breath !== null) await breath;
  }
}

function conclude(turn: Turn): { stopReason: string | null; outcome: RunOutcome } {
  switch (turn.type) {
    case 'responded':
      return { stopReason: turn.stopReason, outcome: { status: 'complete' } };
    case 'waiting':
      return {
        stopReason: 'Waiting for a person.',
        outcome: { status: 'waiting', requests: [...turn.requests] },
      };
    default:
      return assertNever(turn);
  }
}

async function* failed(name: string, thrown: unknown, run: RunContext, messages: AgentMessage[]): Run {
  const named = failureOf(name, thrown);
  const { failure } = named instanceof AgentFailure ? named : new AgentFailure(name, thrown);
  const event = stamp(run, { type: 'ErrorEvent', source: failure.agent, error: failure.error });
  messages.push(event);
  yield event;
  return { messages, stopReason: failure.error.message, outcome: { status: 'failed', failure } };
}

/** Reads a run to its end. `onMessage` sees everything as it happens, chunks included; what it throws ends the run and is thrown. */
export async function collectRun(
  run: Run,
  onMessage: (message: AgentMessage) => void = () => undefined,
): Promise<TaskResult> {
  try {
    for (;;) {
      const step = await run.next();
      if (step.done === true) return step.value;
      onMessage(step.value);
    }
  } finally {
    // Nothing happens in a run that came to its end; one that nobody reads any more ends here.
    await run.return(undefined as never);
  }
}
