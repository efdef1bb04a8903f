import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { RunOutcome, TaskResult } from '#shared/agents/task-result.ts';
import { assertNever, TuteeError } from '#shared/errors.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import type { RunControl, RunJournal, RunTracer } from '../ports.ts';
import { throwIfAborted } from './abortable.ts';
import { failureOf, AgentFailure, isCancelled } from './agent-failure.ts';
import { yieldToEventLoop } from './yield-to-event-loop.ts';
import { stamp, systemEnvironment } from './run-context.ts';
import type { Environment, OnUnfinishedCall, RunContext } from './run-context.ts';
import { withResult } from './run-result.ts';
import type { MessageStream, Run, RunStream } from './run-result.ts';
import { taskMessages } from './task.ts';
import type { Task } from './task.ts';

export interface RunOptions {
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  readonly environment?: Environment | undefined;
  readonly control?: RunControl | undefined;
  /**
   * Messages from before this run, oldest first. Each request of an agent contains them before the agent's own history. They are
   * not answered, not learned from, not counted by conditions and not saved: pass them again to resume the run.
   */
  readonly priorMessages?: readonly ChatMessage[] | undefined;
  /**
   * Called with the agent's name when a model request has been sent and before its answer arrives: for work to do while the
   * request is in flight. An error it throws ends the request and the run.
   */
  readonly onRequest?: ((source: string) => void) | undefined;
  /** False: the task's messages are neither streamed nor part of the result. */
  readonly outputTaskMessages?: boolean | undefined;
  /** Is told of each part of the run as it begins and ends, such as `openTelemetry(api)`. */
  readonly tracer?: RunTracer | undefined;
  /** Set by a DurableRun. */
  readonly journal?: RunJournal | undefined;
  readonly onUnfinishedCall?: OnUnfinishedCall | undefined;
}

const running = new WeakSet<Participant>();

/** Throws `busy` when a participant is in a turn: its state must not change meanwhile. */
export function refuseWhileRunning(participant: Participant, what: string): void {
  if (running.has(participant)) {
    throw new TuteeError(
      'busy',
      `“${participant.name}” is running. Wait for the end, or stop it, to ${what}.`,
    );
  }
}

/**
 * Runs an agent or a team on a task: the only way to run one (`run` collects this stream). Failures are data in the result and
 * never thrown.
 */
export function streamTask(participant: Participant, task: Task | undefined, options?: RunOptions): Run {
  return withResult(streamMessages(participant, task, options), participant.name);
}

/** A run without its result as an item, for runs inside others. */
export async function* streamMessages(
  participant: Participant,
  task: Task | undefined,
  options: RunOptions = {},
): MessageStream {
  const environment = options.environment ?? systemEnvironment;
  // Also aborted when the reader leaves, so that tools and requests inside the run stop.
  const inside = new AbortController();
  const signals = options.signal === undefined ? [] : [options.signal];
  const run: RunContext = {
    newId: environment.newId,
    now: environment.now,
    signal: AbortSignal.any([inside.signal, ...signals]),
    priorMessages: options.priorMessages,
    onRequest: options.onRequest,
    control: options.control,
    tracer: options.tracer,
    journal: options.journal,
    onUnfinishedCall: options.onUnfinishedCall,
  };
  const messages: AgentMessage[] = [];
  try {
    return yield* runUnlessBusy(participant, task, run, options.outputTaskMessages ?? true, messages, () =>
      inside.abort(),
    );
  } finally {
    inside.abort();
  }
}

async function* runUnlessBusy(
  participant: Participant,
  task: Task | undefined,
  run: RunContext,
  outputTask: boolean,
  messages: AgentMessage[],
  abort: () => void,
): MessageStream {
  try {
    refuseWhileRunning(participant, 'run it again');
  } catch (thrown) {
    return yield* failed(participant.name, thrown, run, messages);
  }
  running.add(participant);
  try {
    const given = taskMessages(task, run);
    if (outputTask) messages.push(...given);
    const turn = yield* firstTurn(participant, given, run, outputTask, messages, abort);
    return { messages, ...conclude(turn) };
  } catch (thrown) {
    if (isCancelled(thrown)) return { messages, stopReason: 'Stopped.', outcome: { status: 'cancelled' } };
    return yield* failed(participant.name, thrown, run, messages);
  } finally {
    running.delete(participant);
  }
}

/**
 * The turn of a run. The participant receives the task before it is yielded, so that a reader who leaves at the task finds it
 * stored. Injected messages are taken here, because no await comes between taking them and storing them.
 */
async function* firstTurn(
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
  // Awaited below unless the reader leaves at the task: avoid an unhandled rejection then.
  first.catch(() => undefined);
  try {
    if (outputTask) yield* given;
    yield* said;
    return yield* readTurn(responding, messages, first, yieldToEventLoop());
  } finally {
    // A reader who leaves must not wait for work in progress.
    abort();
    await responding.return(undefined as never);
  }
}

/**
 * One turn of a participant inside a run; also yields its answer. Adds everything except chunks to `messages`: the finished message
 * contains their text.
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
  yieldIfDue: () => Promise<void> | null = () => null,
): AsyncGenerator<AgentMessage, Turn> {
  for (let step = await first; ; step = await responding.next()) {
    if (step.done === true) {
      const { value: turn } = step;
      if (turn.type === 'waiting' || turn.answer === null) return turn;
      messages.push(turn.answer);
      turn.onKept?.();
      yield turn.answer;
      return turn;
    }
    if (step.value.type !== 'ModelClientStreamingChunkEvent') messages.push(step.value);
    yield step.value;
    const turnOver = yieldIfDue();
    if (turnOver !== null) await turnOver;
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

async function* failed(
  name: string,
  thrown: unknown,
  run: RunContext,
  messages: AgentMessage[],
): MessageStream {
  const named = failureOf(name, thrown);
  const { failure } = named instanceof AgentFailure ? named : new AgentFailure(name, thrown);
  const event = stamp(run, { type: 'ErrorEvent', source: failure.agent, error: failure.error });
  messages.push(event);
  yield event;
  return { messages, stopReason: failure.error.message, outcome: { status: 'failed', failure } };
}

/** Reads a run to its end. `onMessage` is called for every message, including chunks; an error it throws ends the run and is rethrown. */
export async function collectRun(
  run: RunStream,
  onMessage: (message: AgentMessage) => void = () => undefined,
): Promise<TaskResult> {
  try {
    for (;;) {
      const step = await run.next();
      if (step.done === true) return step.value;
      if (step.value.type !== 'TaskResult') onMessage(step.value);
    }
  } finally {
    // No effect on a finished run; cancels one that onMessage aborted.
    await run.return(undefined as never);
  }
}
