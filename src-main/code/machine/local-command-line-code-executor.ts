import { dirname, resolve } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import type { CodeBlock, CodeExecutor, CodeResult } from '../../engine/ports.ts';
import { checkedLimits } from '../code-limits.ts';
import type { CodeLimits } from '../code-limits.ts';
import { bubblewrapArgs, hasBubblewrap, SANDBOX_FOLDER } from './bubblewrap.ts';
import type { CodeFile } from './code-file.ts';
import { runBlocks } from './run-blocks.ts';
import type { ProcessTask } from './run-process.ts';

export interface LocalCodeOptions {
  /** Where the code runs and its files are; created if it is missing. */
  readonly workFolder: string;
  readonly limits?: Partial<Pick<CodeLimits, 'timeoutMs' | 'memoryBytes' | 'outputCharacters'>>;
  /**
   * bubblewrap: without a network and with no files but those of the work folder. none: with everything that this program may do, so have a
   * person approve the code (`approver` of a CodeExecutorAgent). auto (default): bubblewrap where it works, otherwise none.
   */
  readonly sandbox?: 'auto' | 'bubblewrap' | 'none';
  /** Further variables for the code; it gets nothing else of this program's environment but PATH and the language. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs Python, shell and JavaScript with the programs of this machine, as AutoGen's `LocalCommandLineCodeExecutor`. */
export class LocalCommandLineCodeExecutor implements CodeExecutor {
  readonly #folder: string;
  readonly #limits: CodeLimits;
  readonly #env: Readonly<Record<string, string>>;
  /** Whether code runs in a sandbox. */
  readonly sandboxed: boolean;

  /** Throws `not_supported` when bubblewrap is demanded and does not work here, and `invalid_input` for wrong limits. */
  constructor({ workFolder, limits, sandbox = 'auto', env = {} }: LocalCodeOptions) {
    this.#folder = resolve(workFolder);
    this.#limits = checkedLimits(limits);
    this.#env = env;
    this.sandboxed = sandbox !== 'none' && hasBubblewrap();
    if (sandbox === 'bubblewrap' && !this.sandboxed) {
      throw new TuteeError(
        'not_supported',
        'bubblewrap does not work on this machine. Install it (package bubblewrap), or choose another executor.',
      );
    }
  }

  execute(blocks: readonly CodeBlock[], signal: AbortSignal): Promise<CodeResult> {
    return runBlocks(blocks, this.#folder, this.#limits, (file, left) => this.#task(file, left), signal);
  }

  #task({ command, name }: CodeFile, left: number): ProcessTask {
    const { timeoutMs, memoryBytes, outputCharacters } = this.#limits;
    const shared = { cwd: this.#folder, timeoutMs: left, namedTimeoutMs: timeoutMs, outputCharacters };
    const env = {
      PATH: pathWithNode(),
      LANG: process.env['LANG'] ?? 'C.UTF-8',
      PYTHONUNBUFFERED: '1',
      ...this.#env,
    };
    if (!this.sandboxed) return { ...shared, command, args: [name], env };
    // Node reserves more address space than it uses, so only its heap is limited.
    const isNode = command === 'node';
    const heap = isNode ? [`--max-old-space-size=${Math.max(16, Math.floor(memoryBytes / 2 ** 20))}`] : [];
    const args = bubblewrapArgs(this.#folder, [command, ...heap, name], isNode ? null : memoryBytes);
    return { ...shared, command: 'bwrap', args, env: { ...env, HOME: SANDBOX_FOLDER } };
  }
}

/** The Node that runs this program is there for JavaScript, also where none is installed. */
function pathWithNode(): string {
  return `${process.env['PATH'] ?? '/usr/bin:/bin'}:${dirname(process.execPath)}`;
}
