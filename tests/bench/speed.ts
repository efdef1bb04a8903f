import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { Learner } from './learner.ts';
import { percentile } from './statistics.ts';
import { syntheticMemories, syntheticQuestions } from './synthetic-memories.ts';

const usualSizes = [1_000, 10_000, 100_000];
const QUESTIONS = 200;
const WARM_UP = 10;
const ADDED = 50;

/** How long recall and teaching take, and how large the file and the process get, by how much is remembered. */
export const speed: Bench = {
  name: 'speed',
  dataSet: null,
  async run({ sizes, progress }) {
    const measures: Record<string, number> = {};
    for (const size of sizes.length > 0 ? sizes : usualSizes) {
      Object.assign(measures, await atSize(size, progress));
    }
    return { measures, settings: { questions: QUESTIONS } };
  },
};

async function atSize(size: number, progress: (line: string) => void): Promise<Record<string, number>> {
  const learner = new Learner();
  try {
    await learner.fill(syntheticMemories(size), (done) => {
      if (done % 10_000 === 0) progress(`${done} of ${size} memories stored`);
    });
    for (const question of syntheticQuestions(WARM_UP, 3)) await learner.context(question);
    const recall = await timed(syntheticQuestions(QUESTIONS), (question) => learner.context(question));
    const add = await timed(
      syntheticMemories(ADDED, 5).map(({ text }) => `${text} Once more.`),
      (text) => learner.memories.teach({ text }),
    );
    progress(`${size} memories measured`);
    return {
      [`recall_ms_p50_${size}`]: percentile(recall, 0.5),
      [`recall_ms_p95_${size}`]: percentile(recall, 0.95),
      [`add_ms_p50_${size}`]: percentile(add, 0.5),
      [`db_mb_${size}`]: fileSize(learner.folder) / 2 ** 20,
      [`rss_mb_${size}`]: process.memoryUsage().rss / 2 ** 20,
    };
  } finally {
    learner.close();
  }
}

/** Milliseconds of each. */
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
