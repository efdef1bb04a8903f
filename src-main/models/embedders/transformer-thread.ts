/** The inside of the transformer's thread: loads the model once, then answers one text after another, in order. */
import { readFileSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { readTransformerFile } from './transformer-file.ts';
import { TransformerModel } from './transformer-model.ts';

export interface TransformerPaths {
  /** The file of transformer-file.ts. */
  readonly weights: string;
  /** The WASM module. */
  readonly kernel: string;
}

export interface ToTransformer {
  readonly text: string;
}

export type FromTransformer = { readonly loaded: true } | { readonly vector: Float32Array };

/** Throws when the files cannot be read or the module cannot run here; the thread ends with it. */
export function serveTransformer(port: MessagePort, paths: TransformerPaths): void {
  const file = readTransformerFile(readFileSync(paths.weights));
  const model = new TransformerModel(readFileSync(paths.kernel), file);
  port.on('message', ({ text }: ToTransformer) => {
    const vector = model.embedText(text);
    port.postMessage({ vector } satisfies FromTransformer, []);
  });
  port.postMessage({ loaded: true } satisfies FromTransformer);
}
