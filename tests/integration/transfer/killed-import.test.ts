import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { childEntry } from '../../support/bundles.ts';
import { TestApp } from '../../support/app.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { inspect } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { exported, jsonFile, record, recordsIn } from '../../support/transfer.ts';

const child = childEntry('importing');

/** Imports in a child process and kills it at this progress. */
async function importAndKill(dataDir: string, file: string, when: RegExp, then = ''): Promise<void> {
  const importing = spawn(process.execPath, [child, dataDir, file, then], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  importing.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const lines = createInterface({ input: importing.stdout });
  lines.on('line', (line) => {
    if (when.test(line)) setTimeout(() => importing.kill('SIGKILL'), Math.random() * 15);
  });
  await once(importing, 'exit');
  expect({ signal: importing.signalCode, errors }).toEqual({ signal: 'SIGKILL', errors: [] });
}

const superseding = record('I live in Lisbon.', { subject: 'where I live' });
const many = [superseding, ...Array.from({ length: 600 }, (_, index) => record(`Fact number ${index}.`))];

it.each([
  ['near its beginning', /^running (?:[6-9]|\d\d) *$/, ''],
  ['in its middle', /^running 3\d\d$/, ''],
  ['near its end', /^running 5[0-4]\d$/, ''],
  ['while it is taken back', /^done/, 'undo'],
])('an import that is killed %s leaves nothing at the next start', async (_situation, when, then) => {
  const dataDir = temporaryFolder();
  const file = join(temporaryFolder(), 'memories.json');
  writeFileSync(file, jsonFile(many));
  const before = await TestApp.start({ dataDir });
  await before.call('memories.teach', { text: 'I live in Porto.' });
  const own = recordsIn(await exported(before));
  await before.close();

  await importAndKill(dataDir, file, when, then);

  const app = await TestApp.start({ dataDir });
  onTestFinished(() => app.stop());
  const left = recordsIn(await exported(app));
  // All or nothing: an import that was reported as done, and not yet being reverted, is complete.
  if (left.length > own.length) expect(left).toHaveLength(own.length + many.length);
  else expect(left).toEqual(own);
  checkAgreement(inspect(dataDir));
});
