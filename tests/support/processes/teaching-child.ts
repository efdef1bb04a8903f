/**
 * A process that teaches memories with vectors one by one until it is killed. After each commit it prints the id and text of the memory,
 * which must never be lost from then on. Arguments: data folder, name of this run.
 */
import { writeSync } from 'node:fs';
import { Store } from '#main/store/store.ts';
import { addStep, byUser, memoryValue, topic } from '../memory-samples.ts';

const [dataDir = '', run = ''] = process.argv.slice(2);
const store = new Store({ dataDir, appVersion: 'test', now: () => 0 });

for (let count = 0; ; count += 1) {
  const step = addStep(memoryValue(`Teaching ${run} number ${count}`, { cues: [topic(`run ${run}`)] }));
  store.memories.apply([step], byUser(count));
  // Unbuffered, so that the last acknowledged memory is known even if the kill follows at once.
  writeSync(1, `${step.id} ${step.value.text}\n`);
}
