import { spawn } from 'node:child_process';
import { outputText, TIMED_OUT, timeoutText } from '../code-limits.ts';
import { CollectedOutput } from '../collected-output.ts';
import type { CodeResult } from '../../engine/ports.ts';
import { cancelled } from '../../engine/run/abortable.ts';

/** How long to wait for the output of a program that has ended, in ms: one outside of its group may hold it open. */
const OUTPUT_GRACE_MS = 1_000;

export interface ProcessTask {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The limit that is named when the time is over, for executions of several blocks. */
  readonly namedTimeoutMs: number;
  readonly outputCharacters: number;
  /** Ends what the process may have started elsewhere, such as a container. */
  readonly onKill?: () => void;
}

/**
 * Runs a program in a process group of its own and ends the whole group: when it takes too long, writes too much, or `signal` aborts (then
 * rejects with `cancelled`). A program that cannot be started is a result too, with the exit code 127 of a shell.
 */
export function runProcess(task: ProcessTask, signal: AbortSignal): Promise<CodeResult> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(cancelled());
      return;
    }
    const output = new CollectedOutput(task.outputCharacters);
    const child = spawn(task.command, [...task.args], {
      cwd: task.cwd,
      env: { ...task.env },
      // A group, so that everything it starts ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let ending: { readonly exitCode: number; readonly text: string } | null = null;
    const kill = (): void => {
      task.onKill?.();
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group has ended already.
      }
    };
    const stop = (exitCode: number, text: string): void => {
      ending ??= { exitCode, text };
      kill();
    };
    const timer = setTimeout(() => stop(TIMED_OUT, timeoutText(task.namedTimeoutMs)), task.timeoutMs);
    const onAbort = (): void => stop(1, '');
    signal.addEventListener('abort', onAbort, { once: true });
    const settle = (result: CodeResult): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      // A program may have left others behind in its group.
      kill();
      if (signal.aborted) reject(cancelled());
      else resolve(result);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        if (!output.add(text)) stop(1, outputText(task.outputCharacters));
      });
    }
    child.once('error', (error) => {
      settle({ exitCode: 127, output: output.text(`${task.command} cannot be started: ${error.message}`) });
    });
    child.once('exit', (code, killedBy) => {
      const end = (): void => {
        clearTimeout(grace);
        child.off('close', end);
        const exitCode = ending?.exitCode ?? code ?? 1;
        const text = ending?.text ?? (killedBy === null ? '' : `It was ended by ${killedBy}.`);
        settle({ exitCode, output: output.text(text) });
      };
      // On a busy machine what it wrote last is read after its exit. A program that it left in the background holds the output open.
      kill();
      const grace = setTimeout(end, OUTPUT_GRACE_MS);
      child.once('close', end);
    });
  });
}
