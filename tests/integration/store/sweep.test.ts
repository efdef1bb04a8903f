import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RUN_BIN_TIME } from '#shared/bin.ts';
import { Sweep } from '#main/sweep.ts';
import { inspect, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('what is deleted', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(dataDir = temporaryFolder()) {
    const store = openStore(dataDir);
    const failures: unknown[] = [];
    const sweep = new Sweep({
      memories: { sweep: () => Promise.resolve() },
      bins: [store.projects.bin, store.runs.bin],
      files: store.forgetting,
      now: () => Date.now(),
      onFailure: (thrown) => failures.push(thrown),
    });
    onTestFinished(() => sweep.close());
    return { dataDir, store, sweep, failures };
  }

  it('goes for good at the moment its time is over, and its words go from the files', async () => {
    const { dataDir, store, failures } = start();
    const { runs } = store;
    runs.begin({ id: 'r', name: 'Team', task: 'Find the locker code 7315', component: null, at: 1 });
    await vi.advanceTimersByTimeAsync(40_000);
    runs.bin.delete('r', Date.now());
    await vi.advanceTimersByTimeAsync(RUN_BIN_TIME - 1);
    const kept = () => inspect(dataDir).prepare('SELECT id FROM agent_runs').pluck().all();
    expect(kept()).toEqual(['r']);
    await vi.advanceTimersByTimeAsync(1);
    expect(kept()).toEqual([]);
    expect(failures).toEqual([]);
    for (const file of ['tutee.db', 'tutee.db-wal'])
      expect(readFileSync(join(dataDir, file)).includes('7315')).toBe(false);
  });

  it('is looked for no more after the end', async () => {
    const { sweep } = start();
    await sweep.now();
    await sweep.close();
    sweep.soon();
    expect(vi.getTimerCount()).toBe(0);
  });
});
