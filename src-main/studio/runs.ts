/**
 * Runs of agents and teams in chats: begins them, lets people step in, and goes on with what stopped, also after a restart
 * of the app. At most one at a time in a chat; as many chats as there are. Owns which runs are on; how one runs is in
 * run-session.ts, how one begins in run-starts.ts.
 */
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { Budget } from '#shared/agents/run-budget.ts';
import type { RunAnswer, RunView } from '#shared/agents/run-view.ts';
import type { CommandOutput, ParsedInput } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import { askedAtHalf, budgetDecision, chosen, refuseSpent } from './runs/budget-answers.ts';
import type { BudgetDecision } from './runs/budget-answers.ts';
import { checkedAnswer } from './people/checked-answer.ts';
import { LiveRuns } from './runs/live-runs.ts';
import { RunHistory } from './runs/run-history.ts';
import type { RunSession } from './runs/run-session.ts';
import { RunStarts } from './runs/run-starts.ts';
import type { RunStartsPorts } from './runs/run-starts.ts';
import type { KeptRun } from './runs/run-views.ts';
import { spokenWords } from './memory/spoken-words.ts';
import { stopWaiting } from './runs/standing-runs.ts';
import { SteppingIn } from './runs/stepping-in.ts';

export interface RunsPorts extends RunStartsPorts {
  /** Forgets the answers of models that are kept to be given again: they repeat what was said in what is deleted. */
  readonly forgetAnswers: () => void;
  /** Told of what failed where nobody waits for it, for the log. */
  readonly onFailure: (thrown: unknown) => void;
}

export class Runs {
  readonly history: RunHistory;
  readonly steppingIn: SteppingIn;
  readonly #ports: RunsPorts;
  readonly #live: LiveRuns;
  readonly #starts: RunStarts;

  constructor(ports: RunsPorts) {
    this.#ports = ports;
    this.#live = new LiveRuns((runId, session) => this.#settle(runId, session));
    this.history = new RunHistory(ports, (runId) => {
      const session = this.#live.get(runId);
      return session === undefined || session.ended ? null : session.status;
    });
    this.#starts = new RunStarts(ports, this.#live, this.history);
    this.steppingIn = new SteppingIn({
      live: this.#live,
      history: this.history,
      now: ports.now,
      words: (text) => spokenWords(text, ports),
      say: (runId, text) => this.#say(runId, text),
      goOn: (kept, before) => this.#starts.goOn(kept, {}, before),
    });
    ports.saved.settleInterrupted(ports.now());
  }

  start(input: ParsedInput<'runs.start'>): Promise<CommandOutput<'runs.start'>> {
    return this.#starts.start(input);
  }

  answer(runId: string, requestId: string, answer: RunAnswer): Promise<RunView> {
    return this.#live.inTurn(runId, () => this.#answer(runId, requestId, answer));
  }

