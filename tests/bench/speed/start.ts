import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TuteeProcess } from '../../support/tutee-process.ts';
import { BenchUsageError } from '../bench.ts';
import type { Bench } from '../bench.ts';
import { Learner } from '../learner.ts';
import { percentile } from '../statistics.ts';
import { syntheticMemories } from './synthetic-memories.ts';

const RUNS = 15;
const entry = fileURLToPath(new URL('../../../dist/main/web.js', import.meta.url));

/** From process start to the line that says Tutee is ready: the built app, the browser shell. */
export const start: Bench = {
  name: 'start',
  dataSet: null,
  async run({ sizes, progress }) {
    if (!existsSync(entry)) throw new BenchUsageError('The app is not built yet. Run: npm run build');
    const size = sizes[0] ?? 10_000;
    const empty = await inEmptyFolders();
    progress('empty folder measured');
    const learner = new Learner();
    try {
      await learner.fill(syntheticMemories(size));
      learner.store.close();
      const filled = await inFolder(learner.folder);
      return {
        measures: {
          ready_ms_empty: percentile(empty, 0.5),
          ready_ms_empty_p95: percentile(empty, 0.95),
          [`ready_ms_${size}`]: percentile(filled, 0.5),
          [`ready_ms_${size}_p95`]: percentile(filled, 0.95),
        },
        settings: { runs: RUNS },
      };
    } finally {
      learner.close();
    }
  },
};

async function inEmptyFolders(): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'tutee-bench-start-'));
    try {
      times.push(await readyTime(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return times;
}

async function inFolder(folder: string): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await readyTime(folder));
  return times;
}

async function readyTime(dataDir: string): Promise<number> {
  const started = performance.now();
  const tutee = await TuteeProcess.start({ dataDir });
  const ready = performance.now() - started;
  await tutee.stop();
  return ready;
}
