/**
 * `node tests/storm/run.ts [--kills N] [--seconds N] [--seed N] [--parallel N]`: the storm on its own. With `--parallel`, so many storms
 * share the kills, each with a seed and a folder of its own. Ends with 1 when there is a fault.
 */
import { parseArgs } from 'node:util';
import { Storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    parallel: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const parallel = Number(values.parallel);
console.log(`Seed ${seed}`);
const reports = await Promise.all(
  Array.from({ length: parallel }, (_, nth) =>
    new Storm({
      seed: seed + nth,
      kills: Math.ceil(Number(values.kills) / parallel),
      ms: Number(values.seconds) * 1_000,
      tell: (line) => console.log(parallel === 1 ? line : `${seed + nth}: ${line}`),
    })
      .run()
      .then((report) => {
        // At once, since the others may go on for long.
        console.log(JSON.stringify(report, null, 2));
        return report;
      }),
  ),
);
process.exitCode = reports.every(({ faults }) => faults.length === 0) ? 0 : 1;
