import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Participant } from '../agents/participant.ts';
import type { RunControl, StandIn, UserInput } from '../ports.ts';
import { systemEnvironment } from '../run/run-context.ts';
import type { Environment } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run, RunOptions } from '../run/stream-task.ts';
import { taskMessages } from '../run/task.ts';
import type { Task } from '../run/task.ts';
import { Gate } from './gate.ts';
import { readRunState, runState } from './run-state.ts';

export interface RunControllerOptions {
  readonly participant: Participant;
  /** Who speaks in place of an agent that was taken over. */
  readonly userInput?: UserInput;
  /** What was said before the run; see RunOptions. */
  readonly priorMessages?: RunOptions['priorMessages'];
  /** Where ids and times come from, of what is said from outside too. */
  readonly environment?: Environment;
}

/** Options of a run that the controller does not give itself. */
export type ControlledRunOptions = Pick<RunOptions, 'signal' | 'outputTaskMessages'>;

/**
 * A run of an agent or a team with a person at its side: who can pause it between turns, say something, interrupt a turn,
 * speak in place of an agent, and cancel it. All of it is one run with one result, and one state with what it runs.
 */
export class RunController implements RunControl {
  readonly #options: RunControllerOptions;
  readonly #environment: Environment;
  readonly #gate = new Gate();
  readonly #standIns = new Map<string, StandIn>();
  #inbox: ChatMessage[] = [];
  /** End the run that is on, and the turn that is on; null while nothing runs. */
  #whole: AbortController | null = null;
  #turn: AbortController | null = null;

  constructor(options: RunControllerOptions) {
    this.#options = options;
    this.#environment = options.environment ?? systemEnvironment;
  }

  get running(): boolean {
    return this.#whole !== null;
  }

  get paused(): boolean {
    return this.#gate.closed;
  }

  /** The names of the agents a person speaks for. */
  get takenOver(): readonly string[] {
    return [...this.#standIns.keys()];
  }

  run(task?: Task, options?: ControlledRunOptions): Promise<TaskResult> {
    return collectRun(this.runStream(task, options));
  }

  /** As every run: failures are data in the result. Whatever is said to it before it ends is answered. */
  async *runStream(task?: Task, options: ControlledRunOptions = {}): Run {
    if (this.#whole !== null) return yield* this.#stretch(task, options.signal, options.outputTaskMessages);
    const whole = new AbortController();
    this.#whole = whole;
    const signal = AbortSignal.any([whole.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    try {
      return yield* this.#stretches(task, signal, options.outputTaskMessages);
    } finally {
      whole.abort();
      this.#whole = null;
      this.#turn = null;
    }
  }

  /**
   * One stretch after the other: each ends when a turn is interrupted, and goes on with what was said. That is taken by the
   * run itself when the stretch begins, and not here: it may be stopped first.
   */
  async *#stretches(task: Task | undefined, signal: AbortSignal, outputTask: boolean | undefined): Run {
    const messages: AgentMessage[] = [];
    for (let next = task; ; next = undefined) {
      const turn = new AbortController();
      this.#turn = turn;
      const result = yield* this.#stretch(next, AbortSignal.any([signal, turn.signal]), outputTask);
      messages.push(...result.messages);
      const interrupted = result.outcome.status === 'cancelled' && !signal.aborted;
      const unheard = result.outcome.status === 'complete' && this.#inbox.length > 0;
      if (!interrupted && !unheard) return { ...result, messages };
      // Resolves at once unless the run is paused; a run that is cancelled meanwhile was cancelled.
      if (!(await this.#gate.pass(signal))) {
        return { messages, stopReason: 'Stopped.', outcome: { status: 'cancelled' } };
      }
    }
  }

  #stretch(
    task: Task | undefined,
    signal: AbortSignal | undefined,
    outputTaskMessages: boolean | undefined,
  ): Run {
    const { participant, priorMessages } = this.#options;
    return streamTask(participant, task, {
      signal,
      outputTaskMessages,
      priorMessages,
      environment: this.#environment,
      control: this,
    });
  }

  /** Holds the run before its next turn. */
  pause(): void {
    this.#gate.close();
  }

  resume(): void {
    this.#gate.open();
  }

  /** Says something to everybody, before the next turn; plain words come from the user. */
  inject(said: Task): void {
    this.#inbox.push(...taskMessages(said, this.#environment));
  }

  /** Stops the turn that is on, at once; it is taken anew, knowing what is `said`. Does nothing while nothing runs. */
  interrupt(said?: Task): void {
    if (said !== undefined) this.inject(said);
    this.#turn?.abort();
  }

  /** Ends the run at once. It can be resumed where it was: `run()`. */
  cancel(): void {
    this.#whole?.abort();
  }

  /** From its next turn in a team the person speaks for this agent. Throws `not_supported` when no person is there. */
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
   * From its next turn the agent speaks for itself again, knowing what was said for it. Answers what the person was asked in
   * its place and need not answer any more; null: nothing.
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

  /** Everything about the run, what it runs included, as one JSON value; at any time. */
  saveState(): unknown {
    return runState({
      participant: this.#options.participant.saveState(),
      paused: this.paused,
      inbox: this.#inbox,
      takenOver: new Map([...this.#standIns].map(([agent, { pending }]) => [agent, pending])),
    });
  }

  /** Throws `busy` while it runs, `invalid_input` for a state it cannot load; then nothing was changed. */
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
