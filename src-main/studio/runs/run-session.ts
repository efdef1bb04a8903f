import { setImmediate as breathe } from 'node:timers/promises';
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
import { fromPerson, isInPlace } from '../../engine/people/from-person.ts';
import type { Answer, InputRequests } from '../../engine/people/input-requests.ts';
import { stamp } from '../../engine/run/run-context.ts';
import { BUDGET_CHOICES } from './budget-answers.ts';
import { Pieces } from './pieces.ts';
import { RunKeeping } from './run-keeping.ts';
import type { RunKeepingParts } from './run-keeping.ts';
import type { RunMemory } from '../memory/run-memory.ts';
import { halfQuestion, spentWords } from './run-spending.ts';
import type { RunSpending } from './run-spending.ts';
import type { RunTeaching } from '../memory/run-teaching.ts';
import { standingOf } from './run-outcome.ts';
import type { Outcome } from './run-outcome.ts';

export interface SessionParts extends RunKeepingParts {
  readonly conversationId: string;
  readonly desk: InputRequests;
  readonly memory: RunMemory;
  readonly teaching: RunTeaching;
  readonly spending: RunSpending;
  readonly publish: Publish;
  readonly newId: () => string;
}

/** For whoever wrote an answer, and does not see it in the chat yet. */
const ANSWER_KEPT = 'Your answer is kept: it is given when the run goes on.';

/** So many turns of the main loop in which nothing happened: everything that was under way has come through. */
const QUIET_ROUNDS = 3;

/** Something in a run that a person may have to see at once, or after which the state is another: it is written down. */
const keepsAt: ReadonlySet<AgentMessage['type']> = new Set(['ErrorEvent', 'UserInputRequestedEvent']);

/**
 * One stretch of a run: from a start, an answer or a resume until it waits, ends or is stopped. Everything that happens is
 * passed on as it does; after each turn it is on disk, with the state to go on from.
 */
