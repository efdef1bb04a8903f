/**
 * The composition root: the only file that knows every folder. It makes the parts, joins consumers' ports to whoever
 * serves them, and hands a shell one TuteeApp. No behaviour of its own.
 */
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { AppInfo } from '#shared/contract/app.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import type { EmbedderChoice } from '#shared/settings.ts';
import { nextRound } from './rounds/next-round.ts';
import { ClockWatch } from './clock-watch.ts';
import { composeChat } from './compose-chat.ts';
import { composeMemory } from './compose-memory.ts';
import { composeStudio } from './compose-studio.ts';
import { composeTransfer } from './compose-transfer.ts';
import { EmbeddersInside } from './embedding/embedders-inside.ts';
import { VectorUpkeep } from './embedding/vector-upkeep.ts';
import { agentRunHandlers } from './ipc/agent-runs.ts';
import { agentHandlers } from './ipc/agents.ts';
import { appHandlers } from './ipc/app.ts';
import { backupHandlers } from './ipc/backups.ts';
import { chatHandlers } from './ipc/chat.ts';
import { comparingHandlers } from './ipc/comparing.ts';
import { conversationHandlers } from './ipc/conversations.ts';
import { createDispatcher } from './ipc/dispatcher.ts';
import { draftHandlers } from './ipc/drafts.ts';
import { memoryForgettingHandlers } from './ipc/memory-forgetting.ts';
import { memoryHandlers } from './ipc/memories.ts';
import { memorySurveyHandlers } from './ipc/memory-surveys.ts';
import { memoryViewHandlers } from './ipc/memory-views.ts';
import { memoryReviewHandlers } from './ipc/memory-review.ts';
import { projectHandlers } from './ipc/projects.ts';
import { modelHandlers } from './ipc/models.ts';
import { settingsHandlers } from './ipc/settings.ts';
import { transferHandlers } from './ipc/transfer.ts';
import { bestEmbedder, quickEmbedder } from './models/embedders/embedder-inside.ts';
import { createEndpointEmbedder } from './models/embedders/endpoint-embedder.ts';
import { ModelDirectory } from './models/directory/model-directory.ts';
import { loadScript } from './models/scripted/script.ts';
import { ScriptedChatModel } from './models/scripted/scripted-chat-model.ts';
import { Sweep } from './sweep.ts';
import { startRestartable } from './restartable-app.ts';
import type { Compose } from './restartable-app.ts';
import { CurrentSettings } from './settings/current-settings.ts';
import { ServerKeys } from './settings/server-keys.ts';
import type { AppOptions, StartApp } from './shells/app.ts';
import { LogUpkeep } from './store/database/log-upkeep.ts';
import { databaseFile } from './store/file/open-database.ts';
import { isDamage } from './store/database/sqlite-errors.ts';
import { Store } from './store/store.ts';
import { uuid7 } from './store/database/uuid7.ts';
import { warmRules } from './teachability/capture/warm-rules.ts';
import { WorkerThread } from './transfer/worker-thread.ts';
import { workerEntry } from './worker-entry.ts';

/** Throws TuteeError when the data folder's database or the model script cannot be used; nothing was changed then. */
export const startApp: StartApp = (options) => startRestartable(options, composeApp);

/** Between two tries to write while another program holds the database, in ms. */
const pause = () => later(100);

