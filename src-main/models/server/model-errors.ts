/**
 * Turns whatever the SDK, the network or a server throws into a coded failure in words a person understands, and says
 * whether trying again may help. Knows the failure texts of the usual servers; never lets a key through.
 */
import type { ErrorCode } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';
import { advice } from './failure-words.ts';
import type { ModelServer } from './model-server.ts';
import { lostConnections, networkCode, unreachableWords } from './network-failure.ts';
import { redactKey } from './redact-key.ts';
import { retryAfterMs } from './retry-after.ts';
import { findServerFailure } from './server-failure.ts';
import type { ServerFailure } from './server-failure.ts';

const maxDetail = 500;

export interface FailureContext {
  readonly server: ModelServer;
  /** The model that was asked; null when none was. */
  readonly model: string | null;
}

export interface ModelFailure {
  readonly error: TuteeError;
  /** True when the same request may succeed a little later. */
  readonly passing: boolean;
  /** How long the server asked to wait, in ms; null when it did not say. */
  readonly waitMs: number | null;
  /** HTTP status; null when the failure came without one. */
  readonly status: number | null;
  /** The server's own words, for deciding what to leave out of the next try. Not for people: may hold the key. */
  readonly words: string;
}

/** A failure whose code is known already, such as a time limit; never passing. */
export function knownFailure(error: TuteeError): ModelFailure {
  return { error, passing: false, waitMs: null, status: null, words: '' };
}

/** Reads anything thrown while a model server was asked. */
export function readFailure(thrown: unknown, context: FailureContext): ModelFailure {
  if (thrown instanceof TuteeError) return knownFailure(thrown);
  const answered = findServerFailure(thrown);
  if (answered !== null) return serverFailure(answered, context);
  const network = networkCode(thrown);
  if (network !== null) return networkFailure(network, context);
  return knownFailure(malformed('notProtocol', context, String(thrown)));
}

/**
 * An answer that is not what the protocol says. brokeOff: it began and did not end. notProtocol: something else answers at
 * that address. tooLong: it does not end, or not where it should.
 */
export function malformed(
  kind: 'brokeOff' | 'notProtocol' | 'tooLong',
  context: FailureContext,
  detail?: string,
): TuteeError {
  return new TuteeError('malformed_stream', advice[kind](context), {
    detail: detail === undefined ? undefined : presentable(detail, context),
  });
}

/** `phase` says what was waited for; `limitMs` how long. */
export function timedOut(phase: 'begin' | 'continue', limitMs: number, context: FailureContext): TuteeError {
  return new TuteeError('timeout', advice.timeout(phase, Math.ceil(limitMs / 1000), context));
}

export function cancelled(): TuteeError {
  return new TuteeError('cancelled', 'Stopped.');
}

function networkFailure(code: string, context: FailureContext): ModelFailure {
  const error = new TuteeError('unreachable', unreachableWords(code, context.server.baseUrl), {
    detail: code,
  });
  return { error, passing: lostConnections.has(code), waitMs: null, status: null, words: '' };
}

function serverFailure({ status, words, headers }: ServerFailure, context: FailureContext): ModelFailure {
  const code = codeOf(status, words, context);
  const waitMs = retryAfterMs(headers, Date.now());
  const detail = presentable(status === null ? words : `HTTP ${status}: ${words}`, context);
  return {
    error: new TuteeError(code, messageFor(code, words, waitMs, context), { detail }),
    passing: code === 'rate_limited' || (code === 'server_failed' && status !== 501 && status !== 505),
    waitMs,
    status,
    words,
  };
}

/** The texts come first, since servers use one status for many things. */
function codeOf(status: number | null, words: string, { server }: FailureContext): ErrorCode {
  const keyCode = server.apiKey === null ? 'no_key' : 'wrong_key';
  if (texts.context.test(words)) return 'context_too_long';
  if (status === 402 || texts.quota.test(words)) return 'quota_exceeded';
  // Named by its code before the status: OpenAI answers 403 for a model that a project may not use.
  if (/\bmodel_not_found\b/.test(words)) return 'no_such_model';
  if (status === 401 || status === 403 || texts.key.test(words)) return keyCode;
  if (texts.model.test(words)) return 'no_such_model';
  if (status === 429 || texts.rate.test(words)) return 'rate_limited';
  if (status === 413) return 'context_too_long';
  if (status === 408) return 'server_failed';
  return status === null || status >= 500 ? 'server_failed' : 'rejected_request';
}

/** Wordings seen from OpenAI, Ollama, LM Studio, llama.cpp, vLLM and the larger hosted services. */
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
  if (code === 'rate_limited') return advice.rateLimited(waitMs, context);
  if (/\bredirected$/.test(words)) return advice.redirected(context);
  return (adviceByCode.get(code) ?? advice.rejected)(context);
}

const adviceByCode = new Map<ErrorCode, (context: FailureContext) => string>([
  ['no_key', advice.noKey],
  ['wrong_key', advice.wrongKey],
  ['no_such_model', advice.noSuchModel],
  ['context_too_long', advice.contextTooLong],
  ['quota_exceeded', advice.quota],
  ['server_failed', advice.serverFailed],
]);

function presentable(detail: string, { server }: FailureContext): string {
  // Redacted before it is cut, so that no cut can leave the first half of a key standing.
  const clean = redactKey(detail, server.apiKey).replace(/\s+/g, ' ').trim();
  return clean.length <= maxDetail ? clean : `${clean.slice(0, maxDetail)}…`;
}
