import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Embedder } from '#shared/models/embedder.ts';
import type { RunJob } from './jobs.ts';
import type { StoredSource } from './ports.ts';

/** Few at a time, so that a message in between does not wait for them. */
const BATCH = 4;
const FETCHED = 64;
/** Delay before the next attempt after a failure, in ms. */
const RETRY_MS = 60_000;

interface VectorPorts {
  readonly run: RunJob;
  readonly embedder: () => Embedder;
  readonly sources: () => readonly StoredSource[];
  /** Called now and then while vectors are made, and at the end. */
  readonly onProgress: () => void;
  readonly onFailure: (thrown: unknown) => void;
}

/** Computes the vectors of passages in the background, by the embedder in use. Those that must stay here are not sent to one elsewhere. */
export class PassageVectorMaker {
  readonly #ports: VectorPorts;
  readonly #stop = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #waiting = false;
  #retry: NodeJS.Timeout | null = null;
  /** The embedder that was used last. */
  #key = '';

  constructor(ports: VectorPorts) {
    this.#ports = ports;
  }

  /** Makes what is missing, after what is being made. */
  soon(): void {
    if (this.#waiting || this.#stop.signal.aborted) return;
    this.#waiting = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#work = this.#work.then(async () => {
      this.#waiting = false;
      try {
        await this.#fill();
      } catch (thrown) {
        if (this.#stop.signal.aborted) return;
        this.#ports.onFailure(thrown);
        this.#retry = setTimeout(() => this.soon(), RETRY_MS).unref();
      }
    });
  }

  /** To be called when a request is embedded: another embedder may be in use by now. */
  noteEmbedder(key: string): void {
    if (this.#key !== '' && this.#key !== key) this.soon();
  }

  async settled(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#work;
  }

  async #fill(): Promise<void> {
    const { run, onProgress } = this.#ports;
    const { signal } = this.#stop;
    const embedder = this.#ports.embedder();
    const { key: name, dimensions, local } = embedder;
    this.#key = name;
    let after = 0;
    let made = 0;
    for (;;) {
      if (signal.aborted) return;
      const sourceIds = this.#ports.sources().flatMap(({ id, onlyHere }) => (onlyHere && !local ? [] : [id]));
      if (sourceIds.length === 0) break;
      const missing = await run('missing', { embedder: name, sourceIds, after, limit: FETCHED });
      if (missing.length === 0) break;
      after = missing.at(-1)?.id ?? after;
      for (let from = 0; from < missing.length; from += BATCH) {
        if (signal.aborted) return;
        const batch = missing.slice(from, from + BATCH);
        const vectors = await embedder.embed(
          batch.map(({ text }) => text),
          signal,
        );
        if (signal.aborted) return;
        await run('putVectors', {
          embedder: name,
          dimensions,
          ids: batch.map(({ id }) => id),
          vectors,
        });
        made += batch.length;
        // Requests of the chat come in between.
        await nextTurn();
      }
      onProgress();
    }
    if (made === 0) return;
    await run('keepOnlyVectorsOf', { embedder: name });
    onProgress();
  }
}
