import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodeResult } from '../engine/ports.ts';
import { SandboxCodeExecutor } from './wasm/sandbox-code-executor.ts';
import type { SandboxOptions } from './wasm/sandbox-code-executor.ts';
import { readWorkFolder, writeWorkFolder } from './work-folder.ts';
import type { WorkFiles } from './work-folder.ts';

const MOST_BYTES = 50 * 2 ** 20;

export interface ProgramInFiles {
  readonly language: 'javascript' | 'python';
  readonly code: string;
  readonly files: WorkFiles;
}

/** Runs a program in the sandbox, in a work folder of its own with these files. Returns those that it wrote or changed, too. */
export async function runInFiles(
  { language, code, files }: ProgramInFiles,
  options: Omit<SandboxOptions, 'workFolder'>,
  signal: AbortSignal,
): Promise<CodeResult & { readonly written: WorkFiles }> {
  const workFolder = mkdtempSync(join(tmpdir(), 'tutee-script-'));
  try {
    writeWorkFolder(workFolder, new Map(), files);
    const executor = new SandboxCodeExecutor({ ...options, workFolder });
    const result = await executor.execute([{ language, code }], signal);
    const after = [...readWorkFolder(workFolder, MOST_BYTES)];
    const written = new Map(
      after.filter(([path, bytes]) => {
        const before = files.get(path);
        return before === undefined || Buffer.compare(before, bytes) !== 0;
      }),
    );
    return { ...result, written };
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}
