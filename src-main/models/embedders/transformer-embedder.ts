/**
 * The best built-in embedder: all-MiniLM-L6-v2, with multilingual-e5-small for other languages than English, in a thread of its own, so
 * that it never blocks the main loop. The thread starts with the first text, or earlier with `ready`. One text is processed at a time, and
 * a call with few texts left goes before one with many: a question never waits for an import, only for the current text. Any change of its
 * vectors must change `transformerEmbedderKey`, because stored vectors are compared by key.
 */
import { Worker } from 'node:worker_threads';
import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import { transformerDimensions } from './transformer-model.ts';
import type { FromTransformer, ToTransformer, TransformerPaths } from './transformer-thread.ts';

export const transformerEmbedderKey = `minilm-int8+e5-int4@1/${transformerDimensions}`;

interface Call {
  readonly texts: readonly string[];
  readonly by: ToTransformer['by'];
  readonly vectors: Float32Array[];
  readonly resolve: (vectors: Float32Array[]) => void;
  readonly reject: (thrown: unknown) => void;
}

export class TransformerEmbedder implements Embedder {
  readonly key = transformerEmbedderKey;
  readonly dimensions = transformerDimensions;
  readonly local = true;
  readonly #entry: URL | string;
  readonly #paths: TransformerPaths;
  readonly #onTrouble: (thrown: unknown) => void;
  readonly #calls = new Set<Call>();
  #thread: { readonly worker: Worker; readonly loaded: Promise<void>; isLoaded: boolean } | null = null;
  /** The call whose text is being processed. */
  #working: Call | null = null;
  #closed = false;

  /**
   * @param entry the file that the thread runs
   * @param onTrouble called if the multilingual model is not available; English is not affected
   */
  constructor(
    entry: URL | string,
    paths: TransformerPaths,
    onTrouble: (thrown: unknown) => void = () => undefined,
  ) {
    this.#entry = entry;
    this.#paths = paths;
    this.#onTrouble = onTrouble;
  }

  /** Resolves when the model is loaded; throws if this machine cannot run it or its files are missing. */
  async ready(): Promise<void> {
    await this.#start().loaded;
  }

  /** Throws like `ready`, if the thread ends, and the signal's reason if it aborts. */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    return this.#ask(texts, 'both', signal);
  }

  /**
   * Vectors of the multilingual model in its own space, for classifiers trained on them; one per text, unit length. Never compared with
   * those of `embed`. Throws like `embed`, and if that model is not available.
   */
  async multilingualVectors(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    return this.#ask(texts, 'multilingual', signal);
  }

  async #ask(
    texts: readonly string[],
    by: ToTransformer['by'],
    signal?: AbortSignal,
  ): Promise<Float32Array[]> {
    signal?.throwIfAborted();
    if (texts.length === 0) return [];
    const { promise, resolve, reject } = Promise.withResolvers<Float32Array[]>();
    const call: Call = { texts, by, vectors: [], resolve, reject };
    const stop = () => this.#drop(call, signal?.reason);
    const { worker, loaded, isLoaded } = this.#start();
    worker.ref();
    signal?.addEventListener('abort', stop, { once: true });
    this.#calls.add(call);
    // Sent at once if possible, so that the thread works while the caller does something else.
    if (isLoaded) this.#next();
    loaded.then(
      () => this.#next(),
      (thrown: unknown) => this.#drop(call, thrown),
    );
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Ends the thread; calls in progress fail. */
  async close(): Promise<void> {
    this.#closed = true;
    const thread = this.#thread;
    if (thread === null) return;
    this.#lose(thread.worker, closed());
    await thread.worker.terminate();
  }

  #start(): { readonly worker: Worker; readonly loaded: Promise<void>; readonly isLoaded: boolean } {
    if (this.#closed) throw closed();
    if (this.#thread !== null) return this.#thread;
    const worker = new Worker(this.#entry, { workerData: this.#paths });
    const loaded = Promise.withResolvers<void>();
    const thread = { worker, loaded: loaded.promise, isLoaded: false };
    // Callers that wait for it get the failure; without a caller it is not an error.
    loaded.promise.catch(() => undefined);
    worker.on('message', (message: FromTransformer) => {
      if ('loaded' in message) {
        thread.isLoaded = true;
        loaded.resolve();
      } else if ('trouble' in message) {
        this.#onTrouble(new Error(`The multilingual embedder cannot be used: ${message.trouble}`));
      } else this.#receive(worker, message);
    });
    const end = (thrown: unknown) => {
      loaded.reject(thrown);
      this.#lose(worker, thrown);
    };
    worker.on('error', end);
    worker.on('exit', () => end(new Error('The thread of the embedder ended.')));
    // An idle thread must not keep the process alive.
    worker.unref();
    this.#thread = thread;
    return thread;
  }

  #next(): void {
    const worker = this.#thread?.worker;
    if (worker === undefined || this.#working !== null) return;
    const call = fewestLeft(this.#calls);
    if (call === null) {
      worker.unref();
      return;
    }
    this.#working = call;
    const text = call.texts[call.vectors.length] ?? '';
    worker.postMessage({ text, by: call.by } satisfies ToTransformer, []);
  }

  #receive(worker: Worker, { vector }: { readonly vector: Float32Array | null }): void {
    const call = this.#working;
    if (call === null || worker !== this.#thread?.worker) return;
    this.#working = null;
    if (vector === null) this.#drop(call, new Error('The multilingual embedder cannot be used.'));
    else call.vectors.push(vector);
    if (call.vectors.length === call.texts.length && this.#calls.delete(call)) call.resolve(call.vectors);
    this.#next();
  }

  #drop(call: Call, thrown: unknown): void {
    if (this.#calls.delete(call)) call.reject(thrown);
  }

  /** The next call starts another thread. */
  #lose(worker: Worker, thrown: unknown): void {
    if (worker !== this.#thread?.worker) return;
    this.#thread = null;
    this.#working = null;
    for (const call of this.#calls) this.#drop(call, thrown);
  }
}

function closed(): TuteeError {
  return new TuteeError('cancelled', 'Tutee was closed before this was finished.');
}

function fewestLeft(calls: ReadonlySet<Call>): Call | null {
  let best: Call | null = null;
  for (const call of calls) if (best === null || left(call) < left(best)) best = call;
  return best;
}

function left({ texts, vectors }: Call): number {
  return texts.length - vectors.length;
}
