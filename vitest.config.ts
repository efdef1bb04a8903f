import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Unit, integration and architecture tests; the end-to-end ones are Playwright's. */
export default defineConfig({
  resolve: {
    // The real module is a path to a binary that this machine may not have. Tests of the Electron shell get a double.
    alias: { electron: fileURLToPath(new URL('./tests/support/electron-double.ts', import.meta.url)) },
  },
  test: {
    include: [
      'tests/unit/**/*.test.{ts,tsx}',
      'tests/integration/**/*.test.ts',
      'tests/architecture.test.ts',
    ],
    environment: 'node',
    restoreMocks: true,
    unstubEnvs: true,
    // Real databases, child processes and packing on a busy two-core machine; a hang still ends.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
