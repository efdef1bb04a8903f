/**
 * Runs of agents and teams in chats: begins them, lets people step in, and goes on with what stopped, also after a restart
 * of the app. At most one at a time in a chat; as many chats as there are. Owns which runs are on; how one runs is in
 * run-session.ts.
 */
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { RunAnswer, RunView } from '#shared/agents/run-view.ts';
import type { CommandOutput, ParsedInput } from '#shared/contract/commands.ts';
import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatsAtWork } from '../chat/chats-at-work.ts';
import type { Projects } from '../chat/projects.ts';
import { titleFrom } from '../chat/title.ts';
import { BY_PERSON } from '../engine/people/from-person.ts';
import { stamp } from '../engine/run/run-context.ts';
import { TASK_SOURCE } from '../engine/run/task.ts';
import { checkedAnswer } from './checked-answer.ts';
import { LiveRuns } from './live-runs.ts';
import { RunHistory } from './run-history.ts';
import type { RunHistoryPorts } from './run-history.ts';
import type { RunModelsByName } from './named-run-models.ts';
import type { RunMaker, RunToMake } from './run-maker.ts';
import type { RunSession } from './run-session.ts';
import type { KeptRun } from './run-views.ts';
import { stopWaiting } from './standing-runs.ts';
import { SteppingIn } from './stepping-in.ts';
import type { TeamLibrary } from './team-library.ts';

export interface RunsPorts extends RunHistoryPorts {
  readonly library: TeamLibrary;
  readonly maker: RunMaker;
  readonly atWork: ChatsAtWork;
  readonly projects: Pick<Projects, 'need'>;
  /** Forgets the answers of models that are kept to be given again: they repeat what was said in what is deleted. */
  readonly forgetAnswers: () => void;
  /** Told of what failed where nobody waits for it, for the log. */
  readonly onFailure: (thrown: unknown) => void;
  readonly newId: () => string;
}

export class Runs {
  readonly history: RunHistory;
  readonly steppingIn: SteppingIn;
  readonly #ports: RunsPorts;
  readonly #live: LiveRuns;

  constructor(ports: RunsPorts) {
    this.#ports = ports;
    this.#live = new LiveRuns((runId, session) => this.#settle(runId, session));
    this.history = new RunHistory(ports, (runId) => {
      const session = this.#live.get(runId);
      return session === undefined || session.ended ? null : session.status;
    });
    this.steppingIn = new SteppingIn({
      live: this.#live,
      history: this.history,
      now: ports.now,
      words: (text) => this.#words(text),
      say: (runId, text) => this.#say(runId, text),
      goOn: (kept, before) => this.#goOn(kept, [], before),
    });
    ports.saved.settleInterrupted(ports.now());
  }

