/** Begins runs in chats and goes on with those that stopped: takes the chat, finds the models, has the run made. */
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { RunView } from '#shared/agents/run-view.ts';
import type { CommandOutput, ParsedInput } from '#shared/contract/commands.ts';
import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatsAtWork } from '../chat/chats-at-work.ts';
import type { Projects } from '../chat/projects.ts';
import { titleFrom } from '../chat/title.ts';
import type { LiveRuns } from './live-runs.ts';
import type { RunModelsByName } from './named-run-models.ts';
import type { RunHistory, RunHistoryPorts } from './run-history.ts';
import type { RunMaker, RunToMake } from './run-maker.ts';
import type { RunSession } from './run-session.ts';
import type { KeptRun } from './run-views.ts';
import { spokenWords } from './spoken-words.ts';
import type { TeamLibrary } from './team-library.ts';

export interface RunStartsPorts extends RunHistoryPorts {
  readonly library: TeamLibrary;
  readonly maker: RunMaker;
  readonly atWork: ChatsAtWork;
  readonly projects: Pick<Projects, 'need'>;
  readonly newId: () => string;
}

export class RunStarts {
  readonly #ports: RunStartsPorts;
  readonly #live: LiveRuns;
  readonly #history: RunHistory;

  constructor(ports: RunStartsPorts, live: LiveRuns, history: RunHistory) {
    this.#ports = ports;
    this.#live = live;
    this.#history = history;
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
    const task = spokenWords(input.task, this.#ports);
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

  /** Goes on with what is kept; `before` is told of it before it does. Throws `not_supported` for what was not kept. */
  goOn(
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

  #begin(runId: string, session: RunSession, task: readonly ChatMessage[]): RunView {
    this.#live.begin(runId, session, task);
    this.#history.announce(runId);
    this.#announceChat(session.conversationId);
    return this.#history.view(runId);
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
      onChange: () => this.#history.announce(runId),
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
    const title = titleFrom(task);
    return { id: newId(), title, temporary, projectId, sendsPrivate: false, createdAt: at, updatedAt: at };
  }

  /** The chat joins the list, or comes to its top. */
  #announceChat(conversationId: string): void {
    const { conversations, publish } = this.#ports;
    const { saved, temporary } = conversations;
    const conversation = saved.get(conversationId) ?? temporary.get(conversationId);
    if (conversation !== undefined) publish('conversation-changed', { conversation });
  }
}
