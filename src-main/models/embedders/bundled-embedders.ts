/**
 * The embedders that come with the app. The quick one is there at once and serves where the best one cannot run, or is too slow for
 * the number of texts; both need no server and no network.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder } from '#shared/models/embedder.ts';
import { NgramEmbedder } from './ngram-embedder.ts';
import { StaticEmbedder } from './static-embedder.ts';
import { TransformerEmbedder } from './transformer-embedder.ts';

const folder = join('assets', 'embedder');

/** From a bundle, from one of its chunks, and from the sources in src-main/models/embedders. */
const places = ['.', '..', join('..', '..', '..')] as const;

/** By meaning, a table look-up; by words and their parts alone when the app lacks its file. */
export function quickEmbedder(from: string = import.meta.dirname): Embedder {
  const path = assetPath('minilm-static.bin', from);
  return path === null ? new NgramEmbedder() : new StaticEmbedder(path);
}

/**
 * By meaning, a whole model in a thread; null when the app lacks its files.
 * @param entry the file that the thread runs
 * @param onTrouble told when it has to do without its multilingual model
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
