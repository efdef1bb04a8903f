import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Unit, integration and architecture tests; the end-to-end ones are Playwright's. */
export default defineConfig({
  resolve: {
    alias: {
      // The real module is a path to a binary that this machine may not have. Tests of the Electron shell get a double.
      electron: path('./tests/support/electron-double.ts'),
      // Examples import the engine as other programs do; here they need no build.
      'tutee/engine': path('./src-main/engine-library.ts'),
    },
  },
  test: {
    include: [
      'tests/unit/**/*.test.{ts,tsx}',
      'tests/integration/**/*.test.ts',
      'tests/examples/**/*.test.ts',
      'tests/architecture.test.ts',
    ],
    environment: 'node',
    restoreMocks: true,
    unstubEnvs: true,
    // Real databases, child processes and packing on a busy two-core machine; a hang still ends.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
