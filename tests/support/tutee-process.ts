import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url));
const READY = /^Tutee is ready at (http:\/\/127\.0\.0\.1:\d+\/\S+)$/;

export interface TuteeStart {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A running browser shell of the built app in a process of its own, as a user has it. */
export class TuteeProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #output: string[];

  private constructor(child: ChildProcess, url: string, output: string[]) {
    this.#child = child;
    this.url = url;
    this.#output = output;
  }

  /** Resolves once it can serve; rejects with what it printed when it ends before that. */
  static async start({ dataDir, env = {}, args = [] }: TuteeStart): Promise<TuteeProcess> {
    const child = spawn(process.execPath, [entry, '--web', '--no-open', '--data-dir', dataDir, ...args], {
      env: { ...withoutProviders(process.env), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        output.push(line);
        const ready = READY.exec(line)?.[1];
        if (ready !== undefined) resolve(ready);
      });
      child.once('exit', (code) => reject(new Error(`Tutee ended with ${code}:\n${output.join('\n')}`)));
      child.once('error', reject);
    });
    return new TuteeProcess(child, url, output);
  }

  get output(): string {
    return this.#output.join('\n');
  }

  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Ends it and waits; returns the exit code, null when a signal killed it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.ended) return this.#child.exitCode;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
}

/** A developer's own provider settings must not leak into tests. */
function withoutProviders(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    OPENAI_API_KEY: _key,
    OPENAI_BASE_URL: _url,
    TUTEE_MODEL: _model,
    TUTEE_DATA_DIR: _dir,
    ...rest
  } = env;
  return rest;
}
