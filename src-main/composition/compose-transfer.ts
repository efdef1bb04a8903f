/** Wires what the worker thread does: surveys, imports, exports and backups; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { Settings } from '#shared/settings.ts';
import type { Store } from '../store/store.ts';
import { MemorySurveys } from '../teachability/survey/memory-surveys.ts';
import { Backups } from '../transfer/backups.ts';
import type { BackupPorts } from '../transfer/backups.ts';
import { MemoryTransfer } from '../transfer/memory-transfer.ts';
import { TransferFiles } from '../transfer/transfer-files.ts';
import type { WorkerThread } from '../transfer/worker-thread.ts';

export interface TransferDependencies {
  readonly store: Store;
  readonly worker: WorkerThread;
  readonly dataDir: string;
  readonly version: string;
  readonly embedder: () => Embedder;
  readonly onMissingVectors: () => void;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Replaces the database by a prepared one. */
  readonly replace: BackupPorts['replace'];
}

export function composeTransfer(dependencies: TransferDependencies) {
  const { store, worker, dataDir, version, embedder, onMissingVectors, settings } = dependencies;
  const { publish, newId, replace } = dependencies;
  const surveys = new MemorySurveys({
    reader: store.memories,
    pages: store.memories.views,
    survey: () =>
      worker.run('survey', { embedder: embedder().key }, (done) => {
        publish('memory-survey-progress', { share: done / 100 });
        return true;
      }),
  });
  const files = new TransferFiles(dataDir, newId);
  const transfer = new MemoryTransfer({
    worker,
    files,
    publish,
    newId,
    now: Date.now,
    version,
    embedder: () => embedder().key,
    onWritten: (count, vectorsMissing) => {
      store.memories.noteChanges(count);
      if (vectorsMissing) onMissingVectors();
    },
  });

  const backups = new Backups({
    dataDir,
    worker,
    files,
    settings,
    publish,
    now: Date.now,
    importing: () => transfer.busy,
    replace,
  });
  backups.start();
  return { surveys, files, transfer, backups };
}