export class RunSession {
  readonly #parts: SessionParts;
  readonly #pieces: Pieces;
  readonly #keeping: RunKeeping;
  /** What people said that the run has not heard yet. */
  readonly #unheard = new Set<string>();
  /** Whether it is to end: it may be told so before it has begun. */
  readonly #stopping = new AbortController();
  #leaving = false;
  /** Whether somebody ended it. */
  #stopped = false;
  #started = false;
  #ended = false;
  /** What went wrong outside of the run's own steps; it ends the run. */
  #fault: ErrorData | null = null;
  /** Somebody stepped in while it was on: at what moment cannot be recorded. */
  #steppedIn = false;
  /** How much has happened. */
  #taken = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { runId, conversationId, publish, chat } = parts;
    this.#keeping = new RunKeeping(parts);
    parts.spending.whenHeld(() => void this.#stopWhenQuiet());
    this.#pieces = new Pieces((message, at) => {
      publish('run-message', { runId, conversationId, message, at });
      this.#guarded(() => chat.piece(message, at));
    });
  }

  get status(): Extract<RunStatus, 'running' | 'paused'> {
    return this.#parts.controller.paused ? 'paused' : 'running';
  }

  /** True once it waits, has ended or was stopped: nothing said to it is heard any more. */
  get ended(): boolean {
    return this.#ended;
  }

  get conversationId(): string {
    return this.#parts.conversationId;
  }

  get writing() {
    return this.#pieces.writing;
  }

  /** What it uses, and may use. */
  get spending(): RunSpending {
    return this.#parts.spending;
  }

  /** Runs to the next stop; never throws. `task`: what is said first; nothing goes on where it stopped. */
  async run(task: readonly ChatMessage[]): Promise<void> {
    try {
      this.#started = true;
      this.#parts.recorder?.said(task);
      for (const message of task) this.#hear(message);
      this.#keeping.keepUnderWay();
      for (const message of task) await this.#parts.teaching.hear(message);
      let result = await this.#stretch();
      while (this.#goesOn(result)) result = await this.#stretch();
      if (this.#fault === null) {
        this.#conclude(standingOf(result));
        this.#keeping.record(result, this.#steppedIn);
      } else this.#break(this.#fault);
    } catch (thrown) {
      this.#break(toErrorData(thrown));
    } finally {
      this.#ended = true;
      // Words that were forgotten for good must not be learned again.
      if (!this.#keeping.discarded) this.#parts.teaching.later();
    }
  }

  /**
   * What a person says to everybody. The page sees it at once, the agents before the next turn. False when the run came to
   * its end before it could be told.
   */
  async say(message: ChatMessage): Promise<boolean> {
    if (this.#ended) return false;
    this.#steppedIn = true;
    this.#unheard.add(message.id);
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

  /** Stops the turn that is on, at once: it is taken anew, after what is said. */
  async interrupt(said: ChatMessage | null): Promise<void> {
    this.#steppedIn = true;
    const told = said === null ? null : this.say(said);
    this.#parts.chat.interrupt();
    this.#parts.controller.interrupt();
    await told;
  }

  /** From its next turn the person speaks for this agent. */
  takeOver(agent: string): void {
    this.#steppedIn = true;
    this.#parts.controller.takeOver(agent);
    this.save();
  }

  /** From its next turn the agent speaks for itself again. Also before the stretch has begun. */
  handBack(agent: string): void {
    const { controller, requests } = this.#parts;
    this.#steppedIn = true;
    const pending = controller.handBack(agent);
    if (pending !== null) requests.withdraw(pending.requestId);
    if (this.#started) this.save();
  }

  /** Ends the stretch; `run` settles soon after. */
  stop(): void {
    this.#steppedIn = true;
    this.#stopped = true;
    this.#stopping.abort();
  }

  /** Ends it because Tutee ends: at the next start it is one that was interrupted. */
  leave(): void {
    this.#leaving = true;
    this.stop();
  }

  /** Ends it, and nothing more of what it says is written down. */
  discard(): void {
    this.#keeping.discard();
    this.#pieces.drop();
    this.#parts.chat.drop();
    this.stop();
  }

  /** What is asked by this id. */
  asked(requestId: string): UserInputRequestedEvent | undefined {
    return this.#parts.requests.find(requestId);
  }

  /** Must not be called once it has ended. */
  answer(requestId: string, answer: Answer): void {
    const { requests, recorder, desk } = this.#parts;
    requests.answer(requestId, answer);
    recorder?.answered(requestId, answer);
    if (this.#started) {
      this.#steppedIn = true;
      this.save();
    }
    desk.answer(requestId, answer);
  }

  /** Brings chat and history up to this moment. */
  save(): void {
    if (this.#ended) return;
    this.#pieces.flush();
    this.#parts.chat.save();
    this.#keeping.keepUnderWay();
  }

  async #stretch(): Promise<TaskResult> {
    const stream = this.#parts.controller.runStream(undefined, { signal: this.#stopping.signal });
    try {
      for (;;) {
        const step = await stream.next();
        if (step.done === true) return step.value;
        await this.#take(step.value);
        // A team in which nobody waits for anything, such as people who are never asked, must not hold up the app: it
        // could not be stopped then.
        if (step.value.type !== 'ModelClientStreamingChunkEvent') await breathe();
      }
    } finally {
      // What could not be written down ends the run with everything it started.
      await stream.return(undefined as never);
    }
  }

  async #take(message: AgentMessage): Promise<void> {
    this.#taken += 1;
    if (this.#keeping.discarded) return;
    if (message.type === 'ModelClientStreamingChunkEvent') {
      this.#pieces.add(message);
      return;
    }
    const { runId, conversationId, publish, chat, memory } = this.#parts;
    this.#pieces.flush();
    this.#pieces.end(message.source);
    publish('run-message', { runId, conversationId, message, at: null });
    if (message.type === 'MemoryQueryEvent') {
      const recalled = memory.reportOf(message.content);
      if (recalled !== null) chat.remembers(message.source, recalled);
    } else if (message.type === 'ToolCallExecutionEvent') {
      const found = memory.searchOf(message.source);
      if (found !== null) chat.looksUp(message.source, found);
    }
    if (message.type === 'UserInputRequestedEvent') this.#parts.requests.ask(message);
    this.#unheard.delete(message.id);
    chat.take(message);
    this.#keeping.add(message);
    if (isChatMessage(message) || keepsAt.has(message.type)) this.#keeping.keepUnderWay();
    if (isChatMessage(message)) this.#parts.requests.heard(message.source);
    // What is said in the place of an agent is what that agent would say, and nothing about the person.
    if (isChatMessage(message) && fromPerson(message) && !isInPlace(message))
      await this.#parts.teaching.hear(message);
  }

  /**
   * In the chat at once, and for the run to take in when it can: what is said is kept with its state until then, so that
   * neither a stop nor a killed process comes between.
   */
  #hear(message: ChatMessage): void {
    const { chat, controller } = this.#parts;
    if (chat.said(message.id) === undefined) chat.say(message);
    controller.inject(message);
  }

  /** Somebody was answered, or said something, while others were still speaking. Each answer is tried once. */
  #goesOn({ outcome }: TaskResult): boolean {
    if (this.#leaving || this.#keeping.discarded || this.#fault !== null) return false;
    if (outcome.status === 'complete') return this.#unheard.size > 0;
    return outcome.status === 'waiting' && this.#parts.requests.takeLate(outcome.requests);
  }

  /**
   * A request waits because of the budget, and no other is under way: the stretch ends as soon as everything that was answered
   * has come through. Then the turn that waits is taken anew when the run goes on, with the answers it had.
   */
  async #stopWhenQuiet(): Promise<void> {
    for (let rounds = 0, seen = -1; rounds < QUIET_ROUNDS; rounds += 1) {
      if (seen !== this.#taken) rounds = 0;
      seen = this.#taken;
      await breathe();
    }
    this.#steppedIn = true;
    this.#stopping.abort();
  }

  /** Ended by the budget: at the half a person is asked, at the whole it is over. */
  #concludeSpent(): void {
    const { spending, requests, chat, runId, conversationId, publish, newId, now } = this.#parts;
    this.#pieces.close();
    chat.stop();
    const { used } = spending.budget;
    if (spending.heldFor === 'whole') {
      const kept = requests.hasUnheard ? ` ${ANSWER_KEPT}` : '';
      this.#keeping.keep({ status: 'cancelled', stopReason: `${spentWords(used)}${kept}` });
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
    this.#keeping.add(request);
    this.#keeping.keep({
      status: 'waiting',
      stopReason: request.prompt,
      requests: [...requests.open, request],
    });
  }

  get #isSpent(): boolean {
    return this.#parts.spending.heldFor !== null && !this.#stopped;
  }

  #conclude(standing: Outcome): void {
    if (standing.status === 'cancelled' && this.#isSpent) {
      this.#concludeSpent();
      return;
    }
    this.#pieces.close();
    this.#parts.chat.stop();
    const { status, requests = [] } = standing;
    if (status === 'complete' || status === 'waiting') this.#parts.requests.settle(requests);
    if (status !== 'cancelled') this.#keeping.keep(standing);
    else if (this.#leaving) this.#keeping.keepUnderWay();
    else
      this.#keeping.keep({
        ...standing,
        stopReason: this.#parts.requests.hasUnheard ? `Stopped. ${ANSWER_KEPT}` : 'Stopped.',
      });
  }

  /** For what happens at its own time: a full disk, or a chat that is gone, must not end Tutee. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#fault ??= toErrorData(thrown);
      this.#stopping.abort();
    }
  }

  /** Tutee itself failed, such as on a full disk. Even when that cannot be written down, the page is told. */
  #break(error: ErrorData): void {
    const failure = { agent: 'Tutee', error };
    try {
      this.#conclude({ status: 'failed', stopReason: error.message, failure });
    } catch {
      this.#keeping.forget();
    }
  }
}
