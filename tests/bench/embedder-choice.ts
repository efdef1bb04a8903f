/** Which embedder the benches use: the app's own, one of its parts, or vectors made by another program. */
import { existsSync } from 'node:fs';
import { bestEmbedder, quickEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import type { SentenceVectors } from '#main/teachability/capture/understand/acts/segment-vectors.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { BenchUsageError } from './bench.ts';
import { ListedVectors } from './listed-vectors.ts';

/** Throws where the app would go on with less: figures of one embedder must not pass for those of another. */
const best = () => bestEmbedder(workerEntry('embedder-worker')) ?? missing('inside');
const inside: Readonly<Record<string, () => Embedder>> = {
  inside: best,
  quick: () => {
    const embedder = quickEmbedder();
    return embedder instanceof NgramEmbedder ? missing('quick') : embedder;
  },
  ngrams: () => new NgramEmbedder(),
};

function missing(name: string): never {
  throw new BenchUsageError(
    `The files of the embedder "${name}" are not there. To measure without meanings: --embedder ngrams`,
  );
}

let measured: Embedder | null = null;
const understanding = bestEmbedder(workerEntry('embedder-worker'));

/** By which the app tells the parts of a message from each other, whatever embedder is measured; null where it cannot run. */
export function vectorsOfSentences(): SentenceVectors | null {
  return understanding === null ? null : (texts, signal) => understanding.multilingualVectors(texts, signal);
}

/** For all benches of this process. */
export function measureWith(embedder: Embedder): void {
  measured = embedder;
}

/** Returns the same instance each time, so that nothing is loaded twice. */
export function embedderMeasured(): Embedder {
  return (measured ??= best());
}

/** @param name one of the app's embedders, or a folder for listed-vectors.ts. */
export function embedderNamed(name: string): Embedder {
  const make = inside[name];
  if (make !== undefined) return make();
  if (existsSync(name)) return new ListedVectors(name);
  throw new BenchUsageError(`--embedder takes ${Object.keys(inside).join(', ')} or a folder with vectors.`);
}
