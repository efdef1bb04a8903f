import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/model.ts';
import type { ConversationStore } from '../chat/ports.ts';
import { recalledIn } from '../chat/projects.ts';
import type { TurnLearning } from '../chat/turn-learning.ts';
import { namedModels } from '../engine/components/named-models.ts';
import { ChatCompletionCache } from '../engine/model-clients/chat-completion-cache.ts';
import { RateLimit } from '../engine/model-clients/rate-limited-chat-model.ts';
import { RateLimits } from '../engine/model-clients/rate-limits.ts';
import type { LimitedModels } from '../engine/model-clients/rate-limits.ts';
import { fromPerson } from '../engine/people/from-person.ts';
import { InputRequests } from '../engine/people/input-requests.ts';
import { RunController } from '../engine/people/run-controller.ts';
import type { CacheStore } from '../engine/ports.ts';
import { agentScopes } from './agent-scopes.ts';
import type { AgentScope, Started } from './agent-scopes.ts';
import { readAnswers } from './given-answers.ts';
import type { AgentIds } from './renamed-agents.ts';
import { OpenRequests } from './open-requests.ts';
import type { RunModels, RunRecorder, RunStore } from './ports.ts';
import { replayRun } from './replay-run.ts';
import type { Replayed } from './replay-run.ts';
import { RunChat } from './run-chat.ts';
import { RunLessons } from './run-lessons.ts';
import { RunMemory } from './run-memory.ts';
import type { RunMemoryPorts } from './run-memory.ts';
import { saidBefore } from './said-before.ts';
import { StretchRecorder } from './run-recording.ts';
import { RunTeaching } from './run-teaching.ts';
import { RunSession } from './run-session.ts';
import { DEFAULT_MODEL } from './team-builder.ts';
import type { TeamBuilder } from './team-builder.ts';

export interface RunMakerPorts {
  readonly builder: TeamBuilder;
  readonly models: RunModels;
  /** Where answers are kept that may be given again. */
  readonly cache: CacheStore;
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
  /** Whether what comes in from outside is kept, to be replayed. */
  readonly record: boolean;
  readonly conversation: Conversation;
  readonly conversations: ConversationStore;
  readonly store: RunStore;
  readonly onChange: () => void;
}

/** The models that a component names, and who holds them to the limits that it names. */
export interface RunModelsByName {
  readonly byName: Readonly<Record<string, ChatModel>>;
  readonly limits: LimitedModels;
}

type Found = NonNullable<Awaited<ReturnType<RunModels['find']>>>;

/** Puts a run together: agents from their component, models, memory, people, the chat it speaks in. */
export class RunMaker {
  readonly #ports: RunMakerPorts;
  /** When requests began, by model and limit: a limit goes on from one stretch of a run to the next, and holds for all runs. */
  readonly #windows = new Map<string, RateLimit>();

  constructor(ports: RunMakerPorts) {
    this.#ports = ports;
  }

