/**
 * Requests to model servers: This folder owns HTTP, retries, timeouts and error messages; it knows nothing of chats or
 * embeddings. This file converts whatever the SDK, the network or a server throws into a TuteeError with a message for
 * users, and decides whether a retry may help. Never reveals a key.
 */
import type { ErrorCode } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';
import { errorMessages } from './error-messages.ts';
import { isFailedLoad, isNoSuchPath, isPageOfGate, kindOf, waitMsOf } from './failure-kind.ts';
import { readFailureBody } from './failure-body.ts';
import type { ModelServer } from './model-server.ts';
import { asksForProxyPassword, lostConnections, networkCode, unreachableMessage } from './network-failure.ts';
import { ignoresSocksProxy, proxyFor } from './proxied-fetch.ts';
import { proxyFailureIn, proxyHost } from './proxy-failure.ts';
import { redactKey } from './redact-key.ts';
import { rateLimitResetMs, retryAfterMs } from './retry-after.ts';
import { findServerFailure } from './server-failure.ts';
import type { ServerFailure } from './server-failure.ts';
import { sizesInWords } from './tokens-in-words.ts';
import type { NamedSizes } from './tokens-in-words.ts';

const MAX_DETAIL = 500;
const MAX_SAID = 320;

export interface FailureContext {
  readonly server: ModelServer;
  /** The requested model; null when the request names none. */
  readonly model: string | null;
}

export interface ModelFailure {
  readonly error: TuteeError;
  /** True when the same request may succeed shortly after. */
  readonly retryable: boolean;
  /** True when the server has too much to do, or gets too many requests for now: it may be waited for. */
  readonly busy: boolean;
  /** The delay that the server asked for, in ms; null when it did not. */
  readonly waitMs: number | null;
  /** HTTP status; null when there is none. */
  readonly status: number | null;
  /** The server's own error text, used to decide what the next attempt omits. Not for users: it may contain the key. */
  readonly words: string;
  /** The sizes in tokens that the failure names. */
  readonly sizes: NamedSizes;
}

const noSizes: NamedSizes = { window: null, asked: null };

/** A failure whose code is already known, such as a timeout; never retryable. */
export function knownFailure(error: TuteeError): ModelFailure {
  return { error, retryable: false, busy: false, waitMs: null, status: null, words: '', sizes: noSizes };
}

/** Interprets anything thrown during a request to a model server. */
export function readFailure(thrown: unknown, context: FailureContext): ModelFailure {
  if (thrown instanceof TuteeError) return knownFailure(thrown);
  const response = findServerFailure(thrown);
  if (response !== null) return serverFailure(response, context);
  if (asksForProxyPassword(thrown))
    return knownFailure(new TuteeError('blocked', errorMessages.proxy(context)));
  const proxy = proxyFailureIn(thrown);
  if (proxy !== null)
    return knownFailure(
      new TuteeError('unreachable', proxy.message, { detail: networkCode(thrown) ?? undefined }),
    );
  const network = networkCode(thrown);
  if (network !== null) return networkFailure(network, context);
  return knownFailure(malformed('notProtocol', context, String(thrown)));
}

/**
 * The error for an invalid answer. brokeOff: it began and did not end. notProtocol: something else answers at that
 * address. tooLong: it exceeds a size limit.
 * @param body what came instead; shown as the server's words.
 */
export function malformed(
  kind: 'brokeOff' | 'notProtocol' | 'tooLong',
  context: FailureContext,
  detail?: string,
  body = '',
): TuteeError {
  const { said, isPage } = readFailureBody(body);
  if (isPage && kind !== 'brokeOff') return pageInstead(said, context);
  return new TuteeError('malformed_stream', errorMessages[kind](context) + saidLine(said, context), {
    detail: detail === undefined ? undefined : sanitized(detail, context, MAX_DETAIL),
  });
}

/** The error for a web page that came with a status of success. @param words what is to be read on it. */
function pageInstead(words: string, context: FailureContext): TuteeError {
  const isGate = isPageOfGate(words);
  const message = (isGate ? errorMessages.blocked : errorMessages.pageInstead)(context);
  return new TuteeError(isGate ? 'blocked' : 'malformed_stream', message + saidLine(words, context));
}

/** The error for a timeout. @param phase what was waited for. @param limitMs the timeout in ms. */
export function timedOut(phase: 'begin' | 'continue', limitMs: number, context: FailureContext): TuteeError {
  const words = errorMessages.timeout(phase, Math.ceil(limitMs / 1000), context);
  const proxy = phase === 'begin' ? proxyFor(context.server, process.env) : null;
  const way = proxy === null ? '' : ` It is asked through the proxy at ${proxyHost(proxy)}.`;
  return new TuteeError('timeout', words + way);
}

export function cancelled(): TuteeError {
  return new TuteeError('cancelled', 'Stopped.');
}

function networkFailure(code: string, context: FailureContext): ModelFailure {
  const { server } = context;
  const words = unreachableMessage(code, server.baseUrl, (server.certificates ?? null) !== null);
  const error = new TuteeError('unreachable', words + ignoredProxyNote(server), { detail: code });
  return { ...knownFailure(error), retryable: lostConnections.has(code) };
}

