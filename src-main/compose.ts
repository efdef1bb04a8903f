/**
 * The composition root: the only file that knows every folder. It creates the services, connects their ports, and returns a TuteeApp
 * for the shell. No behaviour of its own.
 */
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { EmbedderChoice } from '#shared/settings.ts';
import { yieldToEventLoop } from './scheduling/yield-to-event-loop.ts';
import { ClockWatch } from './clock-watch.ts';
import { appInfo, logFailureOf } from './composition/app-info.ts';
import { findAssistant } from './composition/find-assistant.ts';
import { closeOnce } from './composition/close-once.ts';
import { chatUsage } from './chat/chat-usage.ts';
import { chatBins } from './composition/chat-bins.ts';
import { composeAttachments } from './composition/compose-attachments.ts';
import { composeChat } from './composition/compose-chat.ts';
import { composeInside } from './composition/compose-inside.ts';
import { composeKnowledge } from './composition/compose-knowledge.ts';
import { composeMemory } from './composition/compose-memory.ts';
import { composeMemoryServer } from './composition/compose-memory-server.ts';
import { answerCost, composeStudio } from './composition/compose-studio.ts';
import { composeTools } from './composition/compose-tools.ts';
import { makeEmbedder } from './composition/make-embedder.ts';
import { composeTransfer } from './composition/compose-transfer.ts';
import { BuiltInEmbedders } from './embedding/built-in-embedders.ts';
import { ReEmbedder } from './embedding/re-embedder.ts';
import { agentRunHandlers } from './ipc/agent-runs.ts';
import { agentHandlers } from './ipc/agents.ts';
import { appHandlers } from './ipc/app.ts';
import { attachmentHandlers } from './ipc/attachments.ts';
import { backupHandlers } from './ipc/backups.ts';
import { chatHandlers } from './ipc/chat.ts';
import { embeddingHandlers } from './ipc/embedding.ts';
import { insideHandlers } from './ipc/inside.ts';
import { conversationHandlers } from './ipc/conversations.ts';
import { createDispatcher } from './ipc/dispatcher.ts';
import { folderHandlers } from './ipc/folders.ts';
import { knowledgeHandlers } from './ipc/knowledge.ts';
import { draftHandlers } from './ipc/drafts.ts';
import { learnerCheckHandlers } from './ipc/learner-checks.ts';
import { memoryForgettingHandlers } from './ipc/memory/memory-forgetting.ts';
import { memoryClientHandlers } from './ipc/memory/memory-clients.ts';
import { memoryHandlers } from './ipc/memories.ts';
import { memorySurveyHandlers } from './ipc/memory/memory-surveys.ts';
import { memoryViewHandlers } from './ipc/memory/memory-views.ts';
import { memoryReviewHandlers } from './ipc/memory/memory-review.ts';
import { promptHandlers } from './ipc/prompts.ts';
import { projectHandlers } from './ipc/projects.ts';
import { modelHandlers } from './ipc/models.ts';
import { skillHandlers } from './ipc/skills.ts';
import { settingsHandlers } from './ipc/settings.ts';
import { toolHandlers } from './ipc/tools.ts';
import { transferHandlers } from './ipc/transfer.ts';
import { bestEmbedder, quickEmbedder } from './models/embedders/bundled-embedders.ts';
import { ModelDirectory } from './models/directory/model-directory.ts';
import { loadScript } from './models/scripted/script.ts';
import { ScriptedChatModel } from './models/scripted/scripted-chat-model.ts';
import { Sweep } from './sweep.ts';
import { startRestartable } from './restartable-app.ts';
import type { Compose } from './restartable-app.ts';
import { CurrentSettings } from './settings/current-settings.ts';
import { ServerKeys } from './settings/server-keys.ts';
import type { StartApp } from './shells/app.ts';
import { WalCheckpointer } from './store/database/wal-checkpointer.ts';
import { databaseFile } from './store/file/open-database.ts';
import { isDamage } from './store/database/sqlite-errors.ts';
import { Store } from './store/store.ts';
import { uuid7 } from './store/database/uuid7.ts';
import { warmRules } from './teachability/capture/warm-rules.ts';
import { WorkerThread } from './transfer/worker-thread.ts';
import { workerEntry } from './composition/worker-entry.ts';

/** Throws TuteeError, with nothing changed, when the database in the data folder or the model script cannot be used. */
export const startApp: StartApp = (options) => startRestartable(options, composeApp);

/** Awaited between two attempts to write to a locked database. */
const pause = () => later(100);