  /** The models that a component names. Throws `no_model` in memory mode, or what the server says. */
  async models(component: unknown, temporary: boolean): Promise<RunModelsByName> {
    const names = namedModels(component);
    const found = await Promise.all(names.map((name) => this.#find(name)));
    const bases = new Map(found.map((one) => [keyOf(one), one]));
    const keys = new Map([...bases].map(([key, { model }]) => [model, key]));
    const limits = new RateLimits((model, { requests, perMs }) => {
      const key = `${keys.get(model) ?? ''} ${requests} in ${perMs}`;
      const window = this.#windows.get(key) ?? new RateLimit({ requests, perMs });
      this.#windows.set(key, window);
      return window;
    });
    const models = names.flatMap((name, index) => {
      const one = found[index];
      if (one === undefined) return [];
      // Two names of one model are one model, and what limits it is asked for what was not kept alone.
      const model = limits.add(name, bases.get(keyOf(one))?.model ?? one.model);
      return [[name, this.#kept({ ...one, model }, temporary)] as const];
    });
    return { byName: Object.fromEntries(models), limits };
  }

  /** Throws `invalid_input` for a component that cannot be built, or a state that it cannot go on from. */
  make(run: RunToMake, { byName: models, limits }: RunModelsByName): RunSession {
    const { builder, learning, publish, newId, now, memory: memoryPorts, recorder: recording } = this.#ports;
    const { runId, conversation, conversations, store, onChange } = run;
    const { temporary } = conversation;
    const desk = new InputRequests({ patienceMs: 0 });
    const local = Object.values(models).every((model) => model.local);
    // What is kept in the chat's project comes to mind in it, and nowhere else.
    const recall: RunMemoryPorts['recall'] = temporary
      ? () => Promise.resolve(null)
      : (request) =>
          memoryPorts.recall({
            ...request,
            scopes: [...(request.scopes ?? []), ...recalledIn(conversation)],
          });
    const memory = new RunMemory(
      { ...memoryPorts, recall },
      {
        lessons: new RunLessons(learning, conversations, conversation),
        teacher: models[DEFAULT_MODEL] ?? Object.values(models)[0] ?? null,
      },
    );
    const { teamId } = run.started;
    const agentIds = teamId === null ? {} : this.#ports.agentIds(teamId);
    const scopes = agentScopes({ ...run.started, agentIds });
    const said =
      run.state === null ? undefined : store.messages(runId).filter(isChatMessage).findLast(fromPerson);
    const asked = said === undefined ? null : messageText(said);
    const teaching = new RunTeaching(memory, scopes, local, asked, this.#ports.onFailure);
    const before = saidBefore(conversations, conversation.id, runId);
    const recorder = run.record ? new StretchRecorder(recording, { newId, now }, before) : null;
    const participant = builder.build(run.started.component, {
      models: recorder?.models(models) ?? models,
      memory: recorder?.memories(teaching) ?? teaching,
      desk,
      limits,
      ...(recorder !== null && { wrapTool: (tool) => recorder.tool(tool) }),
    });
    const environment = recorder?.environment ?? { newId, now };
    const controller = new RunController({ participant, userInput: desk, environment, saidBefore: before });
    const { run: state, answers } = readAnswers(run.state);
    if (state !== null) controller.loadState(state);
    for (const { requestId, answer } of answers) {
      desk.answer(requestId, answer);
      recorder?.answered(requestId, answer);
    }
    // Not before: what cannot be built leaves no trace.
    if (!temporary) memoryPorts.nameScopes(scopes, run.started.teamId);
    // A run that was paused when it stopped goes on when it is told to.
    controller.resume();
    return new RunSession({
      runId,
      conversationId: conversation.id,
      requests: new OpenRequests(run.requests, answers),
      controller,
      desk,
      memory,
      chat: new RunChat({ store: conversations, conversation, runId, publish, now }),
      teaching,
      store,
      publish,
      now,
      onChange,
      recorder,
    });
  }

  /** Runs a recorded run again; see replayRun. */
  replay(component: unknown, recording: unknown): Promise<Replayed> {
    const { builder, recorder } = this.#ports;
    return replayRun(component, recording, builder, recorder);
  }

  async #find(name: string): Promise<Found> {
    const found = await this.#ports.models.find(name);
    if (found === null) {
      throw new TuteeError(
        'no_model',
        'These agents need a model, and none is connected. Choose one in Settings, then start them again.',
      );
    }
    return found;
  }

  /** Asked again for the same, it gives the same: answers are kept, but for those of temporary chats. */
  #kept(found: Found, temporary: boolean): ChatModel {
    if (temporary) return found.model;
    const { cache: store, onFailure: onStoreFailure } = this.#ports;
    return new ChatCompletionCache({ ...found, store, onStoreFailure });
  }
}

function keyOf({ identity, model }: Found): string {
  return `${identity} ${model.name}`;
}
