/** Starts and resumes runs in chats: locks the chat, finds the models, builds the run and begins it. */
import type { UsageTotal } from '#shared/agents/agent-run.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { newRunBudget } from '#shared/agents/run-budget.ts';
import type { RunBudget } from '#shared/agents/run-budget.ts';
import type { RunView } from '#shared/agents/run-view.ts';
import type { CommandOutput, ParsedInput } from '#shared/contract/commands.ts';
import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ConversationLocks } from '../../chat/conversation-locks.ts';
import type { Projects } from '../../chat/projects.ts';
import { titleFrom } from '../../chat/titles/title.ts';
import type { ActiveRuns } from './active-runs.ts';
import type { RunModelsByName } from '../teams/named-run-models.ts';
import type { RunHistory, RunHistoryPorts } from './run-history.ts';
import type { ModelAccess, RunFactory, RunSpec } from './run-factory.ts';
import type { RunStore } from '../ports.ts';
import type { RunSession } from './run-session.ts';
import { RunSpending } from './run-spending.ts';
import type { KeptRun } from './run-views.ts';
import { personMessage } from '../people/person-message.ts';
import type { TeamLibrary } from '../teams/team-library.ts';

export interface RunLauncherPorts extends RunHistoryPorts {
  readonly library: TeamLibrary;
  readonly factory: RunFactory;
  readonly locks: ConversationLocks;
  readonly projects: Pick<Projects, 'need'>;
  readonly newId: () => string;
}

export class RunLauncher {
  readonly #ports: RunLauncherPorts;
  readonly #active: ActiveRuns;
  readonly #history: RunHistory;

  constructor(ports: RunLauncherPorts, active: ActiveRuns, history: RunHistory) {
    this.#ports = ports;
    this.#active = active;
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
    const task = personMessage(input.task, this.#ports);
    const budget = newRunBudget(component);
    const about = { id: runId, teamId: input.teamId, name, task: input.task, component, budget, at: now() };
    const spending = this.#spending(runId, conversation, budget);
    const access = { runId, starts: 0, temporary: conversation.temporary, spending };
    const run = await this.#prepare(conversation, component, access, (models) => {
      // Built before anything is stored, so that a failed build leaves no trace.
      const made = this.#specOf(runId, conversation, {
        started: { teamId: input.teamId, name, component },
        state: null,
        requests: [],
        spending,
        record: input.record && !conversation.temporary,
      });
      const session = this.#ports.factory.create(made, models);
      if (isNew) made.conversations.create(conversation);
      // Throws if the chat was deleted while the models were looked up.
      else conversations.conversation(conversation.id);
      made.store.begin({ ...about, conversationId: conversation.id });
      return this.#begin(runId, session, [task]);
    });
    return { run, conversation: conversations.conversation(conversation.id).conversation };
  }

  /**
   * Resumes a stored run. Throws `not_supported` when its component or state was not stored.
   * @param anew a person said something new, so the run starts with an empty completion cache.
   * @param before is called with the session before it begins.
   */
  resume(
    { run, store }: KeptRun,
    {
      task = [],
      anew = task.length > 0,
    }: { readonly task?: readonly ChatMessage[]; readonly anew?: boolean },
    before: (session: RunSession) => void = () => undefined,
  ): Promise<RunView> {
    const { component, state } = store.toResume(run.id);
    if (component === null || run.conversationId === null || (state === null && run.messages > 0))
      throw new TuteeError('not_supported', 'This run cannot be gone on with. Start it anew.');
    const { requests } = run;
    const { conversation } = this.#ports.conversations.conversation(run.conversationId);
    const spending = this.#spending(run.id, conversation, run.budget ?? budgetOfOld(run, store, component));
    const starts = store.starts(run.id) + (anew ? 1 : 0);
    const access = { runId: run.id, starts, temporary: conversation.temporary, spending };
    return this.#prepare(conversation, component, access, (models) => {
      const started = { teamId: run.teamId, name: run.name, component };
      const kept = { started, state, requests, spending, record: run.recorded };
      const session = this.#ports.factory.create(this.#specOf(run.id, conversation, kept), models);
      before(session);
      if (anew) store.startAnew(run.id);
      return this.#begin(run.id, session, task);
    });
  }

  /** Locks the chat, finds the models, then begins. Releases the lock when that fails. */
  async #prepare(
    conversation: Conversation,
    component: unknown,
    access: ModelAccess,
    begin: (models: RunModelsByName) => RunView,
  ): Promise<RunView> {
    const { locks, factory } = this.#ports;
    locks.acquire(conversation.id);
    try {
      const models = await factory.models(component, access);
      if (this.#active.closed) throw new TuteeError('cancelled', 'Tutee was closed.');
      return begin(models);
    } catch (thrown) {
      locks.release(conversation.id);
      throw thrown;
    }
  }

  #begin(runId: string, session: RunSession, task: readonly ChatMessage[]): RunView {
    this.#active.begin(runId, session, task);
    this.#history.announce(runId);
    this.#announceChat(session.conversationId);
    return this.#history.view(runId);
  }

  #specOf(
    runId: string,
    conversation: Conversation,
    kept: Pick<RunSpec, 'started' | 'state' | 'requests' | 'spending' | 'record'>,
  ): RunSpec {
    const { conversations } = this.#ports;
    return {
      runId,
      ...kept,
      conversation,
      conversations: conversations.for(conversation),
      store: this.#storeOf(conversation),
      onChange: () => this.#history.announce(runId),
    };
  }

  #storeOf({ temporary }: Conversation): RunStore {
    return temporary ? this.#ports.temporary : this.#ports.saved;
  }

  #spending(runId: string, conversation: Conversation, budget: RunBudget): RunSpending {
    const store = this.#storeOf(conversation);
    return new RunSpending(budget, (used) => {
      store.putBudget(runId, used);
      this.#history.announce(runId);
    });
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

  /** Moves the chat to the top of the page's list. */
  #announceChat(conversationId: string): void {
    const { conversations, publish } = this.#ports;
    const { saved, temporary } = conversations;
    const conversation = saved.get(conversationId) ?? temporary.get(conversationId);
    if (conversation !== undefined) publish('conversation-changed', { conversation });
  }
}

/** The budget of a run from before budgets existed, with the usage that its messages report. */
function budgetOfOld({ id }: KeptRun['run'], store: RunStore, component: unknown): RunBudget {
  const billed = store.usageOf(id).filter(({ cached }) => !cached);
  const sum = (of: (total: UsageTotal) => number) => billed.reduce((all, total) => all + of(total), 0);
  return {
    ...newRunBudget(component),
    usedTokens: sum(({ promptTokens, completionTokens }) => promptTokens + completionTokens),
    usedRequests: sum(({ requests }) => requests),
  };
}