const composeApp: Compose = async (options, { hub, replace, empty, depth, onDamage }) => {
  const logFailure = (part: string) => (thrown: unknown) => {
    if (isDamage(thrown)) onDamage();
    logFailureOf(part)(thrown);
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
  const inside = composeInside({ ...options, publish, onModels: () => directory.forgetStates() });
  const directory = new ModelDirectory({
    settings: () => settings.get(),
    key: (baseUrl, provider) => keys.get(baseUrl, provider),
    headers: (baseUrl, provider) => keys.headers(baseUrl, provider),
    proxyPassword: (proxy, user) => keys.proxyPassword(proxy, user),
    scripted,
    inside,
    notes: (server, model) => ({
      load: () => store.serverNotes.load(server, model),
      save: (notes) => store.serverNotes.save(server, model, notes),
    }),
    onStates: () => announceModel(),
  });
  const announceModel = () => publish('model-changed', directory.status());

  const builtIn = new BuiltInEmbedders({
    quick: quickEmbedder(),
    best:
      options.makeEmbedder?.() ??
      bestEmbedder(workerEntry('embedder-worker'), undefined, logFailure('embedder')),
    countMissing: (key) => store.memories.countWithoutVectors(key),
    onFailure: logFailure('embedder'),
  });
  const reEmbedder = new ReEmbedder(store.memories, builtIn.initial(), logFailure('vectors'), (state) =>
    publish('embedding-changed', state),
  );
  const useEmbedder = (choice: EmbedderChoice) =>
    reEmbedder.use((signal) => makeEmbedder(choice, builtIn, directory, signal));
  useEmbedder(settings.get().embedder);

  const {
    reader,
    writer,
    counts,
    long,
    recall,
    capture,
    editedMessages,
    memories,
    review,
    forgetting,
    clientMemory,
  } = composeMemory({
    store,
    embedder: () => reEmbedder.current(),
    sentenceVectors: (texts, signal) => builtIn.sentenceVectors(texts, signal),
    onMissingVectors: () => reEmbedder.backfill(),
    settings: () => settings.get(),
    publish,
    newId: () => uuid7(),
    pause,
    waitForCheckpoint: () => wal.waitForCheckpoint(),
    onFailure: logFailure('recall'),
    wordHolders: {
      save: () => chat.saveAll(),
      discard: (lost) => {
        runs.discard(lost.runs);
        chat.discard(lost.conversations);
      },
      dropCopies: () => {
        hub.dropHistory();
        recall.letGo();
        attachments.tidy();
        return files.letGo();
      },
    },
  });
  // Delayed, so that the start has the processor to itself.
  const closing = new AbortController();
  const yieldUnlessClosed = async () => {
    await yieldToEventLoop();
    closing.signal.throwIfAborted();
  };
  const warmUp = async () => {
    await store.memories.warmStanding(yieldUnlessClosed);
    await warmRules(yieldUnlessClosed);
    // The first message is not to wait for the multilingual model.
    await builtIn.sentenceVectors(['Hello.'], closing.signal);
    // The server of an endpoint embedder is not asked just to warm up.
    if (settings.get().embedder.type === 'embedded') {
      await recall.prepare();
      await recall.warmUp(yieldUnlessClosed);
    }
  };
  const warming = setTimeout(() => void warmUp().catch(() => undefined), 1_500).unref();

  const tools = composeTools({ options, store, publish, library: () => library, logFailure });
  const { attachments, reading } = composeAttachments(store, options.dataDir, () => uuid7());
  const { knowledge, citations } = composeKnowledge({
    options,
    store,
    embedder: () => reEmbedder.current(),
    ownerExists: (owner) => tools.ownerName(owner) !== null,
    publish,
    newId: () => uuid7(),
    onFailure: logFailure('knowledge'),
  });
  const looking = setTimeout(() => knowledge.start(), 2_500).unref();
  const {
    stores,
    recalling,
    projects,
    prompts,
    capture: turnCapture,
    late,
    learners,
    locks,
    chat,
    decisions,
    changes,
    drafts,
  } = composeChat({
    store,
    capture,
    editedMessages,
    recall,
    markUsed: (ids, at) => writer.markUsed(ids, at),
    directory,
    attached: attachments,
    findPassages: (request) => knowledge.passagesFor(request),
    tools: tools.available,
    fileChanges: tools.files.changes,
    assistant: findAssistant(
      () => library,
      () => settings.get(),
    ),
    settings: () => settings.get(),
    publish,
    newId: () => uuid7(),
    pause,
  });
  const unfinished = late.unfinished();
  const resuming = setTimeout(() => late.resume(unfinished), 2_000).unref();
  const { builder, library, runs } = composeStudio({
    store,
    conversations: stores,
    directory,
    recalling,
    capture: turnCapture,
    locks,
    projects,
    settings: () => settings.get(),
    publish,
    newId: () => uuid7(),
    serverTools: tools.forAgents,
    onFailure: logFailure('runs'),
  });

  const clock = new ClockWatch({ sightings: store.clock, now: Date.now });
  const sweep = new Sweep({
    memories: forgetting,
    bins: [
      store.projects.bin,
      store.prompts.bin,
      knowledge.bin,
      store.teams.bin,
      store.runs.bin,
      store.temporaryRuns.bin,
      ...chatBins(store, () => attachments.tidy()),
      { sweep: (now) => attachments.sweep(now), due: () => null },
    ],
    files: store.forgetting,
    now: Date.now,
    isHeld: () => clock.isHeld(),
    onFailure: logFailure('sweep'),
  });
  store.forgetting.onLeftOver(() => sweep.soon());
  const worker = new WorkerThread(workerEntry(), { dataDir: options.dataDir }, options.threads);
  store.forgetting.rewriteWith(() => worker.run('rewrite', null));
  const wal = new WalCheckpointer({
    path: join(options.dataDir, databaseFile),
    checkpoint: () => worker.run('checkpoint', null),
    onFailure: logFailure('wal'),
  });
  const { surveys, files, transfer, backups } = composeTransfer({
    store,
    worker,
    dataDir: options.dataDir,
    version: options.version,
    embedder: () => reEmbedder.current(),
    onMissingVectors: () => reEmbedder.backfill(),
    settings: () => settings.get(),
    publish,
    newId: () => uuid7(),
    replace,
  });

  const { clients, serveMemory } = composeMemoryServer({
    options,
    store,
    clientMemory,
    settings,
    publish,
    onFailure: logFailure('memory server'),
  });

  settings.onChange((view, before) => {
    publish('settings-changed', view);
    announceModel();
    serveMemory();
    if (!isDeepStrictEqual(view.settings.embedder, before.embedder)) useEmbedder(view.settings.embedder);
  });

  const scopes = () => store.scopeNames.list();
  const dispatch = createDispatcher(
    {
      ...appHandlers(() => appInfo(options, directory, notices), options.openPath, options.notify, publish),
      ...conversationHandlers(
        stores,
        chat,
        projects,
        runs,
        publish,
        Date.now,
        {
          all: (query, limit) => worker.run('searchChats', { query, limit }),
          one: (conversationId, query) => worker.run('findInChat', { conversationId, query }),
        },
        () => attachments.tidy(),
      ),
      ...projectHandlers(projects, scopes),
      ...promptHandlers(prompts),
      ...chatHandlers(
        chat,
        late,
        drafts,
        chatUsage(
          stores,
          answerCost(directory, () => settings.get()),
        ),
        decisions,
      ),
      ...attachmentHandlers(attachments),
      ...draftHandlers(drafts),
      ...knowledgeHandlers(knowledge, citations, attachments.uploads, options.choosePaths),
      ...memoryHandlers(
        memories,
        long,
        (id) => store.conversations.message(id),
        scopes,
        (message) => capture.understood(message),
      ),
      ...memoryReviewHandlers(review),
      ...memoryViewHandlers(reader.views, scopes, Date.now),
      ...memorySurveyHandlers(surveys),
      ...memoryForgettingHandlers(forgetting),
      ...memoryClientHandlers(clients),
      ...settingsHandlers(settings),
      ...modelHandlers(directory, keys, settings, () => directory.forgetStates()),
      ...learnerCheckHandlers(learners, directory, turnCapture),
      ...transferHandlers(files, transfer, options.saveFile),
      ...backupHandlers(backups),
      ...embeddingHandlers(reEmbedder),
      ...insideHandlers(inside),
      ...toolHandlers(tools.servers, tools.log),
      ...folderHandlers(tools.files.folders, changes),
      ...skillHandlers(tools.skills, memories, attachments.uploads, files),
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
      clients,
      counts,
      writer,
      sweep,
      {
        close: () => {
          for (const timer of [warming, resuming, looking]) clearTimeout(timer);
          closing.abort();
        },
      },
      wal,
      backups,
      transfer,
      worker,
      files,
      reading,
      knowledge,
      runs,
      chat,
      tools,
      inside,
      reEmbedder,
      builtIn,
      store,
    ]),
  };
};
