import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation } from '#shared/conversation.ts';
import type { ConversationStore } from '../../chat/ports/conversations.ts';
import { recallScopes } from '../../chat/projects.ts';
import type { TurnCapture } from '../../chat/capture/turn-capture.ts';
import { isByPerson } from '../../engine/people/message-author.ts';
import { InputRequests } from '../../engine/people/input-requests.ts';
import { RunController } from '../../engine/people/run-controller.ts';
import type { CacheStore } from '../../engine/ports.ts';
import { agentScopes } from '../memory/agent-scopes.ts';
import type { AgentScope, StartedTeam } from '../memory/agent-scopes.ts';
import { readPendingAnswers } from '../people/pending-answers.ts';
import type { AgentIds } from '../memory/renamed-agents.ts';
import { NamedRunModels } from '../teams/named-run-models.ts';
import type { RunModelsByName } from '../teams/named-run-models.ts';
import { OpenRequests } from '../people/open-requests.ts';
import type { RunModels, RunRecorder, RunStore } from '../ports.ts';
import { replayRun } from '../recording/replay-run.ts';
import type { Replayed } from '../recording/replay-run.ts';
import { RunCompletionCache } from '../recording/run-completion-cache.ts';
import { RunCalls } from './run-calls.ts';
import { RunChat } from './run-chat.ts';
import { RunCapture } from '../memory/run-capture.ts';
import { RunMemory } from '../memory/run-memory.ts';
import type { RunMemoryPorts } from '../memory/run-memory.ts';
import { RunPrivacy } from '../memory/run-privacy.ts';
import { priorMessages } from '../memory/prior-messages.ts';
import { SegmentRecorder } from '../recording/run-recording.ts';
import { RunTeaching } from '../memory/run-teaching.ts';
import { RunSession } from './run-session.ts';
import type { RunSpending } from './run-spending.ts';
import type { TeamBuilder } from '../teams/team-builder.ts';

export interface RunFactoryPorts {
  readonly builder: TeamBuilder;
  readonly models: RunModels;
  /** The completion caches: in the database, and in memory for temporary chats. */
  readonly completions: { readonly saved: CacheStore; readonly temporary: CacheStore };
  readonly memory: RunMemoryPorts & {
    /** Stores the display names of the memory scopes of a saved team. */
    readonly nameScopes: (scopes: readonly AgentScope[], teamId: string | null) => void;
  };
  /** The memory scope ids of renamed agents of a saved team. */
  readonly agentIds: (teamId: string) => AgentIds;
  readonly capture: TurnCapture;
  readonly recorder: RunRecorder;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
  /** Logs a failure that does not end the run. */
  readonly onFailure: (thrown: unknown) => void;
}

/** A run to start or resume. */
export interface RunSpec {
  readonly runId: string;
  readonly started: StartedTeam;
  /** The state to resume from; null: a new run. */
  readonly state: unknown;
  /** Open requests to people from earlier segments. */
  readonly requests: readonly UserInputRequestedEvent[];
  readonly spending: RunSpending;
  /** Whether to record the run for replay. */
  readonly record: boolean;
  readonly conversation: Conversation;
  readonly conversations: ConversationStore;
  readonly store: RunStore;
  readonly onChange: () => void;
}

/** The completion cache and the budget that a segment uses. */
export interface ModelAccess extends Pick<RunSpec, 'runId' | 'spending'> {
  /** How often a person has continued the run with new words. */
  readonly starts: number;
  readonly temporary: boolean;
}

/** Builds a run from its component, models, memory, people and chat. */
export class RunFactory {
  readonly #ports: RunFactoryPorts;
  readonly #models: NamedRunModels;

  constructor(ports: RunFactoryPorts) {
    this.#ports = ports;
    this.#models = new NamedRunModels({ ...ports, find: (name) => ports.models.find(name) });
  }

  /** The models that a component names. Throws `no_model` in memory mode, or the error of the server. */
  models(component: unknown, { runId, starts, temporary, spending }: ModelAccess): Promise<RunModelsByName> {
    const { saved, temporary: unsaved } = this.#ports.completions;
    const completions = new RunCompletionCache(temporary ? unsaved : saved, runId, starts);
    return this.#models.named(component, { completions, budget: spending.budget });
  }

