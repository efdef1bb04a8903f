import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation } from '#shared/conversation.ts';
import type { ConversationStore } from '../../chat/ports.ts';
import { recalledIn } from '../../chat/projects.ts';
import type { TurnLearning } from '../../chat/turn-learning.ts';
import { fromPerson } from '../../engine/people/from-person.ts';
import { InputRequests } from '../../engine/people/input-requests.ts';
import { RunController } from '../../engine/people/run-controller.ts';
import type { CacheStore } from '../../engine/ports.ts';
import { agentScopes } from '../memory/agent-scopes.ts';
import type { AgentScope, Started } from '../memory/agent-scopes.ts';
import { readAnswers } from '../people/given-answers.ts';
import type { AgentIds } from '../memory/renamed-agents.ts';
import { NamedRunModels } from '../teams/named-run-models.ts';
import type { RunModelsByName } from '../teams/named-run-models.ts';
import { OpenRequests } from '../people/open-requests.ts';
import type { RunModels, RunRecorder, RunStore } from '../ports.ts';
import { replayRun } from '../recording/replay-run.ts';
import type { Replayed } from '../recording/replay-run.ts';
import { RunAnswers } from '../recording/run-answers.ts';
import { RunChat } from './run-chat.ts';
import { RunLessons } from '../memory/run-lessons.ts';
import { RunMemory } from '../memory/run-memory.ts';
import type { RunMemoryPorts } from '../memory/run-memory.ts';
import { RunPrivacy } from '../memory/run-privacy.ts';
import { saidBefore } from '../memory/said-before.ts';
import { StretchRecorder } from '../recording/run-recording.ts';
import { RunTeaching } from '../memory/run-teaching.ts';
import { RunSession } from './run-session.ts';
import type { RunSpending } from './run-spending.ts';
import type { TeamBuilder } from '../teams/team-builder.ts';

export interface RunMakerPorts {
  readonly builder: TeamBuilder;
  readonly models: RunModels;
  /** Where answers are kept that may be given again: in the database, and in memory for temporary chats. */
  readonly answers: { readonly saved: CacheStore; readonly temporary: CacheStore };
  readonly memory: RunMemoryPorts & {
    /** Keeps what the memories of agents are called that are not saved by themselves, and what they were saved in. */
    readonly nameScopes: (scopes: readonly AgentScope[], teamId: string | null) => void;
  };
  /** The ids of the memories of agents of a saved team that were renamed. */
  readonly agentIds: (teamId: string) => AgentIds;
  readonly learning: TurnLearning;
  readonly recorder: RunRecorder;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
  /** Told of a part that failed without ending the run, for the log. */
  readonly onFailure: (thrown: unknown) => void;
}

/** A run that is to begin or to go on, and where it is kept. */
export interface RunToMake {
  readonly runId: string;
  readonly started: Started;
  /** What it goes on from; null: from the beginning. */
  readonly state: unknown;
  /** What people were asked before, and have not answered. */
  readonly requests: readonly UserInputRequestedEvent[];
  readonly spending: RunSpending;
  /** Whether what comes in from outside is kept, to be replayed. */
  readonly record: boolean;
  readonly conversation: Conversation;
  readonly conversations: ConversationStore;
  readonly store: RunStore;
  readonly onChange: () => void;
}

/** Which answers of models a stretch of a run may be given again, and what it may spend on others. */
export interface AnsweredInRun extends Pick<RunToMake, 'runId' | 'spending'> {
  /** How often a person has set the run going with new words. */
  readonly starts: number;
  readonly temporary: boolean;
}

/** Puts a run together: agents from their component, models, memory, people, the chat it speaks in. */
export class RunMaker {
  readonly #ports: RunMakerPorts;
  readonly #models: NamedRunModels;

  constructor(ports: RunMakerPorts) {
    this.#ports = ports;
    this.#models = new NamedRunModels({ ...ports, find: (name) => ports.models.find(name) });
  }

  /** The models that a component names. Throws `no_model` in memory mode, or what the server says. */
  models(
    component: unknown,
    { runId, starts, temporary, spending }: AnsweredInRun,
  ): Promise<RunModelsByName> {
    const { saved, temporary: unsaved } = this.#ports.answers;
    const answers = new RunAnswers(temporary ? unsaved : saved, runId, starts);
    return this.#models.named(component, { answers, budget: spending.budget });
  }

