import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as yieldToEventLoop, setTimeout as later } from 'node:timers/promises';
import type { CommandName, CommandOutput } from '#shared/contract/commands.ts';
import { TestApp } from '../../support/app.ts';
import type { Bench } from '../bench.ts';
import { embedderMeasured } from '../embedder-choice.ts';
import { Learner } from '../learner.ts';
import { SpreadEmbedder } from './spread-embedder.ts';
import { syntheticMemories } from './synthetic-memories.ts';

const usualSizes = [10_000, 50_000];
/** Milliseconds that the page waits for further changes before it reloads its list. */
const PAGE_SETTLES = 150;
/** Words that thousands of the memories contain, as a person types them. */
const searches = ['in Porto', 'a', 'number', 'kayak Riga', 'who bought a violin'];

/**
 * Requests of the memory page: changes of all memories at once, broad searches, the map. How long each takes and blocks the
 * event loop.
 */
export const memoryPage: Bench = {
  name: 'memory-page',
  dataSet: null,
  async run({ sizes, progress }) {
    const measures: Record<string, number> = {};
    for (const size of sizes.length > 0 ? sizes : usualSizes) {
      Object.assign(measures, await atSize(size, progress));
    }
    return { measures, settings: { embedder: embedderMeasured().key } };
  },
};

async function atSize(size: number, progress: (line: string) => void): Promise<Record<string, number>> {
  const learner = new Learner({ embedder: new SpreadEmbedder(embedderMeasured()) });
  await learner.fill(syntheticMemories(size));
  learner.store.close();
  progress(`${size} memories stored`);
  const app = await TestApp.start({ dataDir: learner.folder });
  const page = openPage(app);
  const measures: Record<string, number> = {};
  const measured = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const { value, seconds, max, p99, busy } = await blocksDuring(work);
    measures[`${name}_s_${size}`] = seconds;
    measures[`${name}_block_ms_p99_${size}`] = p99;
    measures[`${name}_block_ms_max_${size}`] = max;
    measures[`${name}_block_cpu_ms_max_${size}`] = busy;
    progress(`${name}: ${seconds.toFixed(2)} s, longest block ${max.toFixed(1)} ms`);
    return value;
  };
  try {
    await app.call('memories.list', {});
    await later(1_500);
    for (const [index, query] of searches.entries()) {
      await measured(`search_${index + 1}`, () => sent(app, 'memories.list', { query }));
    }
    await measured('map', () => wholeMap(app, size));
    await measured('map_again', () => wholeMap(app, size));
    const target = { filter: {}, except: [] };
    const pinned = await measured('pin', () =>
      app.call('memories.update', { target, changes: { pinned: true } }),
    );
    if (pinned.changed !== size || pinned.changeId === null) throw new Error('Not all were changed.');
    const { changeId } = pinned;
    await measured('undo', () => app.call('memories.undo', { changeId }));
    return measures;
  } finally {
    page.close();
    await app.stop();
  }
}

/** In slices, as the page requests it. */
async function wholeMap(app: TestApp, size: number): Promise<void> {
  for (let offset = 0; offset < size;) {
    const { ids } = await sent(app, 'memories.map', { offset });
    if (ids.length === 0) throw new Error('The map ended early.');
    offset += ids.length;
    // Each slice is one request over a connection.
    await yieldToEventLoop();
  }
}

/** Serialised as JSON, as a shell does. */
async function sent<Name extends CommandName>(
  app: TestApp,
  name: Name,
  input: unknown,
): Promise<CommandOutput<Name>> {
  const result = await app.dispatch(name, input);
  if (!result.ok) throw new Error(`${name} failed: ${result.error.message}`);
  JSON.stringify(result);
  return result.value as CommandOutput<Name>;
}

/** Reloads the list after changes, as the page does. */
function openPage(app: TestApp): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  app.onEvent(({ name }) => {
    if (name !== 'memories-reload' && name !== 'memory-changed') return;
    clearTimeout(timer);
    timer = setTimeout(() => void app.dispatch('memories.list', {}), PAGE_SETTLES);
  });
  return { close: () => clearTimeout(timer) };
}

interface Blocks<T> {
  readonly value: T;
  readonly seconds: number;
  /** Longest interval between iterations of the event loop in ms, including waits for a processor that others use. */
  readonly max: number;
  readonly p99: number;
  /** Largest processor time of one iteration in ms: the app's own share, without waiting for the disk. */
  readonly busy: number;
}

async function blocksDuring<T>(work: () => Promise<T>): Promise<Blocks<T>> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // It counts from its first call on.
  await later(5);
  let [busy, used] = [0, processorTime()];
  const timer = setInterval(() => {
    busy = Math.max(busy, processorTime() - used);
    used = processorTime();
  }, 1);
  const started = performance.now();
  const value = await work();
  const seconds = (performance.now() - started) / 1_000;
  // A block at the very end shows in the next iteration.
  await later(5);
  clearInterval(timer);
  delay.disable();
  return { value, seconds, max: delay.max / 1e6, p99: delay.percentile(99) / 1e6, busy };
}

/** Processor time of this thread, in ms. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
