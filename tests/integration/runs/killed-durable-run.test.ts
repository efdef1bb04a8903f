import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { childEntry } from '../../support/bundles.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const CHILD = childEntry('durable-run');
const KILLS = 6;

const linesOf = (folder: string, file: string): string[] =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim().split('\n') : [];

/** Starts the run, and kills it once it has made so many requests; to its end without a number. Resolves to what it wrote. */
async function runChild(folder: string, killAfter: number | null): Promise<string> {
  const child = spawn(process.execPath, [CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  const ended = once(child, 'close');
  if (killAfter !== null) {
    const isDue = () => child.exitCode !== null || linesOf(folder, 'asked').length >= killAfter;
    while (!isDue()) await later(1);
    child.kill('SIGKILL');
  }
  await ended;
  return output;
}

it('a run that is killed again and again pays nothing twice', async () => {
  const folder = temporaryFolder();
  for (let kill = 1; kill <= KILLS; kill += 1) await runChild(folder, kill * 4);
  expect(JSON.parse(await runChild(folder, null))).toEqual({ status: 'complete' });
  const done = linesOf(folder, 'done');
  // A call that had begun is not made again, so each is there at most once.
  expect(done).toEqual([...new Set(done)]);
  const asked = linesOf(folder, 'asked');
  const again = asked.length - new Set(asked).size;
  // At most the answer that was arriving at each kill is asked for again.
  expect(again).toBeLessThanOrEqual(KILLS);
  expect(new Set(asked).size).toBe(24);
});
