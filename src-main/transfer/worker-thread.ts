import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';
import { TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { FromWorker, JobMap, Jobs, ToWorker } from './jobs.ts';

interface Running {
  readonly resolve: (value: unknown) => void;
  readonly reject: (thrown: unknown) => void;
  readonly proceed: (done: number) => boolean;
}

/** The thread ends after this long without a job, in ms, to free its memory. */
const IDLE_TIMEOUT = 60_000;

/** Heap limit of the thread, in MiB: a file that needs more ends the thread, not the app. */
const MAX_HEAP_MIB = 3_072;

/** Where a WorkerThread takes its thread from. */
export interface ThreadSource {
  start(entry: string, options: WorkerOptions): Worker;
  /** @param isFree false: a job is running. */
  end(worker: Worker, isFree: boolean): Promise<unknown>;
}

/** A thread for each WorkerThread. */
const ownThreads: ThreadSource = {
  start: (entry, options) => new Worker(entry, options),
  end: (worker) => worker.terminate(),
};

/** The worker thread for long jobs. It starts with the first job; a failure affects only its own job. */
export class WorkerThread<Map extends JobMap<Map> = Jobs> {
  readonly #entry: string;
  readonly #data: unknown;
  readonly #threads: ThreadSource;
  readonly #running = new Map<number, Running>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;

  /** @param data what the jobs are about, such as the data folder: the thread makes its handlers from it. */
  constructor(entry: string, data: unknown, threads: ThreadSource = ownThreads) {
    this.#entry = entry;
    this.#data = data;
    this.#threads = threads;
  }

  /** Runs a job. @param proceed receives progress and returns whether to continue; the thread waits for the answer. */
  run<Name extends keyof Map & string>(
    job: Name,
    input: Map[Name]['input'],
    proceed: (done: number) => boolean = () => true,
  ): Promise<Map[Name]['output']> {
    const worker = (this.#worker ??= this.#start());
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<Map[Name]['output']>((resolve, reject) => {
      this.#running.set(id, { resolve, reject, proceed });
      worker.ref();
      worker.postMessage({ id, job, input } satisfies ToWorker, []);
    });
  }

  /** Ends the thread; running jobs fail with `cancelled`. */
  async close(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    const isFree = this.#running.size === 0;
    this.#failAll(new TuteeError('cancelled', 'Tutee was closed before this was finished.'));
    if (worker === null) return;
    await this.#threads.end(worker, isFree);
  }

  #start(): Worker {
    const worker = this.#threads.start(this.#entry, {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    worker.on('message', (message: FromWorker) => this.#receive(worker, message));
    worker.on('error', (thrown) => this.#onEnd(worker, thrown));
    worker.on('exit', () => this.#onEnd(worker, new Error('The worker ended.')));
    this.#lastId += 1;
    worker.postMessage({ id: this.#lastId, begin: this.#data } satisfies ToWorker, []);
    return worker;
  }

  #receive(worker: Worker, message: FromWorker): void {
    const running = this.#running.get(message.id);
    if (running === undefined) return;
    if ('done' in message) {
      worker.postMessage({ id: message.id, proceed: running.proceed(message.done) } satisfies ToWorker, []);
      return;
    }
    this.#running.delete(message.id);
    if (this.#running.size === 0) this.#startIdleTimer(worker);
    if ('error' in message) running.reject(fromData(message.error as ErrorData));
    else running.resolve(message.value);
  }

  /** An idle thread does not keep the process alive. */
  #startIdleTimer(worker: Worker): void {
    worker.unref();
    this.#idle = setTimeout(() => {
      if (this.#worker === worker) this.#worker = null;
      void worker.terminate();
    }, IDLE_TIMEOUT).unref();
  }

  #onEnd(worker: Worker, thrown: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const outOfMemory =
      thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#failAll(
      outOfMemory
        ? new TuteeError('invalid_input', 'This file was not taken in. It is too large for this machine.')
        : new TuteeError('internal', 'The work in the background stopped. Try again.', { cause: thrown }),
    );
  }

  #failAll(failure: TuteeError): void {
    const running = [...this.#running.values()];
    this.#running.clear();
    for (const { reject } of running) reject(failure);
  }
}

function fromData({ code, message, field, detail }: ErrorData): TuteeError {
  return new TuteeError(code, message, { field, detail });
}
