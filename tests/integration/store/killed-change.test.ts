import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { changeProgressSchema } from '#shared/contract/memory/memory-changing.ts';
import { childEntry } from '../../support/bundles.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { addMany } from '../../support/many-memories.ts';
import { byUser } from '../../support/memory-samples.ts';
import { openMemories } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const child = childEntry('changing');
const COUNT = 3_000;

const told = z.union([changeProgressSchema, z.strictObject({ pinned: z.string() })]);

interface Killed {
  /** The change that was last told of. */
  readonly changeId: string | null;
  /** How many memories the change under way was last said to have done. */
  readonly done: number;
  /** True: all were reported as pinned, and what was under way was taking that back. */
  readonly pinned: boolean;
}

/** Kills the child at its nth printed line, while it pins memories or undoes that. */
async function changeAndKill(dataDir: string, during: 'pinning' | 'undo', nth: number): Promise<Killed> {
  const changing = spawn(process.execPath, [child, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last: Killed = { changeId: null, done: 0, pinned: false };
  let lines = 0;
  const reader = createInterface({ input: changing.stdout });
  reader.on('line', (line) => {
    const what = told.parse(JSON.parse(line));
    last =
      'done' in what
        ? { ...last, changeId: what.changeId, done: what.done }
        : { changeId: null, done: 0, pinned: true };
    if (last.pinned === (during === 'undo')) lines += 1;
    if (lines === nth) changing.kill('SIGKILL');
  });
  await Promise.all([once(changing, 'exit'), once(reader, 'close')]);
  expect(changing.signalCode).toBe('SIGKILL');
  return last;
}

it('a bulk change that is killed midway has done what it reported, each memory consistent', async () => {
  const dataDir = temporaryFolder();
  const first = openMemories(dataDir);
  const ids = addMany(first.memories, COUNT);
  first.database.close();
  const kills = [
    ['pinning', 2],
    ['pinning', 5],
    ['undo', 2],
    ['undo', 5],
  ] as const;
  for (const [during, nth] of kills) {
    const { done, pinned } = await changeAndKill(dataDir, during, nth);
    expect(pinned).toBe(during === 'undo');
    const { database, memories } = openMemories(dataDir);
    checkAgreement(database);
    const count = memories.views.counts().pinned;
    if (pinned) expect(count).toBeLessThanOrEqual(COUNT - done);
    else expect(count).toBeGreaterThanOrEqual(done);
    // One undo reverts the rest, whichever of the two was interrupted.
    const change = memories.history(ids.find((id) => memories.get(id)?.pinned === true) ?? '')[0]?.changeId;
    if (change !== undefined) memories.undo(change, byUser(5));
    expect(memories.views.counts().pinned).toBe(0);
    checkAgreement(database);
    database.close();
  }
}, 300_000);

it('a change that is killed at its first progress event can be undone by the reported id', async () => {
  const dataDir = temporaryFolder();
  const first = openMemories(dataDir);
  addMany(first.memories, COUNT);
  first.database.close();
  const { changeId, done } = await changeAndKill(dataDir, 'pinning', 1);
  expect(done).toBeGreaterThan(0);
  const { memories } = openMemories(dataDir);
  expect(memories.views.counts().pinned).toBeGreaterThanOrEqual(done);
  memories.undo(changeId ?? '', byUser(5));
  expect(memories.views.counts().pinned).toBe(0);
}, 180_000);
