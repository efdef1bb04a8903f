const saysSo = /(^|[^a-z])(embed|embeddings?|embedder)([^a-z]|$)/i;
/** Families whose names do not say so. */
const families =
  /(^|\/)(bge|gte|e5|minilm|all-minilm|nomic-embed|mxbai|snowflake-arctic|paraphrase)([^a-z]|$)/i;

/** Whether a model turns texts into vectors instead of answering, as far as its name tells. */
export function isEmbeddingModel(name: string): boolean {
  return saysSo.test(name) || families.test(name);
}
