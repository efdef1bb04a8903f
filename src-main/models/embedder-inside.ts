import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder } from '#shared/embedder.ts';
import { NgramEmbedder } from './ngram-embedder.ts';
import { StaticEmbedder } from './static-embedder.ts';

const file = join('assets', 'embedder', 'minilm-static.bin');

/** From a bundle, from one of its chunks, and from the sources in src-main/models. */
const places = ['.', '..', join('..', '..')] as const;

/** The embedder that needs nothing: by meaning; by words and their parts alone when the app lacks its file. */
export function embedderInside(from: string = import.meta.dirname): Embedder {
  const path = places.map((place) => join(from, place, file)).find((candidate) => existsSync(candidate));
  return path === undefined ? new NgramEmbedder() : new StaticEmbedder(path);
}
