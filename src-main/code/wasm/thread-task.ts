/** What a thread of src-main/code-worker.ts is given, and what it answers. */
import type { CodeLimits } from '../code-limits.ts';
import type { WorkFiles } from '../work-folder.ts';

export interface ThreadTask {
  readonly language: 'javascript' | 'python';
  readonly code: string;
  /** The path of the interpreter's WebAssembly module. */
  readonly wasm: string;
  readonly files: WorkFiles;
  readonly limits: CodeLimits;
}

export interface ThreadResult {
  readonly exitCode: number;
  readonly output: string;
  /** The files of the work folder afterwards. */
  readonly files: WorkFiles;
}