  /** Throws `invalid_input` for a component that cannot be built, or a state that it cannot go on from. */
  make(run: RunToMake, { byName: models, teacher, limits }: RunModelsByName): RunSession {
    const { builder, publish, newId, now, recorder: recording } = this.#ports;
    const { runId, conversation, conversations, store, spending, onChange } = run;
    const desk = new InputRequests({ patienceMs: 0 });
    const memory = this.#memoryOf(run, teacher);
    const scopes = this.#scopesOf(run.started);
    const teaching = this.#teachingOf(run, memory, scopes, models);
    const privacy = this.#privacyOf(run, models);
    const before = saidBefore(conversations, conversation.id, runId, privacy.leftOut);
    const guarded = privacy.guard(models);
    const recorder = run.record ? new StretchRecorder(recording, { newId, now }, before) : null;
    const participant = builder.build(run.started.component, {
      models: recorder?.models(guarded) ?? guarded,
      memory: recorder?.memories(teaching) ?? teaching,
      desk,
      limits,
      ...(recorder !== null && { wrapTool: (tool) => recorder.tool(tool) }),
    });
    const environment = recorder?.environment ?? { newId, now };
    const controller = new RunController({ participant, userInput: desk, environment, saidBefore: before });
    const answers = goOnFrom(run.state, controller, desk, recorder);
    // Not before: what cannot be built leaves no trace.
    if (!conversation.temporary) this.#ports.memory.nameScopes(scopes, run.started.teamId);
    return new RunSession({
      runId,
      conversationId: conversation.id,
      // Whether it goes on is asked anew, if it still has to be.
      requests: new OpenRequests(
        run.requests.filter(({ purpose }) => purpose !== 'budget'),
        answers,
      ),
      spending,
      controller,
      desk,
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

  #privacyOf(run: RunToMake, models: RunModelsByName['byName']): RunPrivacy {
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

  /** What its agents recall; nothing in a temporary chat. */
  #memoryOf({ conversation, conversations }: RunToMake, teacher: RunModelsByName['teacher']): RunMemory {
    const { memory: ports, learning } = this.#ports;
    // What is kept in the chat's project comes to mind in it, and nowhere else.
    const recall: RunMemoryPorts['recall'] = conversation.temporary
      ? () => Promise.resolve(null)
      : (request) =>
          ports.recall({ ...request, scopes: [...(request.scopes ?? []), ...recalledIn(conversation)] });
    const lessons = new RunLessons(learning, conversations, conversation);
    return new RunMemory({ ...ports, recall }, { lessons, teacher });
  }

  #scopesOf(started: Started): AgentScope[] {
    const { teamId } = started;
    const agentIds = teamId === null ? {} : this.#ports.agentIds(teamId);
    return agentScopes({ ...started, agentIds });
  }

  #teachingOf(
    { runId, state, store }: RunToMake,
    memory: RunMemory,
    scopes: readonly AgentScope[],
    models: RunModelsByName['byName'],
  ): RunTeaching {
    const local = areLocal(models);
    const said =
      state === null ? undefined : store.messages(runId).filter(isChatMessage).findLast(fromPerson);
    const asked = said === undefined ? null : messageText(said);
    return new RunTeaching(memory, scopes, local, asked, this.#ports.onFailure);
  }

  /** Runs a recorded run again; see replayRun. */
  replay(component: unknown, recording: unknown): Promise<Replayed> {
    const { builder, recorder } = this.#ports;
    return replayRun(component, recording, builder, recorder);
  }
}

function areLocal(models: RunModelsByName['byName']): boolean {
  return Object.values(models).every(({ local }) => local);
}

/** Brings a run to where it stopped; answers what people answered since, which it has not heard. */
function goOnFrom(
  kept: unknown,
  controller: RunController,
  desk: InputRequests,
  recorder: StretchRecorder | null,
): ReturnType<typeof readAnswers>['answers'] {
  const { run: state, answers } = readAnswers(kept);
  if (state !== null) controller.loadState(state);
  for (const { requestId, answer } of answers) {
    desk.answer(requestId, answer);
    recorder?.answered(requestId, answer);
  }
  // A run that was paused when it stopped goes on when it is told to.
  controller.resume();
  return answers;
}
