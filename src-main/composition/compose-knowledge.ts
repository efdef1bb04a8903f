/** Wires knowledge; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { KnowledgeOwner } from '#shared/knowledge/knowledge.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { Citations } from '../knowledge/citations.ts';
import type { KnowledgeJobs } from '../knowledge/jobs.ts';
import { Knowledge } from '../knowledge/knowledge.ts';
import { UploadedFiles } from '../knowledge/uploaded-files.ts';
import type { AppOptions } from '../shells/app.ts';
import { uploadsFolder } from '../store/attached/packed-files.ts';
import { setAsideIn } from '../store/backups/set-aside.ts';
import { IndexReader } from '../store/knowledge/index-reader.ts';
import type { Store } from '../store/store.ts';
import { embedWithin } from '../teachability/memory-vectors.ts';
import { keepingPrivate } from '../teachability/private-embedding.ts';
import { EMBEDDER_TIMEOUT, LOCAL_PATIENCE } from '../teachability/recall/constants.ts';
import { calibrationOf, meaningScore } from '../teachability/recall/meaning-score.ts';
import { queryTerms } from '../teachability/recall/terms.ts';
import { isSmallTalk } from '../teachability/small-talk.ts';
import { WorkerThread } from '../transfer/worker-thread.ts';
import { workerEntry } from './worker-entry.ts';

export interface KnowledgeDependencies {
  readonly options: Pick<AppOptions, 'dataDir' | 'openPath'>;
  readonly store: Store;
  readonly embedder: () => Embedder;
  readonly ownerExists: (owner: KnowledgeOwner) => boolean;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly onFailure: (thrown: unknown) => void;
}

export function composeKnowledge(dependencies: KnowledgeDependencies) {
  const { options, store, embedder, ownerExists, publish, newId, onFailure } = dependencies;
  const { dataDir } = options;
  const worker = new WorkerThread<KnowledgeJobs>(workerEntry('knowledge-worker'), { dataDir });
  const index = new IndexReader(dataDir);
  const knowledge = new Knowledge({
    store: store.knowledge,
    index,
    run: (job, input, proceed) => worker.run(job, input, proceed),
    endThread: () => worker.close(),
    uploaded: new UploadedFiles(uploadsFolder(dataDir), () => !setAsideIn(dataDir)),
    embedder,
    ownerExists,
    dataDir,
    publish,
    newId,
    now: Date.now,
    onFailure,
    isSmallTalk,
    termsOf: queryTerms,
    vectorOf: async (query) => {
      const used = keepingPrivate(embedder(), store.memories);
      const patience = used.local ? LOCAL_PATIENCE : EMBEDDER_TIMEOUT;
      const [vector] = (await embedWithin(used, [query], patience)) ?? [];
      const isZero = vector?.every((part) => part === 0) ?? true;
      return vector === undefined || isZero ? null : { embedder: used.key, vector };
    },
    meaningOf: (cosine, key) => meaningScore(cosine, calibrationOf(key)),
  });
  const citations = new Citations({
    cited: (messageId) => [
      ...store.conversations.passages.of(messageId),
      ...store.temporaryConversations.passages.of(messageId),
    ],
    knowledge,
    index,
    openPath: options.openPath,
  });
  return { knowledge, citations };
}
