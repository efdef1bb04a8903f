import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextRound } from 'node:timers/promises';
import { onTestFinished, expect, it } from 'vitest';
import { LogUpkeep, syncLog } from '#main/store/database/log-upkeep.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function upkeepOf(path: string, checkpoint: () => Promise<unknown>) {
  const failures: unknown[] = [];
  const upkeep = new LogUpkeep({ path, checkpoint, onFailure: (thrown) => failures.push(thrown) });
  onTestFinished(() => upkeep.close());
  return { upkeep, failures };
}

it('a log is brought into the file when it is long, and again only when more was written', async () => {
  const path = join(temporaryFolder(), 'tutee.db');
  let brought = 0;
  const { upkeep, failures } = upkeepOf(path, () => Promise.resolve((brought += 1)));
  await upkeep.look();
  writeFileSync(`${path}-wal`, Buffer.alloc(1_000));
  await upkeep.look();
  expect(brought).toBe(0);
  appendFileSync(`${path}-wal`, Buffer.alloc(9 * 2 ** 20));
  await upkeep.look();
  await upkeep.look();
  expect(brought).toBe(1);
  expect(failures).toEqual([]);
  await expect(syncLog(path)).resolves.toBeUndefined();
  await expect(syncLog(join(temporaryFolder(), 'none.db'))).resolves.toBeUndefined();
});

it('a failure is told, and tried again', async () => {
  const path = join(temporaryFolder(), 'tutee.db');
  writeFileSync(`${path}-wal`, Buffer.alloc(9 * 2 ** 20));
  const { upkeep, failures } = upkeepOf(path, () => Promise.reject(new Error('The worker ended.')));
  await upkeep.look();
  await upkeep.look();
  expect(failures).toHaveLength(2);
});

it('who writes without end waits until a log that is being brought in is in, but not for ever', async () => {
  const path = join(temporaryFolder(), 'tutee.db');
  writeFileSync(`${path}-wal`, Buffer.alloc(9 * 2 ** 20));
  const bringing = Promise.withResolvers<void>();
  const { upkeep } = upkeepOf(path, () => bringing.promise);
  await upkeep.rest();
  const looking = upkeep.look();
  await upkeep.rest(5);
  let rested = false;
  const resting = upkeep.rest(60_000).then(() => {
    rested = true;
  });
  await nextRound();
  expect(rested).toBe(false);
  bringing.resolve();
  await resting;
  await looking;
});
