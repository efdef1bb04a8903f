const saysSo = /(^|[^a-z])(embed|embeddings?|embedder)([^a-z]|$)/i;
/** Model families without "embed" in their names. */
const families =
  /(^|\/)(bge|gte|e5|minilm|all-minilm|nomic-embed|mxbai|snowflake-arctic|paraphrase)([^a-z]|$)/i;

/** Whether a model is an embedding model rather than a chat model, judged by its name. */
export function isEmbeddingModel(name: string): boolean {
  return saysSo.test(name) || families.test(name);
}
