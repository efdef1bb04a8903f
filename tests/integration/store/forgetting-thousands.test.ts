import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';
import { TextFinder } from '#main/store/forgetting/text-finder.ts';
import { textsInNoRow } from '#main/store/forgetting/texts-in-rows.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { MemoryForgetting } from '#main/teachability/memory-forgetting.ts';
import { MemoryUpdates } from '#main/teachability/memory-updates.ts';
import type { ChangeProgress } from '#shared/contract/memory/memory-changing.ts';
import { memoryFilterSchema } from '#shared/memory/memory-filter.ts';
import { childEntry } from '../../support/bundles.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { addMany } from '../../support/many-memories.ts';
import { inspect, openMemories, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const COUNT = 2_000;
const everything = { filter: memoryFilterSchema.parse({}), except: [] };

function openForgetting(dataDir = temporaryFolder(), onTold: (progress: ChangeProgress) => void = () => {}) {
  const store = openStore(dataDir);
  const { memories } = store;
  const long = new LongChanges({ yieldToEventLoop: () => Promise.resolve(), tell: onTold });
  let rounds = 0;
  const ports = {
    reader: memories,
    writer: memories,
    pages: memories.views,
    yieldToEventLoop: () => {
      rounds += 1;
      return Promise.resolve();
    },
    long,
    alike: () => Promise.resolve([]),
    newId: () => uuid7(),
    now: () => 1_000,
  };
  const updates = new MemoryUpdates(ports);
  const forgetting = new MemoryForgetting({ ...ports, purger: store.forgetting, updates });
  return { store, memories, long, forgetting, rounds: () => rounds };
}

describe('forgetting thousands for good', () => {
  it('reports progress and completion, and leaves nothing', async () => {
    const dataDir = temporaryFolder();
    const told: ChangeProgress[] = [];
    const { memories, forgetting } = openForgetting(dataDir, (progress) => told.push(progress));
    addMany(memories, COUNT);
    const done = await forgetting.purge(everything, false);
    expect(done).toMatchObject({ purged: COUNT, left: 0 });
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThan(60);
    expect(told.at(-1)).toMatchObject({ done: COUNT, total: COUNT, ended: true });
    expect(memories.views.page({ statuses: [] }, 1, 0).total).toBe(0);
    for (const file of ['tutee.db', 'tutee.db-wal'])
      expect(readFileSync(join(dataDir, file)).includes('holds box')).toBe(false);
  });

  it('checks 500 memories at a time before asking, and searches chats only for memories used there', async () => {
    const { store, memories, forgetting, rounds } = openForgetting();
    addMany(memories, 1_500);
    const looked = vi.spyOn(store.forgetting, 'mentions');
    expect(await forgetting.preview(everything)).toMatchObject({ memories: 1_500, chats: [] });
    expect(rounds()).toBe(1_500 / 500 - 1);
    expect(looked).not.toHaveBeenCalled();
  });

  it('reads stored runs once for all slices, and redacts them', async () => {
    const { store, memories, forgetting } = openForgetting();
    addMany(memories, 300);
    for (const id of ['r1', 'r2'])
      store.runs.begin({
        id,
        name: 'Team',
        task: `Look on ${id}, where Shelf 7 holds box 49.`,
        component: null,
        at: 1,
      });
    const looked = vi.spyOn(TextFinder.prototype, 'find');
    const looks = () =>
      looked.mock.calls.filter(([bytes]) => bytes.length < 1_000 && bytes.includes('Look on')).length;
    const done = await forgetting.purge(everything, false);
    expect(done.purged).toBe(300);
    expect(looks()).toBe(2);
    expect(store.runs.get('r1')?.task).toBe('Look on r1, where [removed].');
  });

  it('when stopped, has forgotten those before, keeps the others intact, and reports the number', async () => {
    const dataDir = temporaryFolder();
    const { memories, forgetting, long } = openForgetting(dataDir, ({ changeId, done }) => {
      if (done > 0) long.stop(changeId);
    });
    addMany(memories, COUNT);
    const { purged, left } = await forgetting.purge(everything, false);
    expect(purged).toBeGreaterThan(0);
    expect(left).toBe(COUNT - purged);
    expect(memories.views.page({}, 1, 0).total).toBe(left);
    expect(memories.searchWords(['shelf'], COUNT)).toHaveLength(left);
  });

  it('when killed, leaves each memory intact or gone, and the next start finishes the job', async () => {
    const dataDir = temporaryFolder();
    const first = openMemories(dataDir);
    addMany(first.memories, COUNT);
    first.database.close();
    const done = await forgetAndKill(dataDir, 4);
    const { memories, forgetting, store } = openForgetting(dataDir);
    // A stale copy in a rearranged page, which only a rewrite removes. Truncating the WAL would remove this one as
    // well, so it is done before.
    inspect(dataDir).pragma('wal_checkpoint(TRUNCATE)');
    appendFileSync(join(dataDir, 'tutee.db'), Buffer.from('a stale copy of a purged text'.padEnd(4_096)));
    const { total } = memories.views.page({}, 1, 0);
    expect(total).toBeLessThanOrEqual(COUNT - done);
    expect(total).toBeGreaterThan(0);
    expect(memories.searchWords(['shelf'], COUNT)).toHaveLength(total);
    expect(store.forgetting.leftOver).toBe(true);
    await forgetting.sweep();
    expect(store.forgetting.leftOver).toBe(false);
    expect(readFileSync(join(dataDir, 'tutee.db')).includes('stale copy')).toBe(false);
    store.close();
    const { database } = openMemories(dataDir);
    checkAgreement(database);
    expect(database.prepare('SELECT count(*) FROM unfinished_purges').pluck().get()).toBe(0);
  }, 180_000);
});

const child = childEntry('forgetting');

/** Kills the child at its nth printed line; returns how many memories it reported as gone. */
async function forgetAndKill(dataDir: string, nth: number): Promise<number> {
  const forgetting = spawn(process.execPath, [child, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [done, lines] = [0, 0];
  const reader = createInterface({ input: forgetting.stdout });
  reader.on('line', (line) => {
    done = Number(line);
    lines += 1;
    if (lines === nth) forgetting.kill('SIGKILL');
  });
  await Promise.all([once(forgetting, 'exit'), once(reader, 'close')]);
  expect(forgetting.signalCode).toBe('SIGKILL');
  return done;
}

describe('searching rows for thousands of texts', () => {
  it('reads in batches and finds texts in every stored form', async () => {
    const { database, memories } = openMemories();
    addMany(memories, 1_000);
    const quoted = 'Say "shelf" twice';
    addMany(memories, 1, { subject: quoted });
    let breaths = 0;
    const yieldToEventLoop = () => {
      breaths += 1;
      return Promise.resolve();
    };
    const texts = ['Shelf 999 holds box 6993.', quoted, 'is nowhere at all'];
    expect(await textsInNoRow(database, texts, yieldToEventLoop)).toEqual(['is nowhere at all']);
    // At most fifty rows between two yields.
    expect(breaths).toBeGreaterThanOrEqual((1_000 / 50) * 2);
  });
});
