import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as later } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { TestApp } from '../../support/app.ts';
import { ended, jsonFile, openImport, record } from '../../support/transfer.ts';
import type { Bench } from '../bench.ts';
import { syntheticMemories } from './synthetic-memories.ts';

const usualSize = 10_000;
/** Milliseconds between teachings during the import: both write to one database. */
const TEACHING_EVERY = 200;
/** Milliseconds between checks whether all vectors are there. */
const LOOK_EVERY = 1_000;

/** How long the event loop is blocked while a file of memories is read, compared, embedded and written. */
export const responsiveness: Bench = {
  name: 'responsiveness',
  dataSet: null,
  async run({ sizes, progress }) {
    const size = sizes[0] ?? usualSize;
    const file = fileOf(size);
    progress(`a file of ${size} memories, ${Math.round(file.length / 2 ** 20)} MiB`);
    const alone = await blocksWhileImporting(file, false);
    progress('imported by itself, with every vector made');
    const used = await blocksWhileImporting(file, true);
    progress('imported while the app was used');
    return {
      measures: {
        block_ms_p99: alone.p99,
        block_ms_max: alone.max,
        import_s: alone.seconds,
        embedded_s: alone.embeddedSeconds,
        in_use_block_ms_p99: used.p99,
        in_use_block_ms_max: used.max,
      },
      settings: { memories: size, teaching_every_ms: TEACHING_EVERY },
    };
  },
};

interface Blocks {
  readonly p99: number;
  readonly max: number;
  readonly seconds: number;
  readonly embeddedSeconds: number;
}

async function blocksWhileImporting(file: string, inUse: boolean): Promise<Blocks> {
  const app = await TestApp.start();
  try {
    // The first teaching loads the embedder of the main side; that is part of starting, not of importing.
    await app.call('memories.teach', { text: 'I like tea.' });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const started = performance.now();
    delay.enable();
    const teaching = inUse ? teachAgainAndAgain(app) : null;
    const { importId } = await openImport(app, Buffer.from(file));
    await app.call('imports.apply', { importId });
    const state = await ended(app, importId);
    const seconds = (performance.now() - started) / 1_000;
    await teaching?.stop();
    if (state.state !== 'done') throw new Error(`The import ended as ${state.state}`);
    if (!inUse) await vectorsComplete(app.dataDir);
    delay.disable();
    const embeddedSeconds = (performance.now() - started) / 1_000;
    return { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, seconds, embeddedSeconds };
  } finally {
    await app.stop();
  }
}

function teachAgainAndAgain(app: TestApp): { stop(): Promise<unknown> } {
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    count += 1;
    const text = `I parked the car on level ${count}.`;
    last = last.then(() => app.call('memories.teach', { text }));
  }, TEACHING_EVERY);
  return {
    stop: () => {
      clearInterval(timer);
      return last;
    },
  };
}

function fileOf(size: number): string {
  return jsonFile(
    syntheticMemories(size).map(({ text, kind }, index) =>
      record(text, { kind, cues: [{ kind: 'topic', text: `subject number ${index % 97}` }] }),
    ),
  );
}

/** Resolves when the most recently registered embedder has a vector of every unit. Polls slowly, with an indexed query. */
async function vectorsComplete(dataDir: string): Promise<void> {
  const database = new Database(join(dataDir, 'tutee.db'), { readonly: true });
  const missing = database
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM memory_units)
         - (SELECT count(*) FROM unit_vectors WHERE embedder_id = (SELECT max(id) FROM embedders))`,
    )
    .pluck();
  try {
    while ((missing.get() ?? 0) > 0) await later(LOOK_EVERY);
  } finally {
    database.close();
  }
}
