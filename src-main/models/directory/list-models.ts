import { protocolOf } from '#shared/models/protocol.ts';
import { malformed } from '../server/model-errors.ts';
import type { ModelServer } from '../server/model-server.ts';
import { nativeServer } from '../server/protocol.ts';
import { requestJson } from '../server/request-json.ts';
import { noRetry } from '../server/retry-policy.ts';
import { readModelList } from './read-model-list.ts';
import type { ListedModel } from './read-model-list.ts';

const defaultTimeoutMs = 10_000;
const maxBytes = 8 * 1024 * 1024;

/** Anthropic and Google list in pages; each of these is larger than all their models. */
const pageOf = { openai: '', anthropic: '?limit=1000', google: '?pageSize=1000' } as const;

export interface ListOptions {
  /** From sending to the last byte. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * A server's models, distinct and sorted by name. Names that a request could not contain are left out. Throws a
 * TuteeError with a model code; never retries, since the user waits for the list.
 */
export async function listOfferedModels(
  server: ModelServer,
  { timeoutMs = defaultTimeoutMs, signal }: ListOptions = {},
): Promise<ListedModel[]> {
  const protocol = protocolOf(server);
  const asked = protocol === 'openai' ? server : nativeServer(server, protocol);
  const context = { server: asked, model: null };
  const path = `/models${pageOf[protocol]}`;
  const answer = await requestJson({ context, path, timeoutMs, maxBytes, signal, retry: noRetry });
  const models = readModelList(answer);
  if (models === null) throw malformed('notProtocol', context, 'The list of models has another form.');
  return models;
}

/** Their names alone. */
export async function listModels(server: ModelServer, options: ListOptions = {}): Promise<string[]> {
  return (await listOfferedModels(server, options)).map(({ id }) => id);
}
