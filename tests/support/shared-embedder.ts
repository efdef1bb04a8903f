/**
 * The built-in embedder, loaded once for all apps of a process, with cached vectors: every app embeds the same example requests at its
 * start. Loading and embedding take more than a second of CPU time, several times the rest of a test with a whole app.
 */
import type { LoadedEmbedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';

type Embed = LoadedEmbedder['embed'];

/** The maximum number of cached vectors of each model; about 1.5 kB each. */
const MOST_KEPT = 10_000;

let loaded: LoadedEmbedder | null = null;

/** An embedder for one app: closing it cancels that app's calls and keeps the thread. */
export function sharedEmbedder(): LoadedEmbedder {
  loaded ??= load();
  const embedder = loaded;
  const { key, dimensions, local } = embedder;
  const closing = new AbortController();
  const untilClosed = (signal?: AbortSignal) =>
    signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
  return {
    key,
    dimensions,
    local,
    ready: () => embedder.ready(),
    embed: (texts, signal) => embedder.embed(texts, untilClosed(signal)),
    multilingualVectors: (texts, signal) => embedder.multilingualVectors(texts, untilClosed(signal)),
    close: () => {
      closing.abort(new TuteeError('cancelled', 'Tutee was closed before this was finished.'));
      return Promise.resolve();
    },
  };
}

function load(): LoadedEmbedder {
  const embedder = bestEmbedder(workerEntry('embedder-worker'));
  if (embedder === null)
    throw new Error('The files of the built-in embedder are missing in assets/embedder.');
  const { key, dimensions, local } = embedder;
  return {
    key,
    dimensions,
    local,
    ready: () => embedder.ready(),
    embed: keepingVectors((texts) => embedder.embed(texts)),
    multilingualVectors: keepingVectors((texts) => embedder.multilingualVectors(texts)),
    close: () => embedder.close(),
  };
}

/**
 * Embeds each text once. A call that is cancelled rejects, and what it began is still finished and kept: most tests close their app
 * before the example requests are embedded, and each would begin with them anew.
 */
function keepingVectors(embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>): Embed {
  const kept = new Map<string, Promise<Float32Array>>();
  const begin = (texts: readonly string[]): void => {
    if (kept.size + texts.length > MOST_KEPT) kept.clear();
    const embedded = embed(texts);
    for (const [at, text] of texts.entries()) kept.set(text, vectorAt(embedded, at));
    embedded.catch(() => {
      for (const text of texts) kept.delete(text);
    });
  };
  return async (texts, signal) => {
    signal?.throwIfAborted();
    const missing = [...new Set(texts)].filter((text) => !kept.has(text));
    // Looked up before others are begun with, which may empty `kept`.
    const known = new Map(texts.map((text) => [text, kept.get(text)]));
    if (missing.length > 0) begin(missing);
    const all = Promise.all(texts.flatMap((text) => known.get(text) ?? kept.get(text) ?? []));
    const vectors = await (signal === undefined ? all : untilAborted(all, signal));
    return vectors.map((vector) => vector.slice());
  };
}

/** Rejects with the signal's reason as soon as it aborts; the work goes on. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function vectorAt(embedded: Promise<readonly Float32Array[]>, at: number): Promise<Float32Array> {
  const vector = (await embedded)[at];
  if (vector === undefined) throw new Error('The embedder answered with too few vectors.');
  return vector;
}
