import { cancelled, malformed, readFailure, timedOut } from './model-errors.ts';
import { isPage } from './failure-body.ts';
import { jsonObjectsIn } from './json-value.ts';
import type { FailureContext, ModelFailure } from './model-errors.ts';
import { createOpenAIClient } from './openai-client.ts';
import { BodyTooLargeError, readBody } from './read-body.ts';
import { defaultRetryPolicy, retryDelay, waitBeforeRetry } from './retry-policy.ts';
import type { RetryPolicy } from './retry-policy.ts';

export interface JsonRequest {
  readonly context: FailureContext;
  /** Path below the base URL, with a leading slash. */
  readonly path: string;
  /** Absent: GET. Present: POST of this as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Per attempt, from sending to the last byte, in ms. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  readonly retry?: RetryPolicy;
}

const NEVER = new AbortController().signal;

/**
 * Requests one JSON value from a model server, without validating it. Throws TuteeError with a model code, or
 * `cancelled`.
 */
export async function requestJson(request: JsonRequest): Promise<unknown> {
  const signal = request.signal ?? NEVER;
  for (let failures = 1; ; failures += 1) {
    const timeout = AbortSignal.timeout(request.timeoutMs);
    try {
      return await requestOnce(request, AbortSignal.any([signal, timeout]));
    } catch (thrown) {
      if (signal.aborted) throw cancelled();
      if (timeout.aborted) throw timedOut('begin', request.timeoutMs, request.context);
      const failure = failureOf(thrown, request.context);
      const delay = retryDelay(failure, failures, request.retry ?? defaultRetryPolicy);
      if (delay === null) throw failure.error;
      await waitBeforeRetry(delay, signal);
    }
  }
}

async function requestOnce(
  { context, path, body, maxBytes }: JsonRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const client = await createOpenAIClient(context.server);
  const sent = body === undefined ? client.get(path, { signal }) : client.post(path, { body, signal });
  const text = await readBody(await sent.asResponse(), maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    const lines = jsonObjectsIn(text);
    if (lines.length > 1) return lines;
    throw malformed('notProtocol', context, text, isPage(text) ? text : '');
  }
}

function failureOf(thrown: unknown, context: FailureContext): ModelFailure {
  if (thrown instanceof BodyTooLargeError)
    return readFailure(malformed('notProtocol', context, thrown.message), context);
  return readFailure(thrown, context);
}
