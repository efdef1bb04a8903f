/**
 * The thread for long jobs, started once for all apps of a process that follow one another: loading its code and compiling the rules of
 * learning take half a second of the processor, most of what a test with an import or a search needs.
 */
import { Worker } from 'node:worker_threads';
import type { ThreadSource } from '#main/shells/app.ts';

/** By entry: a thread that no app uses. */
const free = new Map<string, Worker>();
const entries = new WeakMap<Worker, string>();

export const sharedThreads: ThreadSource = {
  start: (entry, options) => {
    const worker = free.get(entry) ?? new Worker(entry, options);
    free.delete(entry);
    entries.set(worker, entry);
    return worker.removeAllListeners();
  },
  end: async (worker, isFree) => {
    worker.removeAllListeners().on('error', () => undefined);
    const entry = entries.get(worker);
    if (!isFree || entry === undefined || !(await hasLetGo(worker)) || free.has(entry)) {
      await worker.terminate();
      return;
    }
    worker.once('exit', () => free.delete(entry)).unref();
    free.set(entry, worker);
  },
};

/** Has a thread drop what it keeps for its app; false when it has ended. */
function hasLetGo(worker: Worker): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  worker.once('message', () => resolve(true)).once('exit', () => resolve(false));
  worker.ref();
  worker.postMessage({ id: 0, begin: null }, []);
  return promise;
}
