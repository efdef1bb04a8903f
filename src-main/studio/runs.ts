/**
 * Owns the runs of agents and teams in chats: starts, answers, stops and resumes them, also after a restart of the app. At most one
 * run at a time per chat. run-launcher.ts begins a run, run-session.ts executes it. It may not know the page, a shell or SQL.
 */
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { Budget } from '#shared/agents/run-budget.ts';
import type { RunAnswer, RunView } from '#shared/agents/run-view.ts';
import type { CommandOutput, ParsedInput } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import { askedAtHalf, budgetDecision, chosen, refuseSpent } from './runs/budget-answers.ts';
import type { BudgetDecision } from './runs/budget-answers.ts';
import { validateAnswer } from './people/validate-answer.ts';
import { ActiveRuns } from './runs/active-runs.ts';
import { RunHistory } from './runs/run-history.ts';
import type { RunSession } from './runs/run-session.ts';
import { RunLauncher } from './runs/run-launcher.ts';
import type { RunLauncherPorts } from './runs/run-launcher.ts';
import type { KeptRun } from './runs/run-views.ts';
import { personMessage } from './people/person-message.ts';
import { cancelWaiting } from './runs/suspended-runs.ts';
import { HumanIntervention } from './runs/human-intervention.ts';

export interface RunsPorts extends RunLauncherPorts {
  /** Clears the completion cache: it repeats content of the run that is deleted. */
  readonly clearCompletions: () => void;
  /** Logs a failure that nobody awaits. */
  readonly onFailure: (thrown: unknown) => void;
}

export class Runs {
  readonly history: RunHistory;
  readonly intervention: HumanIntervention;
  readonly #ports: RunsPorts;
  readonly #active: ActiveRuns;
  readonly #launcher: RunLauncher;

  constructor(ports: RunsPorts) {
    this.#ports = ports;
    this.#active = new ActiveRuns((runId, session) => this.#settle(runId, session));
    this.history = new RunHistory(ports, (runId) => {
      const session = this.#active.get(runId);
      return session === undefined || session.ended ? null : session.status;
    });
    this.#launcher = new RunLauncher(ports, this.#active, this.history);
    this.intervention = new HumanIntervention({
      active: this.#active,
      history: this.history,
      now: ports.now,
      words: (text) => personMessage(text, ports),
      say: (runId, text) => this.#say(runId, text),
      resume: (kept, before) => this.#launcher.resume(kept, {}, before),
    });
    ports.saved.settleInterrupted(ports.now());
  }

  start(input: ParsedInput<'runs.start'>): Promise<CommandOutput<'runs.start'>> {
    return this.#launcher.start(input);
  }

  answer(runId: string, requestId: string, answer: RunAnswer): Promise<RunView> {
    return this.#active.exclusive(runId, () => this.#answer(runId, requestId, answer));
  }

