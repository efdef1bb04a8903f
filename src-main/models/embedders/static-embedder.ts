/**
 * The quick built-in embedder: it relates "car" and "automobile" without a download, a server or a model call. Its table is a file of the
 * app, read when the first text is embedded. Any change of its vectors must change `staticEmbedderKey`, because stored vectors are compared
 * by key.
 */
import { readFile } from 'node:fs/promises';
import type { Embedder } from '#shared/models/embedder.ts';
import { yieldToEventLoop } from '../../scheduling/yield-to-event-loop.ts';
import { StaticModel, staticDimensions } from './static-model.ts';
import { readTokenVectors } from './token-vectors.ts';

export const staticEmbedderKey = `minilm-static@1/${staticDimensions}`;

/** Texts between two yields to the event loop: a few milliseconds of work. */
const textsPerTurn = 32;

export class StaticEmbedder implements Embedder {
  readonly key = staticEmbedderKey;
  readonly dimensions = staticDimensions;
  readonly local = true;
  readonly #path: string;
  #model: Promise<StaticModel> | null = null;

  /** @param path the file of token vectors, see token-vectors.ts */
  constructor(path: string) {
    this.#path = path;
  }

  /** Throws if the file cannot be read, and the signal's reason if it aborts between two texts. */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const model = await this.#load();
    const vectors: Float32Array[] = [];
    for (const [index, text] of texts.entries()) {
      if (index > 0 && index % textsPerTurn === 0) await yieldToEventLoop();
      signal?.throwIfAborted();
      vectors.push(model.embedText(text));
    }
    return vectors;
  }

  /** Loads once; after a failure every waiting call fails, and the next call tries again. */
  async #load(): Promise<StaticModel> {
    this.#model ??= readModel(this.#path);
    try {
      return await this.#model;
    } catch (thrown) {
      this.#model = null;
      throw thrown;
    }
  }
}

async function readModel(path: string): Promise<StaticModel> {
  const table = readTokenVectors(await readFile(path));
  // Each half takes about 10 ms, so it yields to the event loop between them.
  await yieldToEventLoop();
  const model = new StaticModel(table);
  if (model.dimensions === staticDimensions) return model;
  throw new Error(`The embedder's file makes ${model.dimensions} dimensions, not ${staticDimensions}.`);
}
