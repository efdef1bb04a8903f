import * as z from 'zod';
import { limits } from '#shared/text.ts';
import { malformed } from '../server/model-errors.ts';
import type { ModelServer } from '../server/model-server.ts';
import { requestJson } from '../server/request-json.ts';
import { noRetry } from '../server/retry-policy.ts';

const defaultTimeoutMs = 10_000;
const maxBytes = 8 * 1024 * 1024;

/** Ollama sends null when it has no models. */
const listSchema = z.object({ data: z.array(z.object({ id: z.string() })).nullable() });

/**
 * Names of a server's models, distinct and sorted. Names that a request could not contain are left out. Throws a
 * TuteeError with a model code; never retries, since the user waits for the list.
 */
export async function listModels(
  server: ModelServer,
  { timeoutMs = defaultTimeoutMs, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<string[]> {
  const context = { server, model: null };
  const answer = await requestJson({ context, path: '/models', timeoutMs, maxBytes, signal, retry: noRetry });
  const list = listSchema.safeParse(answer);
  if (!list.success) throw malformed('notProtocol', context, 'The list of models has another form.');
  const names = (list.data.data ?? []).map(({ id }) => id.trim()).filter(isUsable);
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function isUsable(name: string): boolean {
  return name !== '' && name.length <= limits.modelName && !/\p{Cc}/u.test(name);
}
