/**
 * Entry and composition root of the worker thread: connects the jobs of transfer to the database, the quick embedder and the capture
 * rules. It holds no database connection: each job opens one and closes it.
 */
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { memorySurveySchema } from '#shared/contract/memory/memory-survey.ts';
import { titleFrom } from './chat/titles/title.ts';
import { quickEmbedder } from './models/embedders/bundled-embedders.ts';
import { attachmentFolder } from './store/attached/packed-files.ts';
import { checkBackup, prepareRestore, writeBackup } from './store/backups/backup-file.ts';
import { restoringPath } from './store/file/unfinished-files.ts';
import { checkpointWal, databaseFile, rewriteDatabase } from './store/file/open-database.ts';
import { storeFailure } from './store/database/sqlite-errors.ts';
import { ChatTexts, withWorkerStore } from './store/store.ts';
import { uuid7 } from './store/database/uuid7.ts';
import { cuesFor } from './teachability/capture/extract/cues.ts';
import { kindOf } from './teachability/capture/extract/kind-of.ts';
import { subjectOf } from './teachability/capture/extract/subject.ts';
import { taughtIn } from './teachability/capture/taught-in.ts';
import { packed } from '#shared/memory/packed-survey.ts';
import { surveyOf } from './teachability/survey/survey.ts';
import { exportChats } from './transfer/chats/export-chats.ts';
import { importJobs } from './transfer/import-jobs.ts';
import type { JobHandlers, Jobs } from './transfer/jobs.ts';
import { serveJobs } from './transfer/serve-jobs.ts';

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');

/** For this long after a search the texts of all chats stay in memory, in ms. */
const KEEP_TEXTS = 5 * 60_000;

serveJobs<Jobs>(parentPort, (data) => {
  const { dataDir } = data as { readonly dataDir: string };
  const chatTexts = new ChatTexts();
  let forgetTexts: NodeJS.Timeout | undefined;
  const handlers: JobHandlers = {
    ...importJobs({
      withStore: (work) => withWorkerStore(dataDir, work),
      // The best embedder would delay an import of thousands by minutes; the main side computes its vectors afterwards.
      embedder: quickEmbedder(),
      rules: { kindOf, subjectOf, cuesFor, taughtIn },
      titleFrom,
      newId: () => uuid7(),
      now: Date.now,
    }),
    survey: ({ embedder }, proceed) =>
      withWorkerStore(dataDir, async ({ survey }) => {
        const fingerprint = survey.fingerprint(embedder);
        const kept = memorySurveySchema.safeParse(survey.cached('survey', fingerprint));
        if (kept.success) return packed(kept.data);
        const made = await surveyOf(survey.rows(embedder), async (share) => {
          await proceed(Math.round(share * 100));
        });
        survey.cache('survey', fingerprint, made);
        return packed(made);
      }),
    exportChats: (job) =>
      withWorkerStore(dataDir, ({ chatExport }) =>
        exportChats(chatExport, job, attachmentFolder(dataDir), Date.now()),
      ),
    searchChats: async ({ query, limit }) => {
      clearTimeout(forgetTexts);
      forgetTexts = setTimeout(() => chatTexts.clear(), KEEP_TEXTS).unref();
      return withWorkerStore(dataDir, ({ chatSearch }) => chatSearch.search(query, limit), chatTexts);
    },
    findInChat: ({ conversationId, query }) =>
      withWorkerStore(dataDir, ({ chatSearch }) => chatSearch.find(conversationId, query)),
    rewrite: () => {
      rewriteDatabase(dataDir);
      return null;
    },
    checkpoint: () => {
      checkpointWal(dataDir);
      return null;
    },
    makeBackup: ({ path }) => {
      writeBackup(dataDir, path);
      return null;
    },
    checkBackup: ({ path }) => checkBackup(path, dataDir),
    prepareRestore: ({ path }) => prepareRestore(path, restoringPath(dataDir)),
  };

  return {
    handlers,
    failure: (thrown) => storeFailure(thrown, join(dataDir, databaseFile)),
    letGo: () => {
      clearTimeout(forgetTexts);
      chatTexts.clear();
    },
  };
});
