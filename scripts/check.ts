/**
 * `npm run check`: runs every gate, even after one has failed; the tests run last. Two gates run at a time, because most of them keep one
 * core busy; each prints its output when it has ended, in the order of the list.
 */
import { runTool } from './run-tool.ts';

interface Gate {
  readonly name: string;
  readonly tool: string;
  readonly args: readonly string[];
}

interface GateResult {
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

const gates: readonly Gate[] = [
  { name: 'format', tool: 'oxfmt', args: ['--check'] },
  { name: 'lint', tool: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'types', tool: 'typescript', args: ['-b'] },
  { name: 'unused', tool: 'knip', args: [] },
];
const AT_A_TIME = 2;

const failed: string[] = [];
const results = startAll();
for (const [index, { name }] of gates.entries()) {
  console.log(`\n── ${name}`);
  const result = await results[index];
  if (result === undefined) continue;
  if (!result.passed) failed.push(name);
  process.stdout.write(result.output);
  console.log(`── ${name}: ${result.passed ? 'passed' : 'FAILED'} in ${result.seconds.toFixed(1)} s`);
}
console.log(
  failed.length === 0
    ? '\nAll gates before the tests passed.'
    : `\nFailed before the tests: ${failed.join(', ')}`,
);
console.log('── tests, with the architecture among them');
await import('./test.ts');
if (failed.length > 0) process.exitCode = 1;

/** A promise for each gate, in order; at most AT_A_TIME run concurrently. */
function startAll(): Promise<GateResult>[] {
  const started: Promise<GateResult>[] = [];
  for (const gate of gates) {
    // Waits for the gate AT_A_TIME places earlier.
    const before = started.at(-AT_A_TIME);
    started.push(before === undefined ? runGate(gate) : before.then(() => runGate(gate)));
  }
  return started;
}

async function runGate({ tool, args }: Gate): Promise<GateResult> {
  const began = performance.now();
  let output = '';
  const code = await runTool(tool, args, { onOutput: (text) => (output += text) });
  return { passed: code === 0, output, seconds: (performance.now() - began) / 1000 };
}
