/**
 * The only place that creates SDK clients, and through which all requests leave. Owns the headers; does not know what
 * requests mean.
 */
import type OpenAI from 'openai';
import type { ModelServer } from './model-server.ts';
import { readServerFailure } from './server-failure.ts';

/** Effectively disables the SDK's timeout: our own timeouts also cover the body. */
const NO_TIMEOUT = 24 * 60 * 60 * 1000;

/**
 * A client for one server. The SDK reads nothing from the environment that could redirect or extend requests, and
 * neither logs nor retries.
 */
export async function createOpenAIClient(server: ModelServer): Promise<OpenAI> {
  // Loaded with the first request: it is the main side's largest library, and startup must not wait for it.
  const { OpenAI: Client } = await import('openai');
  return new Client({
    baseURL: server.baseUrl,
    // The SDK requires a key; `ownHeaders` decides what is sent.
    apiKey: server.apiKey ?? 'no key',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: NO_TIMEOUT,
    fetch: (input, init) => send(server, input, init),
  });
}

/** Does not follow redirects: the user's words go to the configured server and to no other. */
async function send(
  server: ModelServer,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const response = await fetch(input, { ...init, headers: ownHeaders(server, init), redirect: 'manual' });
  if (!response.ok) throw await readServerFailure(response);
  return response;
}

/**
 * Only the headers that the protocol needs. The SDK would add the system's name, processor and runtime versions, and
 * the content of OPENAI_CUSTOM_HEADERS.
 */
function ownHeaders(server: ModelServer, init: RequestInit | undefined): Headers {
  const headers = new Headers({ accept: 'application/json, text/event-stream', 'user-agent': 'Tutee' });
  if (init?.body !== undefined && init.body !== null) headers.set('content-type', 'application/json');
  if (server.apiKey !== null) headers.set('authorization', `Bearer ${server.apiKey}`);
  return headers;
}
