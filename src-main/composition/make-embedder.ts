import type { Embedder } from '#shared/models/embedder.ts';
import type { EmbedderChoice } from '#shared/settings.ts';
import type { BuiltInEmbedders } from '../embedding/built-in-embedders.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';
import { createEndpointEmbedder } from '../models/embedders/endpoint-embedder.ts';

/** The embedder that the settings choose: a built-in one, or one behind a server. */
export async function makeEmbedder(
  choice: EmbedderChoice,
  builtIn: BuiltInEmbedders,
  directory: ModelDirectory,
  signal: AbortSignal,
): Promise<Embedder> {
  if (choice.type === 'embedded') return builtIn.load(signal);
  const { baseUrl, model } = choice;
  const server = await directory.serverAt(baseUrl);
  return createEndpointEmbedder({ baseUrl, model, key: server.apiKey, server, signal });
}
