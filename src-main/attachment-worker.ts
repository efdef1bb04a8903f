/** Entry of the thread that reads one attached file, started by src-main/attachments/reading/reading-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import { unreadable } from './attachments/reading/file-content.ts';
import { readFile } from './attachments/reading/read-file.ts';
import type { ReadAnswer } from './attachments/reading/reading-thread.ts';

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
// Nothing in a file has business in the network.
globalThis.fetch = () => Promise.reject(new Error('A file may not request anything.'));

parentPort.postMessage(await answer(), []);

async function answer(): Promise<ReadAnswer> {
  try {
    return { content: await readFile(workerData as Uint8Array) };
  } catch (thrown) {
    const failure = thrown instanceof TuteeError ? thrown : unreadable('This file is damaged.', thrown);
    return { error: toErrorData(failure) };
  }
}
