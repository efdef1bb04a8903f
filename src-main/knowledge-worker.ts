/** Entry of the thread that reads folders and writes their index, started by src-main/composition/compose-knowledge.ts. */
import { parentPort } from 'node:worker_threads';
import { ReadingThread } from './attachments/reading/reading-thread.ts';
import { workerEntry } from './composition/worker-entry.ts';
import type { KnowledgeJobs } from './knowledge/jobs.ts';
import { readJobs } from './knowledge/read-jobs.ts';
import { IndexWriter } from './store/knowledge/index-writer.ts';
import { serveJobs } from './transfer/serve-jobs.ts';

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const reading = new ReadingThread(workerEntry('attachment-worker'));

serveJobs<KnowledgeJobs>(parentPort, (data) => {
  const { dataDir } = data as { readonly dataDir: string };
  let index: IndexWriter | null = null;
  return {
    handlers: readJobs(
      () => (index ??= new IndexWriter(dataDir)),
      (bytes) => reading.read(bytes),
      dataDir,
    ),
  };
});
