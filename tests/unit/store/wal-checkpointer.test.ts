import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { onTestFinished, expect, it } from 'vitest';
import { WalCheckpointer, syncWal } from '#main/store/database/wal-checkpointer.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function checkpointerOf(path: string, checkpoint: () => Promise<unknown>) {
  const failures: unknown[] = [];
  const checkpointer = new WalCheckpointer({
    path,
    checkpoint,
    onFailure: (thrown) => failures.push(thrown),
  });
  onTestFinished(() => checkpointer.close());
  return { checkpointer, failures };
}

it('checkpoints a large WAL, and again only after further writes', async () => {
  const path = join(temporaryFolder(), 'tutee.db');
  let checkpoints = 0;
  const { checkpointer, failures } = checkpointerOf(path, () => Promise.resolve((checkpoints += 1)));
  await checkpointer.checkpointIfLarge();
  writeFileSync(`${path}-wal`, Buffer.alloc(1_000));
  await checkpointer.checkpointIfLarge();
  expect(checkpoints).toBe(0);
  appendFileSync(`${path}-wal`, Buffer.alloc(9 * 2 ** 20));
  await checkpointer.checkpointIfLarge();
  await checkpointer.checkpointIfLarge();
  expect(checkpoints).toBe(1);
  expect(failures).toEqual([]);
  await expect(syncWal(path)).resolves.toBeUndefined();
  await expect(syncWal(join(temporaryFolder(), 'none.db'))).resolves.toBeUndefined();
});

it('reports a failed checkpoint and tries again', async () => {
  const path = join(temporaryFolder(), 'tutee.db');
  writeFileSync(`${path}-wal`, Buffer.alloc(9 * 2 ** 20));
  const { checkpointer, failures } = checkpointerOf(path, () =>
    Promise.reject(new Error('The worker ended.')),
  );
  await checkpointer.checkpointIfLarge();
  await checkpointer.checkpointIfLarge();
  expect(failures).toHaveLength(2);
});

it('lets a writer wait for a checkpoint in progress, but not for ever', async () => {
  const path = join(temporaryFolder(), 'tutee.db');
  writeFileSync(`${path}-wal`, Buffer.alloc(9 * 2 ** 20));
  const checkpoint = Promise.withResolvers<void>();
  const { checkpointer } = checkpointerOf(path, () => checkpoint.promise);
  await checkpointer.waitForCheckpoint();
  const checking = checkpointer.checkpointIfLarge();
  await checkpointer.waitForCheckpoint(5);
  let waited = false;
  const waiting = checkpointer.waitForCheckpoint(60_000).then(() => {
    waited = true;
  });
  await yieldToEventLoop();
  expect(waited).toBe(false);
  checkpoint.resolve();
  await waiting;
  await checking;
});
