/**
 * Reads one file at a time, each in a thread of its own: a file that takes too long or too much memory ends that thread and nothing else.
 */
import { Worker } from 'node:worker_threads';
import type { ErrorData } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';
import { unreadable } from './file-content.ts';
import type { FileContent } from './file-content.ts';

export interface ReadingLimits {
  readonly timeMs: number;
  /** The maximum heap of the thread. */
  readonly heapMiB: number;
  /**
   * How much the process may grow in the meantime: unpacked data lies outside the heap, which is all that the thread's own limit covers.
   */
  readonly growthBytes: number;
}

const usualLimits: ReadingLimits = { timeMs: 30_000, heapMiB: 512, growthBytes: 800_000_000 };
const WATCH_MS = 50;

export type ReadAnswer = { readonly content: FileContent } | { readonly error: ErrorData };

export class ReadingThread {
  readonly #entry: string;
  readonly #limits: ReadingLimits;
  #before: Promise<unknown> = Promise.resolve();
  #closed = false;
  #stop: (() => void) | null = null;

  /** @param entry the file of attachment-worker.ts. */
  constructor(entry: string, limits: Partial<ReadingLimits> = {}) {
    this.#entry = entry;
    this.#limits = { ...usualLimits, ...limits };
  }

  /** Throws `unreadable_file`, `cancelled` once closed. The bytes are copied. */
  read(bytes: Uint8Array): Promise<FileContent> {
    const reading = this.#before.then(() => this.#read(bytes));
    this.#before = reading.catch(() => undefined);
    return reading;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop?.();
    await this.#before;
  }

  async #read(bytes: Uint8Array): Promise<FileContent> {
    if (this.#closed) throw closedError();
    const { timeMs, heapMiB, growthBytes } = this.#limits;
    const copy = Uint8Array.from(bytes);
    const worker = new Worker(this.#entry, {
      workerData: copy,
      transferList: [copy.buffer],
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
      // Output of the libraries is discarded.
      stdout: true,
      stderr: true,
    });
    const before = process.memoryUsage.rss();
    try {
      return await new Promise<FileContent>((resolve, reject) => {
        const watch = setInterval(() => {
          if (process.memoryUsage.rss() - before > growthBytes) reject(tooMuch());
        }, WATCH_MS);
        const timer = setTimeout(() => reject(tooLong(timeMs)), timeMs);
        const settle = () => {
          clearInterval(watch);
          clearTimeout(timer);
        };
        this.#stop = () => reject(closedError());
        worker.once('message', (answer: ReadAnswer) => {
          if ('content' in answer) resolve(answer.content);
          else reject(asError(answer.error));
        });
        worker.once('error', (thrown) => reject(isOutOfMemory(thrown) ? tooMuch() : damaged(thrown)));
        worker.once('exit', () => {
          settle();
          reject(damaged());
        });
      });
    } finally {
      this.#stop = null;
      await worker.terminate();
    }
  }
}

function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooMuch(): TuteeError {
  return unreadable('This file needs more memory than a document of its size should. It was not read.');
}

function tooLong(timeMs: number): TuteeError {
  return unreadable(`This file was not read: it took longer than ${Math.ceil(timeMs / 1_000)} seconds.`);
}

function damaged(thrown?: unknown): TuteeError {
  return unreadable('This file is damaged.', thrown);
}

function closedError(): TuteeError {
  return new TuteeError('cancelled', 'Tutee was closed before the file was read.');
}

function asError({ code, message, detail }: ErrorData): TuteeError {
  return new TuteeError(code, message, { detail });
}
