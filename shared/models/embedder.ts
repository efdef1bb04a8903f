/**
 * Embeds texts as vectors whose cosine measures similarity in meaning. Vectors of different `key` are never compared; change the key
 * when the same text would give another vector.
 */
export interface Embedder {
  /** Stable identity: name, version and dimensions, such as `ngram-hash@1/384`. */
  readonly key: string;
  readonly dimensions: number;
  /** True when texts never leave this machine. */
  readonly local: boolean;
  /** One unit-length vector per text, in order. A text without any feature gives a zero vector. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}

/** An embedder that must load before its first text. */
export interface LoadedEmbedder extends Embedder {
  /** Throws when it cannot run on this machine. */
  ready(): Promise<void>;
  close(): Promise<void>;
  /** What sentences in any language say, in a space of its own: unit length, one each. */
  multilingualVectors(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}
