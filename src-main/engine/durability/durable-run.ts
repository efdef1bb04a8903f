import type { AgentMessage } from '#shared/agents/messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';
import type { RunLogStore } from '../ports.ts';
import { AgentFailure } from '../run/agent-failure.ts';
import { checkedOptions, checkedPart } from '../run/checked-input.ts';
import { systemEnvironment } from '../run/run-context.ts';
import type { Environment, OnUnfinishedCall } from '../run/run-context.ts';
import { withResult } from '../run/run-result.ts';
import type { MessageStream, Run } from '../run/run-result.ts';
import { collectRun } from '../run/stream-task.ts';
import type { RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';
import { endOfLog, openSteps } from './run-log.ts';
import type { Checkpoint, LogEnd, LogEntry } from './run-log.ts';
import { readLog } from './read-log.ts';
import { StepJournal } from './step-journal.ts';

/** An agent, a team, or a RunController around one. */
export interface DurableParticipant {
  readonly name?: string;
  runStream(task?: Task, options?: DurableParticipantOptions): Run;
  saveState(): unknown;
  loadState(state: unknown): void;
}

type SegmentOptions = Pick<RunOptions, 'signal' | 'tracer'>;
type DurableParticipantOptions = SegmentOptions & Pick<RunOptions, 'journal' | 'onUnfinishedCall'>;

export interface DurableRunOptions {
  /** Names the run in the store. */
  readonly id: string;
  /** Made by the same code in each process, and used by this run alone. */
  readonly participant: DurableParticipant;
  readonly store: RunLogStore;
  /**
   * Decides about a tool call that had begun when the run was interrupted, if the tool is not `safeToRetry` and the agent has no `approver`,
   * who is asked otherwise. Default: the call is not made again, and the model is told so.
   */
  readonly onUnfinishedCall?: OnUnfinishedCall;
  /** How many checkpoints are kept for `forkRun`; default 100. */
  readonly keep?: number;
  readonly environment?: Pick<Environment, 'now'>;
}

const KEPT = 100;

/**
 * A run that survives the end of its process at any point: a finished answer of a model is not asked for again, a finished tool call is not
 * made again, and one that had only begun is not repeated unless that is safe or somebody says so. One process at a time may have it.
 */
export class DurableRun {
  readonly #options: DurableRunOptions;
  readonly #keep: number;
  /** Set while a segment runs. */
  #running = false;
  /** Null until the log was read. */
  #end: LogEnd | null = null;
  #nextStep = 0;
  #checkpoints = 0;
  /** The last write to the store; the next one waits for it. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  /** Throws `invalid_input` that names the invalid field. */
  constructor(options: DurableRunOptions) {
    const {
      id,
      participant,
      store,
      keep = KEPT,
    } = checkedOptions(options, "new DurableRun({ id: 'order-7', participant, store })");
    if (typeof id !== 'string' || id === '')
      throw new TuteeError('invalid_input', 'Give the run an id.', { field: 'id' });
    if (!Number.isInteger(keep) || keep < 1)
      throw new TuteeError('invalid_input', 'Keep at least one checkpoint.', { field: 'keep' });
    const methods = ['runStream', 'saveState', 'loadState'];
    checkedPart(participant, 'participant', methods, 'an agent, a team or a RunController');
    checkedPart(store, 'store', ['append', 'read', 'replace'], 'a store, such as a FileRunLogStore');
    this.#options = options;
    this.#keep = keep;
  }

  get id(): string {
    return this.#options.id;
  }

  /**
   * new: nothing is stored. interrupted: its process ended in the middle. Otherwise how it ended last. Rejects with what the store throws, and
   * with `invalid_input` for a log that cannot be read.
   */
  async status(): Promise<'new' | 'interrupted' | 'running' | TaskResult['outcome']['status']> {
    if (this.#running) return 'running';
    const { checkpoint, open } = await this.#read();
    if (checkpoint === null) return open.length === 0 ? 'new' : 'interrupted';
    return checkpoint.outcome?.status ?? 'interrupted';
  }

  run(task?: Task, options?: SegmentOptions): Promise<TaskResult> {
    return collectRun(this.runStream(task, options));
  }

  /**
   * With a task: begins, or goes on after the last task. Without one: resumes an interrupted, cancelled, failed or waiting run. The task of a run
   * that was interrupted before its first checkpoint has to be given again.
   */
  runStream(task?: Task, options: SegmentOptions = {}): Run {
    return withResult(this.#segment(task, options), this.#options.participant.name ?? this.id);
  }

  async *#segment(task: Task | undefined, { signal, tracer }: SegmentOptions): MessageStream {
    const { participant, store, id, onUnfinishedCall } = this.#options;
    if (this.#running) return failed(id, new TuteeError('busy', `The run “${id}” is running already.`));
    this.#running = true;
    try {
      const { checkpoint, open } = await this.#load();
      if (task === undefined && checkpoint?.outcome?.status === 'complete')
        return { messages: [], stopReason: checkpoint.outcome.stopReason, outcome: { status: 'complete' } };
      if (task !== undefined && checkpoint !== null && checkpoint.outcome === null) throw this.#unfinished();
      const journal = StepJournal.start(open, this.#nextStep, (step) =>
        this.#inTurn(() => store.append(id, step)),
      );
      return yield* this.#steps(
        participant.runStream(task, { signal, tracer, journal, onUnfinishedCall }),
        journal,
      );
    } catch (thrown) {
      return failed(id, thrown);
    } finally {
      this.#end = null;
      this.#running = false;
    }
  }

  /** Reads the run, and saves its state after each message that others rely on, before the reader gets it. */
  async *#steps(run: Run, journal: StepJournal): MessageStream {
    let last: AgentMessage | null = null;
    try {
      for (let step = await run.next(); ;) {
        if (step.done === true) return step.value;
        if (step.value.type === 'TaskResult') {
          const { outcome, stopReason } = step.value;
          if (outcome.status === 'complete') journal.settle();
          await this.#save(journal, last, { status: outcome.status, stopReason });
          step = await run.next();
          continue;
        }
        const message = step.value;
        if (!isChatMessage(message)) {
          // A person may answer it after a restart, by its id: so it is saved before it is asked.
          if (message.type === 'UserInputRequestedEvent') await this.#snapshot(journal, message, null)();
          yield message;
          step = await run.next();
          continue;
        }
        last = message;
        const save = this.#snapshot(journal, last, null);
        const next = run.next();
        next.catch(() => undefined);
        // An agent that has given its answer ends at once: then the only checkpoint is the one that says so, or the answer would be resumed.
        if (!(await endsAtOnce(next))) await save();
        yield message;
        step = await next;
      }
    } finally {
      await run.return(undefined as never);
    }
  }

  async #save(
    journal: StepJournal,
    message: AgentMessage | null,
    outcome: NonNullable<Checkpoint['outcome']>,
  ): Promise<void> {
    await this.#snapshot(journal, message, outcome)();
  }

  /** The state as it is now; call the result to store it. */
  #snapshot(
    journal: StepJournal,
    message: AgentMessage | null,
    outcome: Checkpoint['outcome'],
  ): () => Promise<void> {
    const { participant, store, id, environment = systemEnvironment } = this.#options;
    const checkpoint: Omit<Checkpoint, 'number'> = {
      type: 'checkpoint',
      at: environment.now(),
      state: structuredClone(participant.saveState()) as Checkpoint['state'],
      nextStep: journal.nextId,
      open: journal.openIds,
      message: message === null ? null : summaryOf(message),
      outcome,
    };
    return () =>
      this.#inTurn(async () => {
        this.#checkpoints += 1;
        await store.append(id, { ...checkpoint, number: this.#checkpoints });
        // Twice as many as are kept, so that the log is not written anew each time.
        if (this.#checkpoints % this.#keep === 0) await this.#prune();
      });
  }

  /** Writes one after the other: a step that was stored while the log is read and replaced would be lost. */
  #inTurn(write: () => void | Promise<void>): Promise<void> {
    const mine = this.#lastWrite.then(write);
    this.#lastWrite = mine.catch(() => undefined);
    return mine;
  }

  async #prune(): Promise<void> {
    const { store, id } = this.#options;
    const entries = await readLog(store, id);
    const checkpoints = entries.filter((entry) => entry.type === 'checkpoint');
    const first = checkpoints.at(-this.#keep);
    if (checkpoints.length <= this.#keep || first === undefined) return;
    const needed = new Set<LogEntry>([
      ...openSteps(entries, first),
      ...entries.slice(entries.indexOf(first)),
    ]);
    await store.replace(
      id,
      entries.filter((entry) => needed.has(entry)),
    );
  }

  async #load(): Promise<LogEnd> {
    const end = await this.#read();
    if (end.checkpoint !== null) this.#options.participant.loadState(end.checkpoint.state);
    return end;
  }

  async #read(): Promise<LogEnd> {
    if (this.#end !== null) return this.#end;
    const { store, id } = this.#options;
    const entries: readonly LogEntry[] = await readLog(store, id);
    this.#end = endOfLog(entries);
    const ids = entries.flatMap((entry) => (entry.type === 'step' ? [entry.id + 1] : [entry.nextStep]));
    this.#nextStep = ids.reduce((most, next) => Math.max(most, next), 0);
    this.#checkpoints = this.#end.checkpoint?.number ?? 0;
    return this.#end;
  }

  #unfinished(): TuteeError {
    return new TuteeError(
      'busy',
      `The run “${this.id}” was interrupted. Resume it with run() before you give it another task.`,
    );
  }
}

function failed(id: string, thrown: unknown): TaskResult {
  const { failure } = new AgentFailure(id, thrown);
  return { messages: [], stopReason: failure.error.message, outcome: { status: 'failed', failure } };
}

async function endsAtOnce(next: Promise<IteratorResult<{ readonly type: string }>>): Promise<boolean> {
  const later = new Promise<null>((resolve) => {
    setTimeout(resolve, 0, null);
  });
  const step = await Promise.race([next, later]).catch(() => null);
  return step !== null && step.done !== true && step.value.type === 'TaskResult';
}

function summaryOf(message: AgentMessage): NonNullable<Checkpoint['message']> {
  const text = isChatMessage(message) ? messageText(message) : '';
  return { source: message.source, type: message.type, text: text.slice(0, 200) };
}
