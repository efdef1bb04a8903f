import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { UNDO_BIN_TIME } from '#shared/bin.ts';
import { Sweep } from '#main/sweep.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { inspect, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('deleted memories', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(dataDir = temporaryFolder()) {
    const store = openStore(dataDir);
    const failures: unknown[] = [];
    const sweep = new Sweep({
      isHeld: () => false,
      memories: {
        sweep: async () => {
          if (store.forgetting.leftOver) await store.forgetting.erase(1);
        },
      },
      bins: [store.projects.bin, store.runs.bin],
      files: store.forgetting,
      now: () => Date.now(),
      onFailure: (thrown) => failures.push(thrown),
    });
    onTestFinished(() => sweep.close());
    return { dataDir, store, sweep, failures };
  }

  it('are removed from the files as soon as they are due', async () => {
    const { dataDir, store, failures } = start();
    const { runs } = store;
    runs.begin({ id: 'r', name: 'Team', task: 'Find the locker code 7315', component: null, at: 1 });
    await vi.advanceTimersByTimeAsync(40_000);
    runs.bin.delete('r', Date.now());
    await vi.advanceTimersByTimeAsync(UNDO_BIN_TIME - 1);
    const kept = () => inspect(dataDir).prepare('SELECT id FROM agent_runs').pluck().all();
    expect(kept()).toEqual(['r']);
    await vi.advanceTimersByTimeAsync(1);
    expect(kept()).toEqual([]);
    expect(failures).toEqual([]);
    for (const file of ['tutee.db', 'tutee.db-wal'])
      expect(readFileSync(join(dataDir, file)).includes('7315')).toBe(false);
  });

  it('are erased from the files by themselves once another reader is done', async () => {
    const { dataDir, store, sweep, failures } = start();
    store.forgetting.onLeftOver(() => sweep.soon());
    const step = addStep(memoryValue('My locker code is 7315.'));
    store.memories.apply([step], byUser());
    await sweep.now();
    const reader = inspect(dataDir);
    reader.exec('BEGIN; SELECT count(*) FROM memories');
    reader.prepare('SELECT count(*) FROM memories').get();
    store.forgetting.purge([step.id], { at: 1, chats: false, keepRejections: false });
    const words = () =>
      ['tutee.db', 'tutee.db-wal'].some((file) => readFileSync(join(dataDir, file)).includes('7315'));
    await expect(store.forgetting.erase(1)).rejects.toMatchObject({ code: 'busy' });
    await vi.advanceTimersByTimeAsync(8_000);
    expect(words()).toBe(true);
    expect(store.forgetting.leftOver).toBe(true);
    reader.exec('COMMIT');
    await vi.advanceTimersByTimeAsync(60_000);
    await expect.poll(() => store.forgetting.leftOver, { timeout: 30_000 }).toBe(false);
    expect(words()).toBe(false);
    expect(failures).toEqual([]);
  });

  it('are not searched for after closing', async () => {
    const { sweep } = start();
    await sweep.now();
    await sweep.close();
    sweep.soon();
    expect(vi.getTimerCount()).toBe(0);
  });
});
