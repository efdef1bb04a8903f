import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { embedderMeasured } from '../embedder-choice.ts';
import { Learner } from '../learner.ts';
import { installPeers } from '../peers/install-peers.ts';
import { flatSqliteVec, hnswlib, lanceDb, NEAREST } from '../peers/vector-peers.ts';
import { SpreadEmbedder } from './spread-embedder.ts';
import { mean, percentile, recallAt } from '../statistics.ts';
import { syntheticMemories, syntheticQuestions } from './synthetic-memories.ts';

const usualSizes = [1_000, 10_000, 100_000];
const QUESTIONS = 200;
const WARM_UP = 10;
const ADDED = 50;

/** Time of recall and teaching, size of the file and of the process, by number of memories. */
export const speed: Bench = {
  name: 'speed',
  dataSet: null,
  async run({ sizes, peers, progress }) {
    const measures: Record<string, number> = {};
    const require = peers ? await installPeers() : null;
    for (const size of sizes.length > 0 ? sizes : usualSizes) {
      Object.assign(measures, await atSize(size, require, progress));
    }
    return { measures, settings: { questions: QUESTIONS, embedder: embedderMeasured().key } };
  },
};

async function atSize(
  size: number,
  require: NodeJS.Require | null,
  progress: (line: string) => void,
): Promise<Record<string, number>> {
  const embedder = new SpreadEmbedder(embedderMeasured());
  const learner = new Learner({ embedder });
  try {
    await learner.fill(syntheticMemories(size), (done) => {
      if (done % 10_000 === 0) progress(`${done} of ${size} memories stored`);
    });
    await learner.warmUp();
    for (const question of syntheticQuestions(WARM_UP, 3)) await learner.context(question);
    const recall = await timed(syntheticQuestions(QUESTIONS), (question) => learner.context(question));
    const others = syntheticQuestions(QUESTIONS, 17);
    await embedder.makeReady(others);
    const embedded = await timed(others, (question) => learner.context(question));
    const add = await timed(
      syntheticMemories(ADDED, 5).map(({ text }) => `${text} Once more.`),
      (text) => learner.memories.teach({ text }),
    );
    progress(`${size} memories measured`);
    const own = {
      [`recall_ms_p50_${size}`]: percentile(recall, 0.5),
      [`recall_ms_p95_${size}`]: percentile(recall, 0.95),
      [`recall_without_embedding_ms_p50_${size}`]: percentile(embedded, 0.5),
      [`recall_without_embedding_ms_p95_${size}`]: percentile(embedded, 0.95),
      [`add_ms_p50_${size}`]: percentile(add, 0.5),
      [`db_mb_${size}`]: fileSize(learner.folder) / 2 ** 20,
      [`rss_mb_${size}`]: process.memoryUsage().rss / 2 ** 20,
    };
    if (require === null) return own;
    const peers = await besidePeers(learner, embedder, size, require, progress);
    const flat = peers[`flat_sqlite_vec_ms_p95_${size}`] ?? 1;
    return { ...own, ...peers, [`recall_over_flat_${size}`]: percentile(recall, 0.95) / flat };
  } finally {
    learner.close();
  }
}

/** The ten nearest of the same vectors, by Tutee's search and by other libraries; how many of the true ten each finds. */
async function besidePeers(
  learner: Learner,
  { key, dimensions, given }: SpreadEmbedder,
  size: number,
  require: NodeJS.Require,
  progress: (line: string) => void,
): Promise<Record<string, number>> {
  const wanted = await embedderMeasured().embed(syntheticQuestions(QUESTIONS));
  const measures: Record<string, number> = {};
  const note = (name: string, ms: readonly number[]) => {
    measures[`${name}_ms_p50_${size}`] = percentile(ms, 0.5);
    measures[`${name}_ms_p95_${size}`] = percentile(ms, 0.95);
  };
  const { memories } = learner.store;
  note(
    'tutee_search',
    await timed(wanted, (vector) => Promise.resolve(memories.searchMeaning(vector, key, NEAREST))),
  );
  let truth: number[][] = [];
  for (const peer of [flatSqliteVec(dimensions), hnswlib(require, dimensions), lanceDb(require)]) {
    const found: number[][] = [];
    try {
      await peer.fill(given);
      for (const vector of wanted.slice(0, WARM_UP)) await peer.nearest(vector);
      note(peer.name, await timed(wanted, async (vector) => void found.push(await peer.nearest(vector))));
    } finally {
      peer.close();
    }
    if (truth.length === 0) truth = found;
    measures[`${peer.name}_found_${size}`] = mean(
      found.map((own, index) => recallAt(own.map(String), new Set(truth[index]?.map(String)), NEAREST)),
    );
    progress(`${peer.name} measured`);
  }
  measures[`flat_sqlite_vec_times_tutee_search_${size}`] =
    (measures[`flat_sqlite_vec_ms_p95_${size}`] ?? 0) / (measures[`tutee_search_ms_p95_${size}`] ?? 1);
  return measures;
}

/** Milliseconds of each request. */
export async function timed<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    const started = performance.now();
    await work(item);
    times.push(performance.now() - started);
  }
  return times;
}

function fileSize(folder: string): number {
  return ['tutee.db', 'tutee.db-wal'].reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
