import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeBlock, CodeResult } from '../../engine/ports.ts';
import type { CodeLimits } from '../code-limits.ts';
import { CollectedOutput } from '../collected-output.ts';
import { codeFileOf, machineLanguages } from './code-file.ts';
import type { CodeFile } from './code-file.ts';
import { runProcess } from './run-process.ts';
import type { ProcessTask } from './run-process.ts';

/**
 * Writes each block to a file in the folder and runs it, in order, until one fails or the time of all is over.
 * @param taskOf how a file is run; `timeoutMs` is what is left of the time.
 */
export async function runBlocks(
  blocks: readonly CodeBlock[],
  folder: string,
  { timeoutMs, outputCharacters }: CodeLimits,
  taskOf: (file: CodeFile, timeoutMs: number) => ProcessTask,
  signal: AbortSignal,
): Promise<CodeResult> {
  mkdirSync(folder, { recursive: true });
  const output = CollectedOutput.ofBlocks(outputCharacters);
  const until = performance.now() + timeoutMs;
  for (const block of blocks) {
    const file = codeFileOf(block);
    if (file === null) {
      const known = machineLanguages.join(', ');
      const text = `The language ${JSON.stringify(block.language)} cannot be run here. There are: ${known}.`;
      return { exitCode: 1, output: output.text(text) };
    }
    writeFile(join(folder, file.name), file.code);
    const left = Math.max(1, Math.round(until - performance.now()));
    const { exitCode, output: written } = await runProcess(taskOf(file, left), signal);
    if (!output.add(written) || exitCode !== 0)
      return { exitCode: exitCode === 0 ? 1 : exitCode, output: output.text() };
  }
  return { exitCode: 0, output: output.text() };
}

/** Code that ran before may have put a link there that leads out of the folder: it is replaced, not followed. */
function writeFile(path: string, content: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, content, { flag: 'wx' });
}