  async #answer(runId: string, requestId: string, answer: RunAnswer): Promise<RunView> {
    const live = await this.#live.now(runId);
    if (live !== undefined && !live.ended) {
      live.answer(requestId, checkedAnswer(asked(live.asked(requestId)), answer));
      return this.history.view(runId);
    }
    await this.#live.ended(runId);
    const kept = this.history.kept(runId);
    const request = kept.run.requests.find((one) => one.requestId === requestId);
    if (request?.purpose === 'budget') return this.#decide(kept, budgetDecision(answer));
    const given = checkedAnswer(asked(request), answer);
    // Words ask anew. A decision does not, nor do words beside a turn that the budget stopped: its answers are still wanted.
    const anew = given.type === 'message' && askedAtHalf(kept) === undefined;
    return this.#starts.goOn(kept, { anew }, (session) => session.answer(requestId, given));
  }

  /** A run that waits for plain words takes them as the answer; one that has ended goes on with them. */
  say(runId: string, text: string): Promise<RunView> {
    return this.#live.inTurn(runId, () => this.#say(runId, text));
  }

  async #say(runId: string, text: string): Promise<RunView> {
    const live = await this.#live.now(runId);
    const words = spokenWords(text, this.#ports);
    if (live !== undefined && (await live.say(words))) return this.history.view(runId);
    await this.#live.ended(runId);
    const kept = this.history.kept(runId);
    if (askedAtHalf(kept) !== undefined) {
      const decision = chosen(text);
      if (decision !== null) return this.#decide(kept, decision);
      // Who says something wants it answered.
      return this.#starts.goOn(kept, { task: [words] }, (session) => session.spending.budget.goOn());
    }
    const [only, ...others] = kept.run.requests;
    if (only?.purpose === 'answer' && others.length === 0)
      return this.#answer(runId, only.requestId, { type: 'message', text });
    return this.#starts.goOn(kept, { task: [words] });
  }

  pause(runId: string): RunView {
    this.#need(runId).pause();
    return this.history.view(runId);
  }

  /** What a person decided at the half of the budget. */
  #decide(kept: KeptRun, decision: BudgetDecision): Promise<RunView> {
    if (decision.type === 'stop') {
      this.#stopWaiting(kept.run.id);
      return Promise.resolve(this.history.view(kept.run.id));
    }
    return this.#starts.goOn(kept, {}, ({ spending }) => {
      if (decision.type === 'go-on') spending.budget.goOn();
      else spending.raise(decision.limits);
    });
  }

  /** With a `budget`: within that from now on. */
  resume(runId: string, budget?: Budget): Promise<RunView> {
    return this.#live.inTurn(runId, () => this.#resume(runId, budget));
  }

  async #resume(runId: string, budget: Budget | undefined): Promise<RunView> {
    const live = await this.#live.now(runId);
    if (live !== undefined) {
      if (budget !== undefined) live.spending.raise(budget);
      live.resume();
      return this.history.view(runId);
    }
    const kept = this.history.kept(runId);
    const { status } = kept.run;
    if (status === 'waiting' && budget !== undefined && askedAtHalf(kept) !== undefined)
      return this.#decide(kept, { type: 'raise', limits: budget });
    if (status === 'waiting') throw new TuteeError('invalid_input', 'This run waits for your answer.');
    if (status === 'complete')
      throw new TuteeError('invalid_input', 'This run is over. Say something to go on with it.');
    if (budget === undefined) refuseSpent(kept.run.budget);
    return this.#starts.goOn(kept, {}, ({ spending }) => {
      if (budget !== undefined) spending.raise(budget);
    });
  }

  /** At once, if it is on; else after whatever is about to make it go on, which is not undone by that. */
  async stop(runId: string): Promise<RunView> {
    if (this.#live.get(runId) === undefined)
      await this.#live.inTurn(runId, () => Promise.resolve(this.#stopWaiting(runId)));
    await this.#end(runId);
    return this.history.view(runId);
  }

  #stopWaiting(runId: string): void {
    const kept = this.history.kept(runId);
    if (this.#live.get(runId) !== undefined || kept.run.status !== 'waiting') return;
    stopWaiting(kept, this.#ports.now());
    this.history.announce(runId);
  }

  get(runId: string): CommandOutput<'runs.get'> {
    const session = this.#live.get(runId);
    // What has happened since the last turn is part of the answer.
    session?.save();
    return { ...this.history.get(runId), writing: session?.writing ?? [] };
  }

  async delete(runId: string): Promise<void> {
    // After whatever is about to make it go on.
    if (this.#live.get(runId) === undefined) await this.#live.inTurn(runId, () => Promise.resolve());
    await this.#end(runId);
    this.history.delete(runId);
    this.#ports.forgetAnswers();
  }

  /** Throws `not_found` when nothing was recorded. */
  async replay(runId: string): Promise<CommandOutput<'runs.replay'>> {
    const { store } = this.history.kept(runId);
    const recording = store.recording(runId);
    if (recording === null)
      throw new TuteeError('not_found', 'Nothing was recorded in this run. Start it with recording.');
    return this.#ports.maker.replay(store.component(runId), recording);
  }

  /** Before a chat is deleted: its runs end, and go with it. Answers what is to be called when it is gone. */
  async leave(conversationId: string): Promise<() => void> {
    const { saved, temporary, publish, forgetAnswers } = this.#ports;
    for (const [runId] of this.#live.inChat(conversationId)) await this.#end(runId);
    const gone = [saved, temporary].flatMap((store) => store.inChat(conversationId));
    return () => {
      if (gone.length > 0) forgetAnswers();
      for (const runId of gone) publish('run-removed', { runId });
    };
  }

  /** Words of these runs were forgotten for good: what is on in them ends and writes nothing more. */
  discard(runIds: readonly string[]): void {
    for (const runId of runIds) {
      this.#live.get(runId)?.discard();
      this.#live.drop(runId);
      for (const store of [this.#ports.saved, this.#ports.temporary]) store.release(runId);
      this.history.announce(runId);
    }
  }

  /** Brings a chat up to what is being said in it at this moment. */
  saveRunning(conversationId: string): void {
    for (const [, session] of this.#live.inChat(conversationId)) session.save();
  }

  /** Ends what runs: at the next start it is what was interrupted, and can be resumed. */
  async close(): Promise<void> {
    await this.#live.close();
  }

  /** A stretch has come to its end; nobody waits for what is done then. */
  #settle(runId: string, session: RunSession): void {
    this.#ports.atWork.release(session.conversationId);
    try {
      this.history.announce(runId);
    } catch (thrown) {
      this.#ports.onFailure(thrown);
    }
  }

  async #end(runId: string): Promise<void> {
    this.#live.get(runId)?.stop();
    await this.#live.ended(runId);
  }

  #need(runId: string): RunSession {
    const live = this.#live.get(runId);
    if (live !== undefined) return live;
    this.history.kept(runId);
    throw new TuteeError('invalid_input', 'This run is not on.');
  }
}

function asked(request: UserInputRequestedEvent | undefined): UserInputRequestedEvent {
  if (request !== undefined) return request;
  throw new TuteeError('not_found', 'That is not asked any more. It may have been answered already.', {
    field: 'requestId',
  });
}
