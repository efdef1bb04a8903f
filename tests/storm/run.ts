/** `node tests/storm/run.ts [--kills N] [--seconds N] [--seed N]`: the storm on its own. Ends with 1 when there is a fault. */
import { parseArgs } from 'node:util';
import { Storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
console.log(`Seed ${seed}`);
const report = await new Storm({
  seed,
  kills: Number(values.kills),
  ms: Number(values.seconds) * 1_000,
  tell: (line) => console.log(line),
}).run();
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.faults.length === 0 ? 0 : 1;
