/** `npm run check`: runs every gate, also after one has failed; the tests last. */
import { runTool } from './run-tool.ts';

interface Gate {
  readonly name: string;
  readonly run: () => Promise<number>;
}

const gates: readonly Gate[] = [
  { name: 'format', run: () => runTool('oxfmt', ['--check']) },
  { name: 'lint', run: () => runTool('oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'types', run: () => runTool('typescript', ['-b']) },
  { name: 'unused', run: () => runTool('knip', []) },
];

const failed: string[] = [];
for (const gate of gates) {
  console.log(`\n── ${gate.name}`);
  const began = performance.now();
  const passed = (await gate.run()) === 0;
  if (!passed) failed.push(gate.name);
  console.log(
    `── ${gate.name}: ${passed ? 'passed' : 'FAILED'} in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
}
console.log(
  failed.length === 0
    ? '\nAll gates before the tests passed.'
    : `\nFailed before the tests: ${failed.join(', ')}`,
);
console.log('── tests, with the architecture among them');
await import('./test.ts');
if (failed.length > 0) process.exitCode = 1;
