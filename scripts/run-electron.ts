import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

export type ElectronEnd =
  | { readonly type: 'exit'; readonly code: number }
  /** The binary does not run on this machine: libraries are missing, or the sandbox is not permitted. */
  | { readonly type: 'cannot-run'; readonly reason: string };

/** A crash sooner than this after the start means that Electron does not run on this machine. */
const startWithinMs = 5_000;

/** Runs the desktop app to its end and forwards signals to it. */
export function runElectron(path: string, args: readonly string[]): Promise<ElectronEnd> {
  const began = Date.now();
  const entry = join(projectRoot, 'dist', 'main', 'main.js');
  const child = spawn(path, [entry, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () =>
      resolve({ type: 'cannot-run', reason: 'Electron does not run on this machine.' }),
    );
    child.on('exit', (code, signal) => {
      const crashed = code === 127 || (signal !== null && signal !== 'SIGINT' && signal !== 'SIGTERM');
      if (crashed && Date.now() - began < startWithinMs) {
        resolve({ type: 'cannot-run', reason: 'Electron does not run on this machine.' });
      } else resolve({ type: 'exit', code: code ?? 1 });
    });
  });
}
