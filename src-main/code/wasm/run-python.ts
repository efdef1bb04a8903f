/**
 * Python in WebAssembly (CPython for WASI): its only way out is what is given to it here, which is an output, a clock and files in memory.
 */
import { readFile } from 'node:fs/promises';
import { ConsoleStdout, Directory, File, OpenFile, WASI } from '@bjorn3/browser_wasi_shim';
import type { Fd, Inode } from '@bjorn3/browser_wasi_shim';
import { loadWasmWith } from '../../wasm/load-wasm.ts';
import { outputText } from '../code-limits.ts';
import { CollectedOutput } from '../collected-output.ts';
import type { WorkFiles } from '../work-folder.ts';
import { limitMemory } from './limit-memory.ts';
import { FileSpace, filesOf, LimitedFolder } from './limited-files.ts';
import type { ThreadResult, ThreadTask } from './thread-task.ts';

const FOLDER = '/workspace';
/** Outside of the work folder, so that it is none of its files. */
const PROGRAM = '/program/main.py';

class OutputFull extends Error {}

export async function runPython({ code, wasm, files, limits }: ThreadTask): Promise<ThreadResult> {
  const output = new CollectedOutput(limits.outputCharacters);
  const decoder = new TextDecoder();
  const write = (bytes: Uint8Array): void => {
    if (!output.add(decoder.decode(bytes, { stream: true }))) throw new OutputFull();
  };
  const source = new TextEncoder().encode(code);
  const space = new FileSpace(limits.fileBytes + source.length, () => filesOf(wasi.fds));
  const work = new LimitedFolder(FOLDER, toInodes(files), space);
  const program = new LimitedFolder('/program', new Map([['main.py', new File(source)]]), space);
  const input = new OpenFile(new File([], { readonly: true }));
  const fds: Fd[] = [input, new ConsoleStdout(write), new ConsoleStdout(write), work, program];
  const environment = ['PYTHONDONTWRITEBYTECODE=1', 'PYTHONUTF8=1', `PWD=${FOLDER}`, `HOME=${FOLDER}`];
  const wasi = new WASI(['python', PROGRAM], environment, fds, { debug: false });
  const module = limitMemory(await readFile(wasm), limits.memoryBytes);
  const exports = loadWasmWith(module, { wasi_snapshot_preview1: wasi.wasiImport });
  try {
    const exitCode = wasi.start({ exports } as Parameters<WASI['start']>[0]);
    return { exitCode, output: output.text(), files: fromInodes(work.dir.contents) };
  } catch (thrown) {
    if (thrown instanceof OutputFull)
      return { exitCode: 1, output: output.text(outputText(limits.outputCharacters)), files };
    // Such as a stack that is used up, which ends the interpreter itself.
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { exitCode: 1, output: output.text(`Python was stopped: ${reason}.`), files };
  }
}

function toInodes(files: WorkFiles): Map<string, Inode> {
  const root = new Map<string, Inode>();
  for (const [name, bytes] of files) {
    const parts = name.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      const found = folder.get(part);
      const next = found instanceof Directory ? found : new Directory(new Map());
      folder.set(part, next);
      folder = next.contents;
    }
    folder.set(parts.at(-1) ?? '', new File(bytes));
  }
  return root;
}

function fromInodes(folder: Map<string, Inode>, within = ''): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [name, inode] of folder) {
    if (inode instanceof Directory)
      for (const [inner, bytes] of fromInodes(inode.contents, `${within}${name}/`)) files.set(inner, bytes);
    else if (inode instanceof File) files.set(`${within}${name}`, inode.data);
  }
  return files;
}
