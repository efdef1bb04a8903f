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
    embed: keepingVectors((texts, signal) => embedder.embed(texts, signal)),
    multilingualVectors: keepingVectors((texts, signal) => embedder.multilingualVectors(texts, signal)),
    close: () => embedder.close(),
  };
}

/** Embeds only texts without a cached vector. */
function keepingVectors(embed: Embed): Embed {
  const kept = new Map<string, Float32Array>();
  return async (texts, signal) => {
    signal?.throwIfAborted();
    const missing = [...new Set(texts)].filter((text) => !kept.has(text));
    const vectors = new Map(
      (await embed(missing, signal)).map((vector, at) => [missing[at] ?? '', vector] as const),
    );
    const found = texts.map((text) => {
      const vector = kept.get(text) ?? vectors.get(text);
      if (vector === undefined) throw new Error('The embedder answered with too few vectors.');
      return vector.slice();
    });
    if (kept.size + vectors.size > MOST_KEPT) kept.clear();
    for (const [text, vector] of vectors) kept.set(text, vector);
    return found;
  };
}
