/**
 * The only place that creates SDK clients, and through which all requests leave. Owns the headers; does not know what
 * requests mean.
 */
import type OpenAI from 'openai';
import type { ModelServer } from './model-server.ts';
import { compatibleAddress } from './protocol.ts';
import { fetchFor } from './proxied-fetch.ts';
import type { Fetch } from './proxied-fetch.ts';
import { readServerFailure } from './server-failure.ts';

/** Effectively disables the SDK's timeout: our own timeouts also cover the body. */
const NO_TIMEOUT = 24 * 60 * 60 * 1000;

/**
 * A client for one server. The SDK reads nothing from the environment that could redirect or extend requests, and
 * neither logs nor retries. Throws `invalid_input` for certificates that cannot be read.
 */
export async function createOpenAIClient(server: ModelServer): Promise<OpenAI> {
  // Loaded with the first request: it is the main side's largest library, and startup must not wait for it.
  const { OpenAI: Client } = await import('openai');
  const fetchBy = await fetchFor(server);
  return new Client({
    baseURL: server.nativeProtocol === undefined ? compatibleAddress(server.baseUrl) : server.baseUrl,
    // The SDK requires a key; `ownHeaders` decides what is sent.
    apiKey: server.apiKey ?? 'no key',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: NO_TIMEOUT,
    fetch: (input, init) => send(server, fetchBy, input, init),
  });
}

/** Sends requests of other libraries to one server. Throws ServerFailure for an error response. */
export async function senderTo(server: ModelServer): Promise<Fetch> {
  const fetchBy = await fetchFor(server);
  return async (input, init) => await send(server, fetchBy, input, init);
}

/** How often a request is sent on within one server. */
const MAX_REDIRECTS = 3;

/** Follows redirects within the configured server only: the user's words and the key go nowhere else. */
async function send(
  server: ModelServer,
  fetchBy: Fetch,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const headers = ownHeaders(server, init);
  const sent = { ...init, headers, redirect: 'manual' } as const;
  let address = withVersion(server, addressOf(input));
  let response = await fetchBy(address, sent);
  for (let followed = 0; followed < MAX_REDIRECTS; followed += 1) {
    const next = sentOnWithin(address, response, init);
    if (next === null) break;
    await response.body?.cancel();
    address = next;
    response = await fetchBy(address, sent);
  }
  if (!response.ok) throw await readServerFailure(response);
  return response;
}

/** Where a response sends the same request within the same server; null: nowhere, or to another one. */
function sentOnWithin(address: string, response: Response, init: RequestInit | undefined): string | null {
  if (![301, 302, 307, 308].includes(response.status)) return null;
  if (init?.body != null && typeof init.body !== 'string') return null;
  const next = URL.parse(response.headers.get('location') ?? '', address);
  return next !== null && next.origin === new URL(address).origin ? next.href : null;
}

function addressOf(input: string | URL | Request): string {
  return typeof input === 'string' ? input : 'href' in input ? input.href : input.url;
}

function withVersion({ apiVersion }: ModelServer, address: string): string {
  if (apiVersion == null) return address;
  const url = new URL(address);
  url.searchParams.set('api-version', apiVersion);
  return url.href;
}

/**
 * Only the headers that the protocol needs. The SDK would add the system's name, processor and runtime versions, and
 * the content of OPENAI_CUSTOM_HEADERS. The provider's headers win.
 */
function ownHeaders(server: ModelServer, init: RequestInit | undefined): Headers {
  const headers = new Headers({ accept: 'application/json, text/event-stream', 'user-agent': 'Tutee' });
  if (init?.body !== undefined && init.body !== null) headers.set('content-type', 'application/json');
  if (server.apiKey !== null) setKey(headers, server, server.apiKey);
  if (server.nativeProtocol === 'anthropic') setVersion(headers, new Headers(init?.headers));
  for (const [name, value] of Object.entries(server.headers ?? {})) headers.set(name, value);
  return headers;
}

/** Azure, Anthropic and Google take keys under names of their own. */
function setKey(headers: Headers, { kind, nativeProtocol }: ModelServer, key: string): void {
  if (nativeProtocol === 'anthropic') headers.set('x-api-key', key);
  else if (nativeProtocol === 'google') headers.set('x-goog-api-key', key);
  else if (kind === 'azure') headers.set('api-key', key);
  else headers.set('authorization', `Bearer ${key}`);
}

function setVersion(headers: Headers, given: Headers): void {
  headers.set('anthropic-version', given.get('anthropic-version') ?? '2023-06-01');
  const betas = given.get('anthropic-beta');
  if (betas !== null) headers.set('anthropic-beta', betas);
}
