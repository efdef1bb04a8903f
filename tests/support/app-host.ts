import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TuteeProcess, withoutProviders, type RunningTutee, type TuteeStart } from './tutee-process.ts';
import { readUntilReady } from './processes/read-until-ready.ts';

const entry = fileURLToPath(new URL('./processes/serve-in-turn.ts', import.meta.url));

export type HostOrder =
  | {
      readonly type: 'open';
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly type: 'close' };

export interface HostReport {
  readonly type: 'ended';
  readonly code: number;
}

/**
 * A process that serves Tutee to one test after another, so that not every test pays for starting a process and compiling its code. Each
 * app is started on its own data folder, at the address of the previous one, for which the browser has cached the compiled page. Tests
 * about the process itself use TuteeProcess.
 */
export class AppHost {
  #child: ChildProcess | null = null;
  #port = '0';

  /** Resolves once it is ready. Only one app at a time. */
  async open({ dataDir, env = {}, args = [] }: TuteeStart): Promise<RunningTutee> {
    const child = this.#running();
    const open = async (port: string): Promise<RunningTutee> => {
      const all = ['--web', '--no-open', '--data-dir', dataDir, '--port', port, ...args];
      const ended = endOf(child);
      child.send({ type: 'open', args: all, env } satisfies HostOrder);
      const { url, output } = await readUntilReady(child, ended);
      return {
        url,
        get output() {
          return output.join('\n');
        },
        stop: async (signal = 'SIGTERM') => {
          if (hasEnded(child)) return ended;
          if (signal === 'SIGTERM') child.send({ type: 'close' } satisfies HostOrder);
          else child.kill(signal);
          return ended;
        },
      };
    };
    return this.#atSamePort(open);
  }

  /** The same in a process of its own, for tests about the process. */
  openAlone({ args = [], ...start }: TuteeStart): Promise<RunningTutee> {
    return this.#atSamePort((port) => TuteeProcess.start({ ...start, args: ['--port', port, ...args] }));
  }

  /** At the previous app's port, or at a free one if another program has taken it in the meantime. */
  async #atSamePort(open: (port: string) => Promise<RunningTutee>): Promise<RunningTutee> {
    const running = await (this.#port === '0' ? open('0') : open(this.#port).catch(() => open('0')));
    this.#port = new URL(running.url).port;
    return running;
  }

  async stop(): Promise<void> {
    if (this.#child === null || hasEnded(this.#child)) return;
    const exit = once(this.#child, 'exit');
    this.#child.disconnect();
    await exit;
  }

  /** The process; started again if a test has killed it. */
  #running(): ChildProcess {
    if (this.#child === null || hasEnded(this.#child)) {
      const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
      this.#child = fork(entry, { env: withoutProviders(process.env), stdio: [...stdio] });
    }
    return this.#child;
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Resolves with the exit code of the app that is opened next; null if the process was killed. */
async function endOf(child: ChildProcess): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  const onReport = ({ code }: HostReport): void => end(code);
  const onExit = (code: number | null): void => end(code);
  const end = (code: number | null): void => {
    child.off('message', onReport).off('exit', onExit);
    resolve(code);
  };
  child.on('message', onReport).on('exit', onExit);
  return promise;
}
