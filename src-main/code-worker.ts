/** Entry of the thread that runs code in WebAssembly, started by src-main/code/wasm/sandbox-code-executor.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { runJavaScript } from './code/wasm/run-javascript.ts';
import { runPython } from './code/wasm/run-python.ts';
import type { ThreadTask } from './code/wasm/thread-task.ts';

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const task = workerData as ThreadTask;
parentPort.postMessage(task.language === 'python' ? await runPython(task) : await runJavaScript(task), []);
