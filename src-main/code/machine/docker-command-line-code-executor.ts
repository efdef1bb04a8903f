import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CodeBlock, CodeExecutor, CodeResult } from '../../engine/ports.ts';
import { checkedLimits } from '../code-limits.ts';
import type { CodeLimits } from '../code-limits.ts';
import { CollectedOutput } from '../collected-output.ts';
import { codeFileOf, machineLanguages } from './code-file.ts';
import { runProcess } from './run-process.ts';

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

  async execute(blocks: readonly CodeBlock[], signal: AbortSignal): Promise<CodeResult> {
    mkdirSync(this.#folder, { recursive: true });
    const { timeoutMs, outputCharacters } = this.#limits;
    const { docker = 'docker' } = this.#options;
    const output = CollectedOutput.ofBlocks(outputCharacters);
    const until = performance.now() + timeoutMs;
    for (const block of blocks) {
      const file = codeFileOf(block);
      if (file === null) {
        const known = machineLanguages.join(', ');
        const text = `The language ${JSON.stringify(block.language)} cannot be run here. There are: ${known}.`;
        return { exitCode: 1, output: output.text(text) };
      }
      writeFileSync(join(this.#folder, file.name), file.code);
      const container = `tutee-code-${randomUUID()}`;
      const { exitCode, output: written } = await runProcess(
        {
          command: docker,
          args: this.#args(container, [file.command, file.name]),
          cwd: this.#folder,
          env: dockerEnvironment(),
          timeoutMs: Math.max(1, Math.round(until - performance.now())),
          namedTimeoutMs: timeoutMs,
          outputCharacters,
          // To end the client leaves the container running.
          onKill: () =>
            spawn(docker, ['kill', container], { stdio: 'ignore' }).once('error', () => undefined),
        },
        signal,
      );
      if (!output.add(written) || exitCode !== 0)
        return { exitCode: exitCode === 0 ? 1 : exitCode, output: output.text() };
    }
    return { exitCode: 0, output: output.text() };
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
