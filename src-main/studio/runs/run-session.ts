import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { TUTEE } from '#shared/agents/names.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { RunStatus } from '#shared/agents/run-view.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { Publish } from '#shared/contract/events.ts';
import { toErrorData } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import { isByPerson, isByStandIn } from '../../engine/people/message-author.ts';
import type { Answer, InputRequests } from '../../engine/people/input-requests.ts';
import { stamp } from '../../engine/run/run-context.ts';
import { BUDGET_CHOICES } from './budget-answers.ts';
import { ChunkBuffer, hasContent } from './chunk-buffer.ts';
import { RunPersistence } from './run-persistence.ts';
import type { RunPersistenceParts } from './run-persistence.ts';
import type { RunMemory } from '../memory/run-memory.ts';
import { halfQuestion, spentWords } from './run-spending.ts';
import type { RunSpending } from './run-spending.ts';
import type { RunTeaching } from '../memory/run-teaching.ts';
import { outcomeOf } from './run-outcome.ts';
import type { Outcome } from './run-outcome.ts';

export interface SessionParts extends RunPersistenceParts {
  readonly conversationId: string;
  readonly inputRequests: InputRequests;
  readonly memory: RunMemory;
  readonly teaching: RunTeaching;
  readonly spending: RunSpending;
  readonly publish: Publish;
  readonly newId: () => string;
}

/** Shown to a person whose answer is not in the chat yet. */
const ANSWER_KEPT = 'Your answer is kept: it is given when the run goes on.';

/** After this many turns of the event loop without a message, nothing is in progress any more. */
const QUIET_TURNS = 3;

/** Events after which a checkpoint is saved, in addition to every chat message. */
const savedAfter: ReadonlySet<AgentMessage['type']> = new Set(['ErrorEvent', 'UserInputRequestedEvent']);

/**
 * Executes one segment of a run: from a start, an answer or a resume until it waits, ends or is stopped. Publishes every message as
 * it comes and saves a checkpoint after each turn. It may not know the page, a shell or SQL.
 */
