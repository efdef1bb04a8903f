/**
 * Requests to model servers: this room owns HTTP, retries, timeouts and error messages; it knows nothing of chats or
 * embeddings. This file converts whatever the SDK, the network or a server throws into a TuteeError with a message for
 * users, and decides whether a retry may help. Knows the error texts of common servers; never reveals a key.
 */
import type { ErrorCode } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';
import { errorMessages } from './error-messages.ts';
import type { ModelServer } from './model-server.ts';
import { lostConnections, networkCode, unreachableMessage } from './network-failure.ts';
import { redactKey } from './redact-key.ts';
import { retryAfterMs } from './retry-after.ts';
import { findServerFailure } from './server-failure.ts';
import type { ServerFailure } from './server-failure.ts';

const MAX_DETAIL = 500;

export interface FailureContext {
  readonly server: ModelServer;
  /** The requested model; null when the request names none. */
  readonly model: string | null;
}

export interface ModelFailure {
  readonly error: TuteeError;
  /** True when the same request may succeed shortly after. */
  readonly retryable: boolean;
  /** The delay that the server asked for, in ms; null when it did not. */
  readonly waitMs: number | null;
  /** HTTP status; null when there is none. */
  readonly status: number | null;
  /** The server's own error text, used to decide what the next attempt omits. Not for users: it may contain the key. */
  readonly words: string;
}

/** A failure whose code is already known, such as a timeout; never retryable. */
export function knownFailure(error: TuteeError): ModelFailure {
  return { error, retryable: false, waitMs: null, status: null, words: '' };
}

/** Interprets anything thrown during a request to a model server. */
export function readFailure(thrown: unknown, context: FailureContext): ModelFailure {
  if (thrown instanceof TuteeError) return knownFailure(thrown);
  const response = findServerFailure(thrown);
  if (response !== null) return serverFailure(response, context);
  const network = networkCode(thrown);
  if (network !== null) return networkFailure(network, context);
  return knownFailure(malformed('notProtocol', context, String(thrown)));
}

/**
 * The error for an invalid answer. brokeOff: it began and did not end. notProtocol: something else answers at that
 * address. tooLong: it exceeds a size limit.
 */
export function malformed(
  kind: 'brokeOff' | 'notProtocol' | 'tooLong',
  context: FailureContext,
  detail?: string,
): TuteeError {
  return new TuteeError('malformed_stream', errorMessages[kind](context), {
    detail: detail === undefined ? undefined : sanitized(detail, context),
  });
}

/** The error for a timeout. @param phase what was waited for. @param limitMs the timeout in ms. */
export function timedOut(phase: 'begin' | 'continue', limitMs: number, context: FailureContext): TuteeError {
  return new TuteeError('timeout', errorMessages.timeout(phase, Math.ceil(limitMs / 1000), context));
}

export function cancelled(): TuteeError {
  return new TuteeError('cancelled', 'Stopped.');
}

function networkFailure(code: string, context: FailureContext): ModelFailure {
  const error = new TuteeError('unreachable', unreachableMessage(code, context.server.baseUrl), {
    detail: code,
  });
  return { error, retryable: lostConnections.has(code), waitMs: null, status: null, words: '' };
}

function serverFailure({ status, words, headers }: ServerFailure, context: FailureContext): ModelFailure {
  const code = codeOf(status, words, context);
  const waitMs = retryAfterMs(headers, Date.now());
  const detail = sanitized(status === null ? words : `HTTP ${status}: ${words}`, context);
  return {
    error: new TuteeError(code, messageFor(code, words, waitMs, context), { detail }),
    retryable: code === 'rate_limited' || (code === 'server_failed' && status !== 501 && status !== 505),
    waitMs,
    status,
    words,
  };
}

/** Texts take precedence over the status, since servers use one status for many failures. */
function codeOf(status: number | null, words: string, { server }: FailureContext): ErrorCode {
  const keyCode = server.apiKey === null ? 'no_key' : 'wrong_key';
  if (texts.context.test(words)) return 'context_too_long';
  if (status === 402 || texts.quota.test(words)) return 'quota_exceeded';
  // The code takes precedence over the status: OpenAI sends 403 for a model that a project may not use.
  if (/\bmodel_not_found\b/.test(words)) return 'no_such_model';
  if (status === 401 || status === 403 || texts.key.test(words)) return keyCode;
  if (texts.model.test(words)) return 'no_such_model';
  if (status === 429 || texts.rate.test(words)) return 'rate_limited';
  if (status === 413) return 'context_too_long';
  if (status === 408) return 'server_failed';
  return status === null || status >= 500 ? 'server_failed' : 'rejected_request';
}

/** Error texts seen from OpenAI, Ollama, LM Studio, llama.cpp, vLLM and the larger hosted services. */
const texts = {
  context:
    /context_length_exceeded|exceed_context_size|maximum context length|context (length|size|window) (of|is|exceeded|has been)|exceeds? (the )?(available |maximum |model'?s? )*context|exceeded max context|context (the )?overflow|prompt (is )?too long|input (is )?too long|too many input tokens|input token count .{0,100} exceeds|greater than the context length/i,
  quota:
    /insufficient_quota|exceeded your current quota|insufficient (balance|credit|funds)|billing_hard_limit|out of credits?/i,
  key: /invalid_api_key|(invalid|incorrect|wrong|missing) api[ _-]?key|api[ _-]?key (is )?(not valid|invalid|missing|required)/i,
  model:
    /model[\s\S]{0,220}?(not found|does not exist|is not available|not exist)|no such model|unknown model|invalid model|not a valid model|no models? (are |is )?(currently )?loaded|failed to load model/i,
  rate: /rate[ _-]?limit|too many requests/i,
} as const;

function messageFor(code: ErrorCode, words: string, waitMs: number | null, context: FailureContext): string {
  if (code === 'rate_limited') return errorMessages.rateLimited(waitMs, context);
  if (/\bredirected$/.test(words)) return errorMessages.redirected(context);
  return (messageByCode.get(code) ?? errorMessages.rejected)(context);
}

const messageByCode = new Map<ErrorCode, (context: FailureContext) => string>([
  ['no_key', errorMessages.noKey],
  ['wrong_key', errorMessages.wrongKey],
  ['no_such_model', errorMessages.noSuchModel],
  ['context_too_long', errorMessages.contextTooLong],
  ['quota_exceeded', errorMessages.quota],
  ['server_failed', errorMessages.serverFailed],
]);

function sanitized(detail: string, { server }: FailureContext): string {
  // Redact before cutting, so that no cut leaves the first half of a key.
  const clean = redactKey(detail, server.apiKey).replace(/\s+/g, ' ').trim();
  return clean.length <= MAX_DETAIL ? clean : `${clean.slice(0, MAX_DETAIL)}…`;
}