  async #answer(runId: string, requestId: string, answer: RunAnswer): Promise<RunView> {
    const live = await this.#active.current(runId);
    if (live !== undefined && !live.ended) {
      live.answer(requestId, validateAnswer(asked(live.asked(requestId)), answer));
      return this.history.view(runId);
    }
    await this.#active.ended(runId);
    const kept = this.history.kept(runId);
    const request = kept.run.requests.find((one) => one.requestId === requestId);
    if (request?.purpose === 'budget') return this.#decide(kept, budgetDecision(answer));
    const given = validateAnswer(asked(request), answer);
    // A message starts the completion cache anew. A decision does not; nor does a message when the budget stopped a turn, whose cached
    // completions are still needed.
    const anew = given.type === 'message' && askedAtHalf(kept) === undefined;
    return this.#launcher.resume(kept, { anew }, (session) => session.answer(requestId, given));
  }

  /** A run that waits for a message takes this one as the answer; one that has ended is continued with it. */
  say(runId: string, text: string): Promise<RunView> {
    return this.#active.exclusive(runId, () => this.#say(runId, text));
  }

  async #say(runId: string, text: string): Promise<RunView> {
    const live = await this.#active.current(runId);
    const words = personMessage(text, this.#ports);
    if (live !== undefined && (await live.say(words))) return this.history.view(runId);
    await this.#active.ended(runId);
    const kept = this.history.kept(runId);
    if (askedAtHalf(kept) !== undefined) {
      const decision = chosen(text);
      if (decision !== null) return this.#decide(kept, decision);
      // Saying something else means to go on.
      return this.#launcher.resume(kept, { task: [words] }, (session) => session.spending.budget.goOn());
    }
    const [only, ...others] = kept.run.requests;
    if (only?.purpose === 'answer' && others.length === 0)
      return this.#answer(runId, only.requestId, { type: 'message', text });
    return this.#launcher.resume(kept, { task: [words] });
  }

  pause(runId: string): RunView {
    this.#need(runId).pause();
    return this.history.view(runId);
  }

  /** Carries out what a person decided when half of the budget was used. */
  #decide(kept: KeptRun, decision: BudgetDecision): Promise<RunView> {
    if (decision.type === 'stop') {
      this.#cancelWaiting(kept.run.id);
      return Promise.resolve(this.history.view(kept.run.id));
    }
    return this.#launcher.resume(kept, {}, ({ spending }) => {
      if (decision.type === 'go-on') spending.budget.goOn();
      else spending.raise(decision.limits);
    });
  }

  /** @param budget the new limits; undefined: unchanged. */
  resume(runId: string, budget?: Budget): Promise<RunView> {
    return this.#active.exclusive(runId, () => this.#resume(runId, budget));
  }

  async #resume(runId: string, budget: Budget | undefined): Promise<RunView> {
    const live = await this.#active.current(runId);
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
    return this.#launcher.resume(kept, {}, ({ spending }) => {
      if (budget !== undefined) spending.raise(budget);
    });
  }

  /** Stops an active run at once. Otherwise it waits for commands in progress, which may resume the run. */
  async stop(runId: string): Promise<RunView> {
    if (this.#active.get(runId) === undefined)
      await this.#active.exclusive(runId, () => Promise.resolve(this.#cancelWaiting(runId)));
    await this.#end(runId);
    return this.history.view(runId);
  }

  #cancelWaiting(runId: string): void {
    const kept = this.history.kept(runId);
    if (this.#active.get(runId) !== undefined || kept.run.status !== 'waiting') return;
    cancelWaiting(kept, this.#ports.now());
    this.history.announce(runId);
  }

  get(runId: string): CommandOutput<'runs.get'> {
    const session = this.#active.get(runId);
    // Includes what happened since the last checkpoint.
    session?.save();
    return { ...this.history.get(runId), writing: session?.writing ?? [] };
  }

  async delete(runId: string): Promise<void> {
    // Wait for commands in progress, which may resume it.
    if (this.#active.get(runId) === undefined) await this.#active.exclusive(runId, () => Promise.resolve());
    await this.#end(runId);
    this.history.delete(runId);
    this.#ports.clearCompletions();
  }

  /** Throws `not_found` when nothing was recorded. */
  async replay(runId: string): Promise<CommandOutput<'runs.replay'>> {
    const { store } = this.history.kept(runId);
    const recording = store.recording(runId);
    if (recording === null)
      throw new TuteeError('not_found', 'Nothing was recorded in this run. Start it with recording.');
    return this.#ports.factory.replay(store.component(runId), recording);
  }

  /** Ends the runs of a chat before it is deleted. Returns a function to call after the deletion. */
  async leave(conversationId: string): Promise<() => void> {
    const { saved, temporary, publish, clearCompletions } = this.#ports;
    for (const [runId] of this.#active.inChat(conversationId)) await this.#end(runId);
    const gone = [saved, temporary].flatMap((store) => store.inChat(conversationId));
    return () => {
      if (gone.length > 0) clearCompletions();
      for (const runId of gone) publish('run-removed', { runId });
    };
  }

  /** Words of these runs were forgotten for good: ends the active ones, which then write nothing more. */
  discard(runIds: readonly string[]): void {
    for (const runId of runIds) {
      this.#active.get(runId)?.discard();
      this.#active.drop(runId);
      for (const store of [this.#ports.saved, this.#ports.temporary]) store.release(runId);
      this.history.announce(runId);
    }
  }

  /** Saves the messages being written in a chat. */
  saveRunning(conversationId: string): void {
    for (const [, session] of this.#active.inChat(conversationId)) session.save();
  }

  /** Ends all active runs. At the next start they are `interrupted` and can be resumed. */
  async close(): Promise<void> {
    await this.#active.close();
  }

  /** Called at the end of a segment. Nobody awaits it, so failures are logged. */
  #settle(runId: string, session: RunSession): void {
    this.#ports.locks.release(session.conversationId);
    try {
      this.history.announce(runId);
    } catch (thrown) {
      this.#ports.onFailure(thrown);
    }
  }

  async #end(runId: string): Promise<void> {
    this.#active.get(runId)?.stop();
    await this.#active.ended(runId);
  }

  #need(runId: string): RunSession {
    const live = this.#active.get(runId);
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