  /** Throws `invalid_input` for a component that cannot be built or a state that does not fit it. */
  create(run: RunSpec, { byName: models, captureModel, limits }: RunModelsByName): RunSession {
    const { builder, publish, newId, now, recorder: recording } = this.#ports;
    const { runId, conversation, conversations, store, spending, onChange } = run;
    const inputRequests = new InputRequests({ patienceMs: 0 });
    const memory = this.#memoryOf(run, captureModel);
    const scopes = this.#scopesOf(run.started);
    const teaching = this.#teachingOf(run, memory, scopes, models);
    const privacy = this.#privacyOf(run, models);
    const before = priorMessages(conversations, conversation.id, runId, privacy.leftOut);
    const guarded = privacy.guard(models);
    const recorder = run.record ? new SegmentRecorder(recording, { newId, now }, before) : null;
    const participant = builder.build(run.started.component, {
      models: recorder?.models(guarded) ?? guarded,
      memory: recorder?.memories(teaching) ?? teaching,
      inputRequests,
      limits,
      ...(recorder !== null && { wrapTool: (tool) => recorder.tool(tool) }),
    });
    const environment = recorder?.environment ?? { newId, now };
    const controller = new RunController({
      participant,
      userInput: inputRequests,
      environment,
      priorMessages: before,
    });
    const { answers, calls } = restore(run.state, controller, inputRequests, recorder);
    // Only after the build succeeded, so that a failed one leaves no trace.
    if (!conversation.temporary) this.#ports.memory.nameScopes(scopes, run.started.teamId);
    return new RunSession({
      runId,
      conversationId: conversation.id,
      // The budget question is asked again if it is still due.
      requests: new OpenRequests(
        run.requests.filter(({ purpose }) => purpose !== 'budget'),
        answers,
      ),
      spending,
      controller,
      calls: new RunCalls(calls),
      inputRequests,
      memory,
      chat: new RunChat({
        store: conversations,
        conversation,
        runId,
        leftOut: [...privacy.leftOut],
        publish,
        now,
      }),
      teaching,
      store,
      publish,
      newId,
      now,
      onChange,
      recorder,
    });
  }

  #privacyOf(run: RunSpec, models: RunModelsByName['byName']): RunPrivacy {
    const { runId, state, store, conversation, conversations } = run;
    const said = state === null ? [] : store.messages(runId).filter(isChatMessage);
    return new RunPrivacy({
      store: conversations,
      conversationId: conversation.id,
      runId,
      said: said.map(({ id }) => id),
      local: areLocal(models),
    });
  }

  /** The memory of its agents; recalls nothing in a temporary chat. */
  #memoryOf(
    { conversation, conversations }: RunSpec,
    captureModel: RunModelsByName['captureModel'],
  ): RunMemory {
    const { memory: ports, capture } = this.#ports;
    // Memories of the chat's project are recalled too.
    const recall: RunMemoryPorts['recall'] = conversation.temporary
      ? () => Promise.resolve(null)
      : (request) =>
          ports.recall({ ...request, scopes: [...(request.scopes ?? []), ...recallScopes(conversation)] });
    const runCapture = new RunCapture(capture, conversations, conversation);
    return new RunMemory({ ...ports, recall }, { capture: runCapture, captureModel });
  }

  #scopesOf(started: StartedTeam): AgentScope[] {
    const { teamId } = started;
    const agentIds = teamId === null ? {} : this.#ports.agentIds(teamId);
    return agentScopes({ ...started, agentIds });
  }

  #teachingOf(
    { runId, state, store }: RunSpec,
    memory: RunMemory,
    scopes: readonly AgentScope[],
    models: RunModelsByName['byName'],
  ): RunTeaching {
    const local = areLocal(models);
    const said =
      state === null ? undefined : store.messages(runId).filter(isChatMessage).findLast(isByPerson);
    const asked = said === undefined ? null : messageText(said);
    return new RunTeaching(memory, scopes, local, asked, this.#ports.onFailure);
  }

  /** See replayRun. */
  replay(component: unknown, recording: unknown): Promise<Replayed> {
    const { builder, recorder } = this.#ports;
    return replayRun(component, recording, builder, recorder);
  }
}

function areLocal(models: RunModelsByName['byName']): boolean {
  return Object.values(models).every(({ local }) => local);
}

/** Restores a stopped run and passes it the pending answers. Returns those answers, and the calls that its state does not contain. */
function restore(
  kept: unknown,
  controller: RunController,
  inputRequests: InputRequests,
  recorder: SegmentRecorder | null,
): Pick<ReturnType<typeof readPendingAnswers>, 'answers' | 'calls'> {
  const { run: state, answers, calls } = readPendingAnswers(kept);
  if (state !== null) controller.loadState(state);
  for (const { requestId, answer } of answers) {
    inputRequests.answer(requestId, answer);
    recorder?.answered(requestId, answer);
  }
  // A run may have been stopped while paused; resuming it ends the pause too.
  controller.resume();
  return { answers, calls };
}
