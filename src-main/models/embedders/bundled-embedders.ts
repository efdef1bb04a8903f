/**
 * The embedders that come with the app. The quick one is available at once, and is used if the best one cannot run or is too slow for the
 * number of texts; both need neither server nor network.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder } from '#shared/models/embedder.ts';
import { NgramEmbedder } from './ngram-embedder.ts';
import { StaticEmbedder } from './static-embedder.ts';
import { TransformerEmbedder } from './transformer-embedder.ts';

const folder = join('assets', 'embedder');

/** Paths relative to a bundle, to one of its chunks, and to the sources in src-main/models/embedders. */
const places = ['.', '..', join('..', '..'), join('..', '..', '..')] as const;

/** Embeds meaning by a table look-up; without its file, words and their parts only. */
export function quickEmbedder(from: string = import.meta.dirname): Embedder {
  const path = assetPath('minilm-static.bin', from);
  return path === null ? new NgramEmbedder() : new StaticEmbedder(path);
}

/**
 * Embeds meaning with a transformer in a thread; null if its files are missing.
 * @param entry the file that the thread runs
 * @param onTrouble called if the multilingual model is not available
 */
export function bestEmbedder(
  entry: string,
  from: string = import.meta.dirname,
  onTrouble?: (thrown: unknown) => void,
): TransformerEmbedder | null {
  const weights = assetPath('minilm-int8.bin', from);
  const multilingual = assetPath('e5-int4.bin', from);
  const kernel = assetPath('transformer.wasm', from);
  if (weights === null || multilingual === null || kernel === null) return null;
  return new TransformerEmbedder(entry, { weights, multilingual, kernel }, onTrouble);
}

function assetPath(name: string, from: string): string | null {
  return places.map((place) => join(from, place, folder, name)).find((path) => existsSync(path)) ?? null;
}
