/**
 * The one place that makes an SDK client and the one door requests leave through. It owns which headers are sent; it
 * may not know what the requests mean.
 */
import type OpenAI from 'openai';
import type { ModelServer } from './model-server.ts';
import { readServerFailure } from './server-failure.ts';

/** The SDK's own clock is switched off by setting it far out: time limits are ours, since they also cover the body. */
const noTimeout = 24 * 60 * 60 * 1000;

/**
 * A client for one server. Nothing is read from the environment that could redirect a request or add to it, and nothing is
 * logged or retried by the SDK.
 */
export async function createOpenAIClient(server: ModelServer): Promise<OpenAI> {
  // Loaded with the first request: it is the largest library of the main side, and Tutee must be ready without it.
  const { OpenAI: Client } = await import('openai');
  return new Client({
    baseURL: server.baseUrl,
    // The SDK refuses to start without a key; `ownHeaders` decides what is really sent.
    apiKey: server.apiKey ?? 'no key',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: noTimeout,
    fetch: (input, init) => send(server, input, init),
  });
}

/** Redirects are not followed: the words of the user go to the server that was named and to no other. */
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
 * Only what the protocol needs. The SDK would add the system's name, processor and runtime versions, and whatever the
 * variable OPENAI_CUSTOM_HEADERS holds.
 */
function ownHeaders(server: ModelServer, init: RequestInit | undefined): Headers {
  const headers = new Headers({ accept: 'application/json, text/event-stream', 'user-agent': 'Tutee' });
  if (init?.body !== undefined && init.body !== null) headers.set('content-type', 'application/json');
  if (server.apiKey !== null) headers.set('authorization', `Bearer ${server.apiKey}`);
  return headers;
}
