import { join } from 'node:path';

/** The command of the test server (test-server.ts), which behaves in the given way. */
export function testServer(...args: readonly string[]): {
  readonly command: string;
  readonly args: string[];
} {
  return { command: process.execPath, args: [join(import.meta.dirname, 'test-server.ts'), ...args] };
}
