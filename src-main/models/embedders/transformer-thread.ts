/**
 * The code in the transformer's thread: loads the model once, then embeds one text after another, in order. The multilingual model is
 * loaded with the first text that needs it.
 */
import { readFileSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { readMultilingualFile } from './multilingual-file.ts';
import { MultilingualModel } from './multilingual-model.ts';
import { readTransformerFile } from './transformer-file.ts';
import { longestText } from './transformer-kernel.ts';
import { TransformerModel } from './transformer-model.ts';

export interface TransformerPaths {
  /** The file of transformer-file.ts. */
  readonly weights: string;
  /** The file of multilingual-file.ts. */
  readonly multilingual: string;
  /** The WASM module. */
  readonly kernel: string;
}

export interface ToTransformer {
  readonly text: string;
  /** Which vector: that of both models together, or the multilingual one's in its own space. */
  readonly by: 'both' | 'multilingual';
}

/**
 * trouble: the multilingual model is not available; sent once, before the answer to the text that needed it. A null vector: that model
 * alone was requested and is not available.
 */
export type FromTransformer =
  | { readonly loaded: true }
  | { readonly vector: Float32Array | null }
  | { readonly trouble: string };

/**
 * Throws if the first model's files cannot be read or the module cannot run here; the thread ends with it. Continues without the
 * multilingual model: texts that need it are then compared by spelling.
 */
export function serveTransformer(port: MessagePort, paths: TransformerPaths): void {
  const file = readTransformerFile(readFileSync(paths.weights));
  const kernel = readFileSync(paths.kernel);
  /** Undefined until a text needs it. */
  let second: MultilingualModel | null | undefined;
  const load = (way: number) => {
    try {
      const image = readMultilingualFile(readFileSync(paths.multilingual), longestText);
      return new MultilingualModel(kernel, image, way);
    } catch (thrown) {
      port.postMessage({ trouble: String(thrown) } satisfies FromTransformer, []);
      return null;
    }
  };
  const model = new TransformerModel(kernel, file, (way) => {
    if (second === undefined) second = load(way);
    return second;
  });
  port.on('message', ({ text, by }: ToTransformer) => {
    const vector = by === 'both' ? model.embedText(text) : model.secondVector(text);
    port.postMessage({ vector } satisfies FromTransformer, []);
  });
  port.postMessage({ loaded: true } satisfies FromTransformer);
}