/** Without such a proxy some networks let nothing out. */
function ignoredProxyNote(server: ModelServer): string {
  return ignoresSocksProxy(server, process.env)
    ? ' The environment names a SOCKS proxy of an older version, which Tutee cannot use. Give it an HTTP or SOCKS 5 proxy in Settings, under Models.'
    : '';
}

function serverFailure(failure: ServerFailure, context: FailureContext): ModelFailure {
  const { status, words, said, headers, body } = failure;
  const code = kindOf(failure, context.server.apiKey !== null);
  const now = Date.now();
  const waitMs =
    retryAfterMs(headers, now) ??
    waitMsOf(failure) ??
    (code === 'rate_limited' ? rateLimitResetMs(headers, now) : null);
  const busy =
    code === 'overloaded' || (code === 'rate_limited' && waitMs === null && !lastsLong.test(words));
  const detail = sanitized(status === null ? words : `HTTP ${status}: ${words}`, context, MAX_DETAIL);
  const ours = messageFor(code, failure, waitMs, context);
  const named = sizesInWords(words);
  return {
    error: new TuteeError(code, ours + saidLine(said, context), { detail }),
    retryable: busy || code === 'rate_limited' || (code === 'server_failed' && mayPass(status, words)),
    busy,
    waitMs,
    status,
    words,
    sizes: { window: body.window ?? named.window, asked: body.asked ?? named.asked },
  };
}

/** A limit of a day or a month is not waited for. */
const lastsLong =
  /\b(?:per|a|by|each)[ -]?(?:day|week|month)\b|\b(?:daily|weekly|monthly|today|tomorrow)\b|\bRPD\b|今日|每日|每天|每月/i;
/** What servers with TLS say to requests without. */
const wantsHttps = /plain HTTP request|HTTP request to an HTTPS server|speaking plain HTTP/i;

/** The origin and path of an address that a server names; null when it cannot be read. */
function addressIn(text: string): string | null {
  const url = URL.parse(text);
  return url === null || !/^https?:$/.test(url.protocol)
    ? null
    : `${url.origin}${url.pathname}`.slice(0, 200);
}

/** Whether a server may do better a moment later. */
function mayPass(status: number | null, words: string): boolean {
  return status !== 501 && status !== 505 && !isFailedLoad(words);
}

/** The server's own words as a second line; empty when it says nothing. */
function saidLine(said: string, context: FailureContext): string {
  const clean = sanitized(said, context, MAX_SAID);
  return clean === '' ? '' : `\nThe server says: “${clean}”`;
}

function messageFor(
  code: ErrorCode,
  { words, status, isPage }: ServerFailure,
  waitMs: number | null,
  context: FailureContext,
): string {
  if (code === 'rate_limited') return errorMessages.rateLimited(waitMs, context);
  if (code === 'overloaded') return errorMessages.overloaded(waitMs, context);
  const sentOn = /^to (.*) · redirected$/s.exec(words);
  if (sentOn !== null) return errorMessages.redirected(addressIn(sentOn[1] ?? ''), context);
  if (wantsHttps.test(words)) return errorMessages.needsHttps(context);
  if (code === 'blocked' && !isPage && status !== 407) return errorMessages.keptOut(context);
  if (code === 'server_failed' && isFailedLoad(words)) return errorMessages.loadFailed(context);
  if (code === 'rejected_request' && (status === 404 || status === 405 || isNoSuchPath(words)))
    return errorMessages.noSuchPath(context);
  return (messageByCode.get(code) ?? errorMessages.rejected)(context);
}

const messageByCode = new Map<ErrorCode, (context: FailureContext) => string>([
  ['no_key', errorMessages.noKey],
  ['wrong_key', errorMessages.wrongKey],
  ['no_such_model', errorMessages.noSuchModel],
  ['context_too_long', errorMessages.contextTooLong],
  ['quota_exceeded', errorMessages.quota],
  ['region_not_supported', errorMessages.region],
  ['moderated', errorMessages.moderated],
  ['blocked', errorMessages.blocked],
  ['model_loading', errorMessages.loading],
  ['out_of_memory', errorMessages.outOfMemory],
  ['template_failed', errorMessages.template],
  ['tools_not_supported', errorMessages.noTools],
  ['images_not_supported', errorMessages.noImages],
  ['server_failed', errorMessages.serverFailed],
]);

/** The password in the address of a proxy; null when it has none. */
function passwordIn(proxy: string): string | null {
  const password = URL.parse(proxy)?.password ?? '';
  return password === '' ? null : decodeURIComponent(password);
}

function sanitized(text: string, { server }: FailureContext, longest: number): string {
  // Redact before cutting, so that no cut leaves the first half of a key.
  const secrets = [server.apiKey, ...Object.values(server.headers ?? {}), passwordIn(server.proxy ?? '')];
  const clean = secrets.reduce(redactKey, text).replace(/\s+/g, ' ').trim();
  return clean.length <= longest ? clean : `${clean.slice(0, longest)}…`;
}