  async start(input: ParsedInput<'runs.start'>): Promise<CommandOutput<'runs.start'>> {
    const { library, conversations, now } = this.#ports;
    const { name, component } = library.get(input.teamId);
    const isNew = input.conversationId === null;
    const conversation =
      input.conversationId === null
        ? this.#newConversation(input)
        : conversations.conversation(input.conversationId).conversation;
    const runId = this.#ports.newId();
    const task = this.#words(input.task);
    const about = { id: runId, teamId: input.teamId, name, task: input.task, component, at: now() };
    const run = await this.#prepare(conversation, component, (models) => {
      // Built before anything is written: what cannot be built leaves no trace.
      const made = this.#toMake(runId, conversation, {
        started: { teamId: input.teamId, name, component },
        state: null,
        requests: [],
        record: input.record && !conversation.temporary,
      });
      const session = this.#ports.maker.make(made, models);
      if (isNew) made.conversations.create(conversation);
      // It may have been deleted while the models were looked for.
      else conversations.conversation(conversation.id);
      made.store.begin({ ...about, conversationId: conversation.id });
      return this.#begin(runId, session, [task]);
    });
    return { run, conversation: conversations.conversation(conversation.id).conversation };
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
    const given = checkedAnswer(asked(request), answer);
    return this.#goOn(kept, [], (session) => session.answer(requestId, given));
  }

  /** A run that waits for plain words takes them as the answer; one that has ended goes on with them. */
  say(runId: string, text: string): Promise<RunView> {
    return this.#live.inTurn(runId, () => this.#say(runId, text));
  }

  async #say(runId: string, text: string): Promise<RunView> {
    const live = await this.#live.now(runId);
    const words = this.#words(text);
    if (live !== undefined && (await live.say(words))) return this.history.view(runId);
    await this.#live.ended(runId);
    const kept = this.history.kept(runId);
    const [only, ...others] = kept.run.requests;
    if (only?.purpose === 'answer' && others.length === 0)
      return this.#answer(runId, only.requestId, { type: 'message', text });
    return this.#goOn(kept, [words]);
  }

  pause(runId: string): RunView {
    this.#need(runId).pause();
    return this.history.view(runId);
  }

  resume(runId: string): Promise<RunView> {
    return this.#live.inTurn(runId, () => this.#resume(runId));
  }

  async #resume(runId: string): Promise<RunView> {
    const live = await this.#live.now(runId);
    if (live !== undefined) {
      live.resume();
      return this.history.view(runId);
    }
    const kept = this.history.kept(runId);
    const { status } = kept.run;
    if (status === 'waiting') throw new TuteeError('invalid_input', 'This run waits for your answer.');
    if (status === 'complete')
      throw new TuteeError('invalid_input', 'This run is over. Say something to go on with it.');
    return this.#goOn(kept, []);
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

  /** Takes the chat and the models, then begins; gives the chat back when that fails. */
  async #prepare(
    conversation: Conversation,
    component: unknown,
    begin: (models: RunModelsByName) => RunView,
  ): Promise<RunView> {
    const { atWork, maker } = this.#ports;
    atWork.take(conversation.id);
    try {
      const models = await maker.models(component, conversation.temporary);
      if (this.#live.closed) throw new TuteeError('cancelled', 'Tutee was closed.');
      return begin(models);
    } catch (thrown) {
      atWork.release(conversation.id);
      throw thrown;
    }
  }

  #goOn(
    { run, store }: KeptRun,
    task: readonly ChatMessage[],
    before: (session: RunSession) => void = () => undefined,
  ): Promise<RunView> {
    const { component, state } = store.toResume(run.id);
    if (component === null || run.conversationId === null || (state === null && run.messages > 0))
      throw new TuteeError('not_supported', 'This run cannot be gone on with. Start it anew.');
    const { requests } = run;
    const { conversation } = this.#ports.conversations.conversation(run.conversationId);
    return this.#prepare(conversation, component, (models) => {
      const started = { teamId: run.teamId, name: run.name, component };
      const kept = { started, state, requests, record: run.recorded };
      const session = this.#ports.maker.make(this.#toMake(run.id, conversation, kept), models);
      before(session);
      return this.#begin(run.id, session, task);
    });
  }

  #begin(runId: string, session: RunSession, task: readonly ChatMessage[]): RunView {
    this.#live.begin(runId, session, task);
    this.history.announce(runId);
    this.#announceChat(session.conversationId);
    return this.history.view(runId);
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

  #toMake(
    runId: string,
    conversation: Conversation,
    kept: Pick<RunToMake, 'started' | 'state' | 'requests' | 'record'>,
  ): RunToMake {
    const { conversations, saved, temporary } = this.#ports;
    return {
      runId,
      ...kept,
      conversation,
      conversations: conversations.for(conversation),
      store: conversation.temporary ? temporary : saved,
      onChange: () => this.history.announce(runId),
    };
  }

  /** Throws `not_found` without its project. */
  #newConversation({
    task,
    temporary,
    projectId: wanted,
  }: Pick<ParsedInput<'runs.start'>, 'task' | 'temporary' | 'projectId'>): Conversation {
    const { newId, now, projects } = this.#ports;
    const at = now();
    const projectId = temporary || wanted === null ? null : projects.need(wanted).id;
    return { id: newId(), title: titleFrom(task), temporary, projectId, createdAt: at, updatedAt: at };
  }

  /** What a person says, marked as theirs: nothing else teaches. */
  #words(text: string): ChatMessage {
    const { newId, now } = this.#ports;
    const draft = {
      type: 'TextMessage',
      source: TASK_SOURCE,
      content: text,
      metadata: { ...BY_PERSON },
    } as const;
    return stamp({ newId, now }, draft);
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

  /** The chat joins the list, or comes to its top. */
  #announceChat(conversationId: string): void {
    const { conversations, publish } = this.#ports;
    const { saved, temporary } = conversations;
    const conversation = saved.get(conversationId) ?? temporary.get(conversationId);
    if (conversation !== undefined) publish('conversation-changed', { conversation });
  }
}

function asked(request: UserInputRequestedEvent | undefined): UserInputRequestedEvent {
  if (request !== undefined) return request;
  throw new TuteeError('not_found', 'That is not asked any more. It may have been answered already.', {
    field: 'requestId',
  });
}
