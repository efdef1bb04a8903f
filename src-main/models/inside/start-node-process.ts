import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import type { ModelProcess, StartModelProcess } from './ports.ts';
import type { FromModel } from './protocol.ts';

/** Lower than normal, so that the machine stays usable while the model computes. */
const PRIORITY = 5;

/**
 * Starts the model's process as a child of Node (browser shell).
 * @param entry the file that it runs
 */
export function startNodeProcess(entry: string): StartModelProcess {
  return () => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      // Errors of llama.cpp go to the log of the app.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    lowerPriority(child.pid);
    return {
      pid: child.pid,
      send: (message) => {
        // An ended process is reported by `onExit`; messages sent until then are lost.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromModel)),
      onExit: (listener) => {
        child.once('exit', (code, signal) => listener(signal ?? `code ${code ?? 'none'}`));
        child.once('error', (error) => listener(error.message));
      },
      kill: () => void child.kill('SIGKILL'),
    } satisfies ModelProcess;
  };
}

function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, PRIORITY);
  } catch {
    // On some systems only administrators may do this; then it runs at normal priority.
  }
}
