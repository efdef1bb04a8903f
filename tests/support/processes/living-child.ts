/**
 * A process that acts on memories like a random user until it is killed: learns, edits, supersedes, forgets for good, undoes … It prints a
 * dot after each operation, so that the test can kill it at any later point. Arguments: data folder, seed.
 */
import { writeSync } from 'node:fs';
import * as fc from 'fast-check';
import { Store } from '#main/store/store.ts';
import { RandomUser, operation } from '../store/random-user.ts';

const [dataDir = '', seed = '0'] = process.argv.slice(2);
const store = new Store({ dataDir, appVersion: 'test', now: () => 0 });
const user = new RandomUser(store.memories, store.forgetting);

for (let run = 0; ; run += 1) {
  for (const each of fc.sample(operation, { numRuns: 50, seed: Number(seed) + run })) {
    await user.does(each);
    // Unbuffered, so that the last operation is known even if the kill follows at once.
    writeSync(1, '.\n');
  }
}