const composeApp: Compose = async (options, { hub, replace, empty, depth, onDamage }) => {
  const logFailure = (part: string) => (thrown: unknown) => {
    if (isDamage(thrown)) onDamage();
    toldOf(part)(thrown);
  };
  const scripted =
    options.scriptedModel === null ? null : new ScriptedChatModel(await loadScript(options.scriptedModel));
  const notices: string[] = [];
  const store = new Store({
    dataDir: options.dataDir,
    appVersion: options.version,
    now: Date.now,
    notice: (told) => notices.push(told),
    beginEmpty: empty,
    depth,
  });
  const { settings: saved, notices: ofSettings } = store.settings.load();
  notices.push(...ofSettings);
  const { publish } = hub;

  const settings = new CurrentSettings(
    { read: () => saved, write: (changes) => void store.settings.patch(changes) },
    options.fixed,
  );
  const keys = new ServerKeys(options.secrets, options.environmentKey);
  const directory = new ModelDirectory({
    settings: () => settings.get(),
    key: (baseUrl) => keys.get(baseUrl),
    scripted,
  });
  const announceModel = () => publish('model-changed', directory.status());

  const inside = new EmbeddersInside({
    quick: quickEmbedder(),
    best: bestEmbedder(workerEntry('embedder-worker')),
    countMissing: (key) => store.memories.countWithoutVectors(key),
    onFailure: logFailure('embedder'),
  });
  const upkeep = new VectorUpkeep(store.memories, inside.first(), logFailure('vectors'), (state) =>
    publish('comparing-changed', state),
  );
  const useEmbedder = (choice: EmbedderChoice) =>
    upkeep.use((signal) => makeEmbedder(choice, inside, keys, signal));
  useEmbedder(settings.get().embedder);

  const { reader, writer, counts, long, recall, capture, rewording, memories, review, forgetting } =
    composeMemory({
      store,
      embedder: () => upkeep.current(),
      onMissingVectors: () => upkeep.complete(),
      settings: () => settings.get(),
      publish,
      newId: () => uuid7(),
      pause,
      rest: () => log.rest(),
      onFailure: logFailure('recall'),
      lost: {
        save: () => chat.saveAll(),
        discard: (lost) => {
          runs.discard(lost.runs);
          chat.discard(lost.conversations);
        },
        letGo: () => {
          hub.letGo();
          recall.letGo();
          return files.letGo();
        },
      },
    });
  // A moment after the start, which has the processor to itself.
  const closing = new AbortController();
  const breathe = async () => {
    await nextRound();
    closing.signal.throwIfAborted();
  };
  const warmUp = async () => {
    await store.memories.warmStanding(breathe);
    await warmRules(breathe);
    // Another's server is asked only when there is something to ask.
    if (settings.get().embedder.type === 'embedded') {
      await recall.prepare();
      await recall.rehearse(breathe);
    }
  };
  const warming = setTimeout(() => void warmUp().catch(() => undefined), 1_500).unref();

  const { stores, recalling, projects, learning, atWork, chat, drafts } = composeChat({
    store,
    capture,
    rewording,
    recall,
    markUsed: (ids, at) => writer.markUsed(ids, at),
    directory,
    settings: () => settings.get(),
    publish,
    newId: () => uuid7(),
    pause,
  });
  const { builder, library, runs } = composeStudio({
    store,
    conversations: stores,
    directory,
    recalling,
    learning,
    atWork,
    projects,
    settings: () => settings.get(),
    publish,
    newId: () => uuid7(),
    onFailure: logFailure('runs'),
  });

  const clock = new ClockWatch({ sightings: store.clock, now: Date.now });
  const sweep = new Sweep({
    memories: forgetting,
    bins: [store.projects.bin, store.teams.bin, store.runs.bin, store.temporaryRuns.bin],
    files: store.forgetting,
    now: Date.now,
    isHeld: () => clock.isHeld(),
    onFailure: logFailure('sweep'),
  });
  store.forgetting.whenLeft(() => sweep.soon());
  const worker = new WorkerThread(workerEntry(), { dataDir: options.dataDir });
  store.forgetting.rewriteBy(() => worker.run('rewrite', null));
  const log = new LogUpkeep({
    path: join(options.dataDir, databaseFile),
    checkpoint: () => worker.run('checkpoint', null),
    onFailure: logFailure('log'),
  });
  const { surveys, files, transfer, backups } = composeTransfer({
    store,
    worker,
    dataDir: options.dataDir,
    version: options.version,
    embedder: () => upkeep.current(),
    onMissingVectors: () => upkeep.complete(),
    settings: () => settings.get(),
    publish,
    newId: () => uuid7(),
    replace,
  });

  settings.onChange((view, before) => {
    publish('settings-changed', view);
    announceModel();
    if (!isDeepStrictEqual(view.settings.embedder, before.embedder)) useEmbedder(view.settings.embedder);
  });

  const scopes = () => store.scopeNames.list();
  const dispatch = createDispatcher(
    {
      ...appHandlers(() => appInfo(options, directory, notices), options.openPath),
      ...conversationHandlers(stores, chat, projects, runs, publish, Date.now),
      ...projectHandlers(projects, scopes),
      ...chatHandlers(chat, drafts),
      ...draftHandlers(drafts),
      ...memoryHandlers(memories, long, (id) => store.conversations.message(id), scopes),
      ...memoryReviewHandlers(review),
      ...memoryViewHandlers(reader.views, scopes, Date.now),
      ...memorySurveyHandlers(surveys),
      ...memoryForgettingHandlers(forgetting),
      ...settingsHandlers(settings),
      ...modelHandlers(directory, keys, announceModel),
      ...transferHandlers(files, transfer, options.saveFile),
      ...backupHandlers(backups),
      ...comparingHandlers(upkeep),
      ...agentHandlers(library, builder, directory),
      ...agentRunHandlers(runs),
    },
    (name, thrown) => logFailure(name)(thrown),
    { revision: () => store.revision(), pause },
  );

  return {
    dispatch,
    file: (id) => files.outgoing(id),
    close: closeOnce([
      counts,
      writer,
      sweep,
      {
        close: () => {
          clearTimeout(warming);
          closing.abort();
        },
      },
      log,
      backups,
      transfer,
      worker,
      files,
      runs,
      chat,
      upkeep,
      inside,
      store,
    ]),
  };
};

async function makeEmbedder(
  choice: EmbedderChoice,
  inside: EmbeddersInside,
  keys: ServerKeys,
  signal: AbortSignal,
): Promise<Embedder> {
  if (choice.type === 'embedded') return inside.usable(signal);
  const { baseUrl, model } = choice;
  return createEndpointEmbedder({ baseUrl, model, key: await keys.get(baseUrl), signal });
}

function appInfo(options: AppOptions, directory: ModelDirectory, notices: readonly string[]): AppInfo {
  const { version, shell, shellReason, dataDir } = options;
  const model = directory.status();
  return {
    name: 'Tutee',
    version,
    shell,
    shellReason,
    platform: process.platform,
    dataDir,
    model,
    keyProtection: options.secrets.protection,
    notices: [...notices],
  };
}

/** For the console until there is a log file. Failures carry no message text and no key. */
function toldOf(part: string): (thrown: unknown) => void {
  return (thrown) => {
    // What was stopped on purpose is no failure.
    if (thrown instanceof TuteeError && thrown.code === 'cancelled') return;
    console.error(`Tutee, ${part}:`, thrown);
  };
}

/** Closes the parts in order; later calls wait for the first. */
function closeOnce(parts: readonly { close(): void | Promise<void> }[]): () => Promise<void> {
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    for (const part of parts) await part.close();
  };
  return () => (closed ??= closeAll());
}
