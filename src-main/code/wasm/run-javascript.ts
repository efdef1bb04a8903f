/**
 * JavaScript in WebAssembly (QuickJS): it has the language, `console` and the files of its work folder, and nothing of Node or a browser.
 */
import { readFile } from 'node:fs/promises';
import { QuickJS } from 'quickjs-wasi';
import type { JSValueHandle } from 'quickjs-wasi';
import { outputText } from '../code-limits.ts';
import { CollectedOutput } from '../collected-output.ts';
import type { ThreadResult, ThreadTask } from './thread-task.ts';

/** In the sandbox: `console`, and `files` for the work folder. */
const PRELUDE = `
(() => {
  const write = globalThis.__write, read = globalThis.__read, list = globalThis.__list, put = globalThis.__put, drop = globalThis.__drop;
  for (const name of ['__write', '__read', '__list', '__put', '__drop']) delete globalThis[name];
  const shown = (value, depth = 0) => {
    if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value);
    if (value instanceof Error) return value.stack ? value.name + ': ' + value.message + '\\n' + value.stack : String(value);
    if (typeof value === 'function') return '[Function' + (value.name ? ': ' + value.name : '') + ']';
    if (typeof value === 'bigint') return value + 'n';
    if (typeof value !== 'object' || value === null) return String(value);
    if (depth > 3) return Array.isArray(value) ? '[…]' : '{…}';
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Map) return 'Map(' + value.size + ') ' + shown([...value], depth + 1);
    if (value instanceof Set) return 'Set(' + value.size + ') ' + shown([...value], depth + 1);
    if (Array.isArray(value)) return '[' + (value.length ? ' ' + value.map((one) => shown(one, depth + 1)).join(', ') + ' ' : '') + ']';
    const keys = Object.keys(value);
    return '{' + (keys.length ? ' ' + keys.map((key) => key + ': ' + shown(value[key], depth + 1)).join(', ') + ' ' : '') + '}';
  };
  const log = (...values) => write(values.map((value) => shown(value)).join(' ') + '\\n');
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
  globalThis.files = Object.freeze({
    list: () => JSON.parse(list()),
    read: (name) => read(String(name)),
    write: (name, text) => void put(String(name), String(text)),
    remove: (name) => void drop(String(name)),
  });
})();
`;

export async function runJavaScript({ code, wasm, files, limits }: ThreadTask): Promise<ThreadResult> {
  const output = new CollectedOutput(limits.outputCharacters);
  const after = new Map(files);
  using vm = await QuickJS.create({
    wasm: await readFile(wasm),
    memoryLimit: limits.memoryBytes,
    interruptHandler: () => output.isFull,
  });
  const text = (handle: JSValueHandle | undefined): string => handle?.toString() ?? '';
  const host: Record<string, (...args: JSValueHandle[]) => JSValueHandle> = {
    __write: (words) => {
      output.add(text(words));
      return vm.undefined;
    },
    __list: () => vm.newString(JSON.stringify([...after.keys()].toSorted())),
    __read: (name) => {
      const bytes = after.get(text(name));
      if (bytes === undefined)
        throw new Error(`There is no file ${JSON.stringify(text(name))} in the work folder.`);
      return vm.newString(new TextDecoder().decode(bytes));
    },
    __put: (name, words) => {
      const bytes = new TextEncoder().encode(text(words));
      const others = [...after].reduce(
        (sum, [each, kept]) => sum + (each === text(name) ? 0 : kept.length),
        0,
      );
      if (others + bytes.length > limits.fileBytes) throw new Error('The work folder is full.');
      after.set(text(name), bytes);
      return vm.undefined;
    },
    __drop: (name) => {
      after.delete(text(name));
      return vm.undefined;
    },
  };
  for (const [name, work] of Object.entries(host)) vm.setProp(vm.global, name, vm.newFunction(name, work));
  vm.evalCode(PRELUDE).dispose();
  const end = (exitCode: number, ending = ''): ThreadResult => ({
    exitCode,
    output: output.text(ending),
    files: after,
  });
  try {
    // An async function, so that a program can await; its promises are run until nothing is left to do.
    const body = `(async () => {\n${code}\n})()`;
    const promise = vm.evalCode(body, 'program.js');
    vm.executePendingJobs();
    const settled = await Promise.race([vm.resolvePromise(promise), idle()]);
    if (output.isFull) return end(1, outputText(limits.outputCharacters));
    if (settled === null) return end(1, 'The program waits for something that never comes.');
    if ('error' in settled && settled.error !== undefined) return end(1, described(settled.error));
    return end(0);
  } catch (thrown) {
    if (output.isFull) return end(1, outputText(limits.outputCharacters));
    return end(1, thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
  }
}

function described(error: JSValueHandle): string {
  const message = error.toString();
  error.dispose();
  return message;
}

/** Nothing outside can settle a promise of the sandbox, so one that is pending in the next turn stays so. */
function idle(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, 50, null);
  });
}
