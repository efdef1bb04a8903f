import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// What the threads and processes of tests load is compiled once, not anew for each of them.
process.env['NODE_COMPILE_CACHE'] ??= path('./.cache/compiled-tests');

/** By how much longer than usual everything may take; scripts/test.ts asks for more. */
const patience = Number(process.env['TUTEE_TEST_PATIENCE'] ?? 1);

/** The files that take longest begin first: a run is over when its last file is, and until then a core has nothing to do. */
const longest = ['robustness/storm.test.ts', 'robustness/growth.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Unit, integration and architecture tests; the end-to-end ones are Playwright's. */
export default defineConfig({
  resolve: {
    alias: [
      // The real module is a path to a binary that this machine may not have. Tests of the Electron shell get a double.
      { find: 'electron', replacement: path('./tests/support/electron-double.ts') },
      // Examples import the engine as other programs do; here they need no build.
      { find: 'tutee/engine', replacement: path('./src-main/engine-library.ts') },
      { find: 'tutee/memory', replacement: path('./src-main/memory-library.ts') },
      {
        find: /^(#main\/composition|\.\/composition|\.)\/worker-entry\.ts$/,
        replacement: path('./tests/support/bundles.ts'),
      },
    ],
  },
  test: {
    environment: 'node',
    globalSetup: path('./tests/support/bundles.ts'),
    restoreMocks: true,
    unstubEnvs: true,
    // Real databases, child processes and packing on a busy two-core machine; a hang still ends.
    testTimeout: 30_000 * patience,
    hookTimeout: 30_000 * patience,
    expect: { poll: { timeout: 10_000 * patience } },
    // Tests wait for processes, sockets and the disk for a third of their time: three keep two cores busy.
    maxWorkers: 3,
    // The files of a worker share what they import: compiling it anew for each is half of the time. So no test may leave
    // anything in a module behind; what a mock replaces is put back by vitest.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/architecture.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/{integration,examples}/**/*.test.ts'] },
      },
    ],
  },
});
