/** Wires agents, teams and their runs; called by compose.ts only. No behaviour of its own. */
import { isDeepStrictEqual } from 'node:util';
import type { Publish } from '#shared/contract/events.ts';
import type { Settings } from '#shared/settings.ts';
import type { AnswerCost } from '../chat/chat-usage.ts';
import type { ConversationLocks } from '../chat/conversation-locks.ts';
import type { ConversationStores } from '../chat/conversation-stores.ts';
import type { Projects } from '../chat/projects.ts';
import type { Recalling } from '../chat/ports/recall.ts';
import type { TurnCapture } from '../chat/capture/turn-capture.ts';
import { SandboxCodeExecutor } from '../code/wasm/sandbox-code-executor.ts';
import { standardComponents } from '../engine/components/standard-components.ts';
import { KNOWN_PRICES } from '../engine/usage/known-prices.ts';
import { ModelPrices } from '../engine/usage/model-prices.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';
import { RecordingChatModel } from '../models/scripted/recording-chat-model.ts';
import { ReplayChatModel } from '../models/scripted/replay-chat-model.ts';
import type { Store } from '../store/store.ts';
import { RunFactory } from '../studio/runs/run-factory.ts';
import { Runs } from '../studio/runs.ts';
import { DEFAULT_MODEL, TeamBuilder } from '../studio/teams/team-builder.ts';
import { TeamLibrary } from '../studio/teams/team-library.ts';
import { memoryBlock } from '../teachability/memory-block.ts';
import { workerEntry } from './worker-entry.ts';

export interface StudioDependencies {
  readonly store: Store;
  readonly conversations: ConversationStores;
  readonly directory: ModelDirectory;
  readonly recalling: Recalling;
  readonly capture: TurnCapture;
  readonly locks: ConversationLocks;
  readonly projects: Projects;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Tools of servers, as they are when a run begins. */
  readonly serverTools: ConstructorParameters<typeof TeamBuilder>[3];
  readonly onFailure: (thrown: unknown) => void;
}

export function composeStudio(dependencies: StudioDependencies): {
  readonly builder: TeamBuilder;
  readonly library: TeamLibrary;
  readonly runs: Runs;
} {
  const { store, conversations, directory, recalling, capture, locks, projects } = dependencies;
  const { settings, publish, newId, onFailure } = dependencies;
  const now = Date.now;
  const sandbox = new SandboxCodeExecutor({ workerEntry: workerEntry('code-worker') });
  const builder = new TeamBuilder(standardComponents(), now, sandbox, dependencies.serverTools);
  const library = new TeamLibrary({
    store: store.teams,
    builder,
    publish,
    newId,
    now,
    nameMember: (id, name, teamId) =>
      store.scopeNames.keep([{ scope: { type: 'assistant', id }, name }], teamId),
  });
  const factory = new RunFactory({
    builder,
    models: {
      find: async (name) => {
        const model = await (name === DEFAULT_MODEL ? directory.current() : directory.named(name));
        return model === null ? null : { model, identity: directory.identity(model) };
      },
    },
    completions: { saved: store.completions, temporary: store.temporaryCompletions },
    memory: {
      recall: (request) => (settings().recall ? recalling.recall(request) : Promise.resolve(null)),
      block: memoryBlock,
      budgetTokens: () => settings().memoryTokens,
      markUsed: (ids) => recalling.markUsed(ids, now()),
      nameScopes: (scopes, teamId) => {
        const named = scopes.flatMap(({ scope, title }) =>
          scope.type === 'shared' || title === null
            ? []
            : [{ scope: { type: 'assistant', id: scope.id } as const, name: title }],
        );
        if (teamId !== null && named.length > 0) store.scopeNames.keep(named, teamId);
      },
    },
    agentIds: (teamId) => store.teams.agentIds(teamId),
    capture,
    recorder: {
      record: (model) => new RecordingChatModel(model),
      replay: (recording) => new ReplayChatModel(recording),
    },
    publish,
    newId,
    now,
    onFailure,
  });
  const runs = new Runs({
    library,
    factory,
    conversations,
    saved: store.runs,
    temporary: store.temporaryRuns,
    locks,
    projects,
    publish,
    prices: () => new ModelPrices(settings().modelPrices, freeModels(directory), KNOWN_PRICES),
    clearCompletions: () => {
      store.completions.clear();
      store.temporaryCompletions.clear();
    },
    onFailure,
    newId,
    now,
  });
  return { builder, library, runs };
}

/** The cost of an answer in a chat: what the user says of the model, their own prices, nothing for this machine, the server's prices, known ones. */
export function answerCost(directory: ModelDirectory, settings: () => Settings): AnswerCost {
  return ({ model, provider, usage }) => {
    if (model === null || usage === null) return null;
    const ref = provider === undefined ? null : { provider, model };
    const local = ref !== null && directory.isLocal(ref);
    const offered = ref === null ? null : (directory.known(ref)?.price ?? null);
    const price = local ? { promptPerMillion: 0, completionPerMillion: 0 } : offered;
    const ofServer = price === null ? [] : [{ model: '*', ...price }];
    const { modelFacts, modelPrices } = settings();
    const isSaid = modelFacts.some((facts) => isDeepStrictEqual(facts.ref, ref) && facts.price !== null);
    const lists = isSaid ? [ofServer] : [modelPrices, ofServer, KNOWN_PRICES];
    const prices = new ModelPrices(...lists);
    return prices.costOf({ model, ...usage, cached: false });
  };
}

/** Models on this machine are free. */
function freeModels(directory: ModelDirectory) {
  const { model, local } = directory.status();
  return local && model !== null ? [{ model, promptPerMillion: 0, completionPerMillion: 0 }] : [];
}
