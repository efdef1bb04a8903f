import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Participant } from '../agents/participant.ts';
import type { RunControl, StandIn, UserInput } from '../ports.ts';
import { systemEnvironment } from '../run/run-context.ts';
import type { Environment } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamMessages } from '../run/stream-task.ts';
import { withResult } from '../run/run-result.ts';
import type { Run, MessageStream } from '../run/run-result.ts';
import type { RunOptions } from '../run/stream-task.ts';
import { taskMessages } from '../run/task.ts';
import type { Task } from '../run/task.ts';
import { Gate } from './gate.ts';
import { readRunState, runState } from './run-state.ts';

export interface RunControllerOptions {
  readonly participant: Participant;
  /** The person who speaks in place of an agent after `takeOver`. */
  readonly userInput?: UserInput;
  /** Messages from before the run; see RunOptions. */
  readonly priorMessages?: RunOptions['priorMessages'];
  /** Source of ids and times, also for injected messages. */
  readonly environment?: Environment;
}

/** The run options that the controller does not set itself. */
export type ControlledRunOptions = Pick<
  RunOptions,
  'signal' | 'outputTaskMessages' | 'tracer' | 'journal' | 'onUnfinishedCall'
>;

/**
 * Runs an agent or a team under the control of a person, who can pause it between turns, inject messages, interrupt a turn, speak
 * in place of an agent, and cancel. All of that is one run with one result and one saved state.
 */
export class RunController implements RunControl {
  readonly #options: RunControllerOptions;
  readonly #environment: Environment;
  readonly #gate = new Gate();
  readonly #standIns = new Map<string, StandIn>();
  #inbox: ChatMessage[] = [];
  /** Abort the current run and the current turn; null while nothing runs. */
  #runAbort: AbortController | null = null;
  #turnAbort: AbortController | null = null;

  constructor(options: RunControllerOptions) {
    this.#options = options;
    this.#environment = options.environment ?? systemEnvironment;
  }

  get running(): boolean {
    return this.#runAbort !== null;
  }

  get paused(): boolean {
    return this.#gate.closed;
  }

  /** Names of the agents that a person speaks for. */
  get takenOver(): readonly string[] {
    return [...this.#standIns.keys()];
  }

  run(task?: Task, options?: ControlledRunOptions): Promise<TaskResult> {
    return collectRun(this.runStream(task, options));
  }

  /** Like every run, it reports failures in its result. Messages injected before it ends are answered in the same run. */
  runStream(task?: Task, options: ControlledRunOptions = {}): Run {
    return withResult(this.#start(task, options), this.#options.participant.name);
  }

  async *#start(task: Task | undefined, options: ControlledRunOptions): MessageStream {
    if (this.#runAbort !== null) return yield* this.#segment(task, options);
    const runAbort = new AbortController();
    this.#runAbort = runAbort;
    const signal = AbortSignal.any([
      runAbort.signal,
      ...(options.signal === undefined ? [] : [options.signal]),
    ]);
    try {
      return yield* this.#segments(task, { ...options, signal });
    } finally {
      runAbort.abort();
      this.#runAbort = null;
      this.#turnAbort = null;
    }
  }

  /**
   * Runs one segment after the other. A segment ends when a turn is interrupted; the next one begins with the injected messages.
   * The run takes those itself when a segment begins, because it may be cancelled before.
   */
  async *#segments(
    task: Task | undefined,
    options: ControlledRunOptions & { readonly signal: AbortSignal },
  ): MessageStream {
    const { signal } = options;
    const messages: AgentMessage[] = [];
    for (let next = task; ; next = undefined) {
      const turn = new AbortController();
      this.#turnAbort = turn;
      const result = yield* this.#segment(next, {
        ...options,
        signal: AbortSignal.any([signal, turn.signal]),
      });
      messages.push(...result.messages);
      const interrupted = result.outcome.status === 'cancelled' && !signal.aborted;
      const unheard = result.outcome.status === 'complete' && this.#inbox.length > 0;
      if (!interrupted && !unheard) return { ...result, messages };
      // Resolves at once unless the run is paused; false when it was cancelled meanwhile.
      if (!(await this.#gate.pass(signal))) {
        return { messages, stopReason: 'Stopped.', outcome: { status: 'cancelled' } };
      }
    }
  }

  #segment(task: Task | undefined, options: ControlledRunOptions): MessageStream {
    const { participant, priorMessages } = this.#options;
    return streamMessages(participant, task, {
      ...options,
      priorMessages,
      environment: this.#environment,
      control: this,
    });
  }

  /** Pauses the run before its next turn. */
  pause(): void {
    this.#gate.close();
  }

  resume(): void {
    this.#gate.open();
  }

  /** Sends a message to all participants before the next turn. A string is sent as the user. */
  inject(said: Task): void {
    this.#inbox.push(...taskMessages(said, this.#environment));
  }

  /** Cancels the current turn at once; it is taken again with `said` included. Without a run it only injects `said`. */
  interrupt(said?: Task): void {
    if (said !== undefined) this.inject(said);
    this.#turnAbort?.abort();
  }

  /** Cancels the run at once. `run()` without a task resumes it. */
  cancel(): void {
    this.#runAbort?.abort();
  }

  /** From the agent's next turn in a team, the person speaks in its place. Throws `not_supported` without a `userInput`. */
  takeOver(agent: string): void {
    const { userInput } = this.#options;
    if (userInput === undefined) {
      throw new TuteeError('not_supported', 'There is nobody to speak for an agent: give a userInput.');
    }
    if (this.#standIns.has(agent)) return;
    const ask: StandIn['ask'] = (request, signal) => userInput.ask(request, signal);
    this.#standIns.set(agent, { pending: null, ask });
  }

  /**
   * From its next turn the agent speaks for itself again, with the messages that were sent in its name. Returns the open request
   * to the person, which no longer needs an answer; null when there is none.
   */
  handBack(agent: string): UserInputRequestedEvent | null {
    const pending = this.#standIns.get(agent)?.pending ?? null;
    this.#standIns.delete(agent);
    return pending;
  }

  async beforeTurn(signal: AbortSignal): Promise<void> {
    await this.#gate.pass(signal);
  }

  *takeMessages(): Generator<ChatMessage, void> {
    for (let said = this.#inbox.shift(); said !== undefined; said = this.#inbox.shift()) yield said;
  }

  standIn(participant: string): StandIn | null {
    return this.#standIns.get(participant) ?? null;
  }

  /** The state of the run, its participant included, as one JSON value. Can be called at any time. */
  saveState(): unknown {
    return runState({
      participant: this.#options.participant.saveState(),
      paused: this.paused,
      inbox: this.#inbox,
      takenOver: new Map([...this.#standIns].map(([agent, { pending }]) => [agent, pending])),
    });
  }

  /** Throws `busy` while it runs and `invalid_input` for a state it cannot load; nothing is changed then. */
  loadState(state: unknown): void {
    refuseWhileRunning(this.#options.participant, 'load its state');
    const { participant, paused, inbox, takenOver } = readRunState(state);
    if (takenOver.size > 0 && this.#options.userInput === undefined) {
      throw new TuteeError('invalid_input', 'In this run a person speaks for an agent: give a userInput.', {
        field: 'takenOver',
      });
    }
    this.#options.participant.loadState(participant);
    this.#inbox = inbox;
    if (paused) this.pause();
    else this.resume();
    this.#standIns.clear();
    for (const [agent, pending] of takenOver) {
      this.takeOver(agent);
      const standIn = this.#standIns.get(agent);
      if (standIn !== undefined) standIn.pending = pending;
    }
  }
}
