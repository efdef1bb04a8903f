import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readUntilReady } from './processes/read-until-ready.ts';

const entry = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url));

export interface TuteeStart {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A running browser shell of the built app. */
export interface RunningTutee {
  /** With the one-time token. */
  readonly url: string;
  /** Its output so far. */
  readonly output: string;
  /** Ends it and waits; returns the exit code, or null if it was killed by a signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A browser shell in a process of its own, as users run it. */
export class TuteeProcess implements RunningTutee {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #output: readonly string[];

  private constructor(child: ChildProcess, url: string, output: readonly string[]) {
    this.#child = child;
    this.url = url;
    this.#output = output;
  }

  /** Resolves once it is ready; rejects with its output if it ends before that. */
  static async start({ dataDir, env = {}, args = [] }: TuteeStart): Promise<TuteeProcess> {
    const child = spawn(process.execPath, [entry, '--web', '--no-open', '--data-dir', dataDir, ...args], {
      env: { ...withoutProviders(process.env), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exit = once(child, 'exit') as Promise<[number | null]>;
    const { url, output } = await readUntilReady(
      child,
      exit.then(([code]) => code),
    );
    return new TuteeProcess(child, url, output);
  }

  get output(): string {
    return this.#output.join('\n');
  }

  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.ended) return this.#child.exitCode;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
}

/** The developer's own provider settings must not affect tests. */
export function withoutProviders(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    OPENAI_API_KEY: _key,
    OPENAI_BASE_URL: _url,
    TUTEE_MODEL: _model,
    TUTEE_DATA_DIR: _dir,
    ...rest
  } = env;
  return rest;
}
