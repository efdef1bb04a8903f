import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { CodeBlock, CodeExecutor, CodeResult } from '../../engine/ports.ts';
import { checkedLimits } from '../code-limits.ts';
import type { CodeLimits } from '../code-limits.ts';
import type { CodeFile } from './code-file.ts';
import { runBlocks } from './run-blocks.ts';
import type { ProcessTask } from './run-process.ts';

export interface DockerCodeOptions {
  /** Mounted as `/workspace`; created if it is missing. */
  readonly workFolder: string;
  /** Default `python:3-slim`. It has to contain what the code needs. */
  readonly image?: string;
  readonly limits?: Partial<Pick<CodeLimits, 'timeoutMs' | 'memoryBytes' | 'outputCharacters'>>;
  /** True: containers may use the network. */
  readonly network?: boolean;
  /** The command line; default `docker`. */
  readonly docker?: string;
}

const MOST_PROCESSES = 256;

/** Runs each block in a new container without a network, as AutoGen's `DockerCommandLineCodeExecutor`. Docker has to run. */
export class DockerCommandLineCodeExecutor implements CodeExecutor {
  readonly #options: DockerCodeOptions;
  readonly #folder: string;
  readonly #limits: CodeLimits;

  /** Throws `invalid_input` for wrong limits. */
  constructor(options: DockerCodeOptions) {
    this.#options = options;
    this.#folder = resolve(options.workFolder);
    this.#limits = checkedLimits(options.limits);
  }

  execute(blocks: readonly CodeBlock[], signal: AbortSignal): Promise<CodeResult> {
    return runBlocks(blocks, this.#folder, this.#limits, (file, left) => this.#task(file, left), signal);
  }

  #task({ command, name }: CodeFile, left: number): ProcessTask {
    const { timeoutMs, outputCharacters } = this.#limits;
    const { docker = 'docker' } = this.#options;
    const container = `tutee-code-${randomUUID()}`;
    return {
      command: docker,
      args: this.#args(container, [command, name]),
      cwd: this.#folder,
      env: dockerEnvironment(),
      timeoutMs: left,
      namedTimeoutMs: timeoutMs,
      outputCharacters,
      // To end the client leaves the container running.
      onKill: () => spawn(docker, ['kill', container], { stdio: 'ignore' }).once('error', () => undefined),
    };
  }

  #args(container: string, command: readonly string[]): string[] {
    const { image = 'python:3-slim', network = false } = this.#options;
    return [
      'run',
      '--rm',
      '--init',
      `--name=${container}`,
      ...(network ? [] : ['--network=none']),
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      `--pids-limit=${MOST_PROCESSES}`,
      `--memory=${this.#limits.memoryBytes}`,
      `--volume=${this.#folder}:/workspace`,
      '--workdir=/workspace',
      image,
      ...command,
    ];
  }
}

/** What the client needs to find its server. */
function dockerEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'XDG_RUNTIME_DIR'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