export class RunSession {
  readonly #parts: SessionParts;
  readonly #chunks: ChunkBuffer;
  readonly #persistence: RunPersistence;
  /** Ids of people's messages that the run has not streamed yet. */
  readonly #undelivered = new Set<string>();
  /** Ends the segment; may be aborted before it begins. */
  readonly #stopping = new AbortController();
  #leaving = false;
  /** True: `stop` was called. */
  #stopped = false;
  #started = false;
  #ended = false;
  /** A failure outside the run's own steps; it ends the run. */
  #fault: ErrorData | null = null;
  /** A person intervened at a moment that cannot be recorded. */
  #intervened = false;
  /** How many messages and events the segment has streamed. */
  #messageCount = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { runId, conversationId, publish, chat } = parts;
    this.#persistence = new RunPersistence(parts);
    parts.spending.whenHeld(() => void this.#stopWhenQuiet());
    this.#chunks = new ChunkBuffer((message, at) => {
      publish('run-message', { runId, conversationId, message, at });
      this.#guarded(() => chat.appendChunk(message, at));
    });
  }

  get status(): Extract<RunStatus, 'running' | 'paused'> {
    return this.#parts.controller.paused ? 'paused' : 'running';
  }

  /** True once it waits, has ended or was stopped: it accepts no more messages. */
  get ended(): boolean {
    return this.#ended;
  }

  get conversationId(): string {
    return this.#parts.conversationId;
  }

  get writing() {
    return this.#chunks.writing;
  }

  /** The usage and the budget. */
  get spending(): RunSpending {
    return this.#parts.spending;
  }

  /** Runs to the next stop; never throws. @param task the first messages; empty: continues where it stopped. */
  async run(task: readonly ChatMessage[]): Promise<void> {
    try {
      this.#started = true;
      this.#parts.recorder?.said(task);
      for (const message of task) this.#hear(message);
      this.#persistence.saveRunning();
      for (const message of task) await this.#parts.teaching.hear(message);
      let result = await this.#segment();
      while (this.#continues(result)) result = await this.#segment();
      if (this.#fault === null) {
        this.#conclude(outcomeOf(result));
        this.#persistence.record(result, this.#intervened);
      } else this.#fail(this.#fault);
    } catch (thrown) {
      this.#fail(toErrorData(thrown));
    } finally {
      this.#ended = true;
      // A purge discarded the run: its messages must not be captured.
      if (!this.#persistence.discarded) this.#parts.teaching.captureInBackground();
    }
  }

  /** Adds a person's message for all agents: shown at once, given to the agents before their next turn. False when the run has ended. */
  async say(message: ChatMessage): Promise<boolean> {
    if (this.#ended) return false;
    this.#intervened = true;
    this.#undelivered.add(message.id);
    this.#hear(message);
    this.save();
    await this.#parts.teaching.hear(message);
    return true;
  }

  pause(): void {
    this.#parts.controller.pause();
    this.#parts.onChange();
  }

  resume(): void {
    this.#parts.controller.resume();
    this.#parts.onChange();
  }

  /** Interrupts the current turns; they are repeated after the message, if there is one. */
  async interrupt(said: ChatMessage | null): Promise<void> {
    this.#intervened = true;
    const told = said === null ? null : this.say(said);
    this.#parts.chat.interrupt();
    this.#parts.controller.interrupt();
    await told;
  }

  /** From its next turn on, a person speaks for this agent. */
  takeOver(agent: string): void {
    this.#intervened = true;
    this.#parts.controller.takeOver(agent);
    this.save();
  }

  /** From its next turn on, the agent speaks for itself again. May be called before the segment begins. */
  handBack(agent: string): void {
    const { controller, requests } = this.#parts;
    this.#intervened = true;
    const pending = controller.handBack(agent);
    if (pending !== null) requests.withdraw(pending.requestId);
    if (this.#started) this.save();
  }

  /** Ends the segment; `run` settles soon after. */
  stop(): void {
    this.#intervened = true;
    this.#stopped = true;
    this.#stopping.abort();
  }

  /** Ends the segment because the app closes; it counts as interrupted at the next start. */
  leave(): void {
    this.#leaving = true;
    this.stop();
  }

  /** Ends the segment and stores nothing more of it. */
  discard(): void {
    this.#persistence.discard();
    this.#chunks.drop();
    this.#parts.chat.drop();
    this.stop();
  }

  /** The open request with this id. */
  asked(requestId: string): UserInputRequestedEvent | undefined {
    return this.#parts.requests.find(requestId);
  }

  /** Must not be called after the end. */
  answer(requestId: string, answer: Answer): void {
    const { requests, recorder, inputRequests } = this.#parts;
    requests.answer(requestId, answer);
    recorder?.answered(requestId, answer);
    if (this.#started) {
      this.#intervened = true;
      this.save();
    }
    inputRequests.answer(requestId, answer);
  }

  /** Saves the chat and a checkpoint. */
  save(): void {
    if (this.#ended) return;
    this.#chunks.flush();
    this.#parts.chat.save();
    this.#persistence.saveRunning();
  }

  async #segment(): Promise<TaskResult> {
    const { controller, calls } = this.#parts;
    const journal = calls.begin(() => this.#persistence.saveCalls());
    const stream = controller.runStream(undefined, { signal: this.#stopping.signal, journal });
    try {
      for (;;) {
        const step = await stream.next();
        if (step.done === true) return step.value;
        if (step.value.type === 'TaskResult') continue;
        await this.#take(step.value);
        // A team that awaits nothing, such as people who are never asked, would block the event loop and could not be stopped.
        if (step.value.type !== 'ModelClientStreamingChunkEvent') await yieldToEventLoop();
      }
    } finally {
      // If a message could not be stored, this ends everything the run has started.
      await stream.return(undefined as never);
    }
  }

  async #take(message: AgentMessage): Promise<void> {
    this.#messageCount += 1;
    if (this.#persistence.discarded) return;
    if (message.type === 'ModelClientStreamingChunkEvent') {
      if (hasContent(message)) this.#chunks.add(message);
      return;
    }
    const { runId, conversationId, publish, chat, memory } = this.#parts;
    this.#chunks.flush();
    this.#chunks.end(message.source);
    publish('run-message', { runId, conversationId, message, at: null });
    if (message.type === 'MemoryQueryEvent') {
      const recalled = memory.reportOf(message.content);
      if (recalled !== null) chat.addReceipt(message.source, recalled);
    } else if (message.type === 'ToolCallExecutionEvent') {
      const found = memory.searchOf(message.source);
      if (found !== null) chat.addSearchReceipt(message.source, found);
    }
    if (message.type === 'UserInputRequestedEvent') this.#parts.requests.ask(message);
    this.#undelivered.delete(message.id);
    chat.collect(message);
    this.#persistence.add(message);
    if (isChatMessage(message) || savedAfter.has(message.type)) this.#persistence.saveRunning();
    if (isChatMessage(message)) this.#parts.requests.delivered(message.source);
    // A message in place of an agent says what the agent would say; it teaches nothing about the person.
    if (isChatMessage(message) && isByPerson(message) && !isByStandIn(message))
      await this.#parts.teaching.hear(message);
  }

  /** Adds a message to the chat and injects it into the run, whose state keeps it until it is processed. */
  #hear(message: ChatMessage): void {
    const { chat, controller } = this.#parts;
    if (chat.personMessage(message.id) === undefined) chat.addPersonMessage(message);
    controller.inject(message);
  }

  /** Whether to run again at once: an answer or a message came in while agents were still running. */
  #continues({ outcome }: TaskResult): boolean {
    if (this.#leaving || this.#persistence.discarded || this.#fault !== null) return false;
    if (outcome.status === 'complete') return this.#undelivered.size > 0;
    return outcome.status === 'waiting' && this.#parts.requests.takeLate(outcome.requests);
  }

  /**
   * Called when the budget holds a request and no other is in progress: ends the segment once all completed requests are
   * processed. The held turn is repeated when the run is resumed, with its cached completions.
   */
  async #stopWhenQuiet(): Promise<void> {
    for (let turns = 0, seen = -1; turns < QUIET_TURNS; turns += 1) {
      if (seen !== this.#messageCount) turns = 0;
      seen = this.#messageCount;
      await yieldToEventLoop();
    }
    this.#intervened = true;
    this.#stopping.abort();
  }

  /** Ends a segment that the budget stopped: at half a person is asked, at the whole it is cancelled. */
  #concludeSpent(): void {
    const { spending, requests, chat, runId, conversationId, publish, newId, now } = this.#parts;
    this.#chunks.close();
    chat.stop();
    const { used } = spending.budget;
    if (spending.heldFor === 'whole') {
      const kept = requests.hasUndelivered ? ` ${ANSWER_KEPT}` : '';
      this.#persistence.save({ status: 'cancelled', stopReason: `${spentWords(used)}${kept}` });
      return;
    }
    const request = stamp(
      { newId, now },
      {
        type: 'UserInputRequestedEvent',
        source: TUTEE,
        requestId: newId(),
        purpose: 'budget',
        prompt: halfQuestion(used),
        toolCall: null,
        choices: [...BUDGET_CHOICES],
      },
    );
    publish('run-message', { runId, conversationId, message: request, at: null });
    this.#persistence.add(request);
    this.#persistence.save({
      status: 'waiting',
      stopReason: request.prompt,
      requests: [...requests.open, request],
    });
  }

  get #isSpent(): boolean {
    return this.#parts.spending.heldFor !== null && !this.#stopped;
  }

  #conclude(outcome: Outcome): void {
    if (outcome.status === 'cancelled' && this.#isSpent) {
      this.#concludeSpent();
      return;
    }
    this.#chunks.close();
    this.#parts.chat.stop();
    const { status, requests = [] } = outcome;
    if (status === 'complete' || status === 'waiting') this.#parts.requests.settle(requests);
    if (status === 'complete') this.#parts.calls.settle();
    if (status !== 'cancelled') this.#persistence.save(outcome);
    else if (this.#leaving) this.#persistence.saveRunning();
    else
      this.#persistence.save({
        ...outcome,
        stopReason: this.#parts.requests.hasUndelivered ? `Stopped. ${ANSWER_KEPT}` : 'Stopped.',
      });
  }

  /** For timers: a full disk or a deleted chat ends the run, not the app. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#fault ??= toErrorData(thrown);
      this.#stopping.abort();
    }
  }

  /** Ends the run after a failure of the app, such as a full disk. Never throws. */
  #fail(error: ErrorData): void {
    const failure = { agent: 'Tutee', error };
    try {
      this.#conclude({ status: 'failed', stopReason: error.message, failure });
    } catch {
      this.#persistence.dropUnsaved();
    }
  }
}
