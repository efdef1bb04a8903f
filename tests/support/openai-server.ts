/**
 * A loopback server that implements enough of the OpenAI protocol to break it on purpose. Each request takes the next queued behaviour of
 * its path, or the path's default; all requests are recorded.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { checkAnswer, checkedSentences, rightLessons } from './capture/learner-check.ts';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; null without a body. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Settles when the connection of this request is closed or its response was sent completely. */
  readonly closed: Promise<'finished' | 'cut'>;
}

export type Behaviour = (response: ServerResponse, request: RecordedRequest) => void;
export type Endpoint = 'chat' | 'models' | 'embeddings';

const paths: Readonly<Record<string, Endpoint>> = {
  '/v1/chat/completions': 'chat',
  '/v1/models': 'models',
  '/v1/embeddings': 'embeddings',
};

export class OpenAIServer {
  readonly requests: RecordedRequest[] = [];
  /** Checks before learning; they are not among the requests. */
  readonly checks: RecordedRequest[] = [];
  /** The behaviour for a check; passes by default. */
  checked: Behaviour = passesCheck;
  readonly #http: Server;
  readonly #standing: Record<Endpoint, Behaviour> = {
    chat: answers('Hello.'),
    models: sends(JSON.stringify({ object: 'list', data: [{ id: 'test-model' }] })),
    embeddings: embeds(),
  };
  readonly #queued: Record<Endpoint, Behaviour[]> = { chat: [], models: [], embeddings: [] };
  readonly #waiting: ((request: RecordedRequest) => void)[] = [];

  private constructor(http: Server) {
    this.#http = http;
    http.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<OpenAIServer> {
    const http = createServer();
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return new OpenAIServer(http);
  }

  get port(): number {
    const address = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    return address.port;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** Queues behaviours for the next requests to this endpoint. */
  next(endpoint: Endpoint, ...behaviours: Behaviour[]): void {
    this.#queued[endpoint].push(...behaviours);
  }

  always(endpoint: Endpoint, behaviour: Behaviour): void {
    this.#standing[endpoint] = behaviour;
  }

  /** The next request that arrives after this call. */
  async nextRequest(): Promise<RecordedRequest> {
    return await new Promise((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = once(response, 'close').then((): 'finished' | 'cut' =>
      response.writableFinished ? 'finished' : 'cut',
    );
    const request = { ...(await record(incoming)), closed };
    if (checkedSentences(JSON.stringify(request.body)) !== null) {
      this.checks.push(request);
      this.checked(response, request);
      return;
    }
    this.requests.push(request);
    for (const resolve of this.#waiting.splice(0)) resolve(request);
    const endpoint = paths[request.path];
    if (endpoint === undefined) return fails(404, '404 page not found')(response, request);
    (this.#queued[endpoint].shift() ?? this.#standing[endpoint])(response, request);
  }
}

export async function record(incoming: IncomingMessage): Promise<Omit<RecordedRequest, 'closed'>> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += String(chunk);
  const body: RecordedRequest['body'] =
    text === '' ? null : (JSON.parse(text) as Readonly<Record<string, unknown>>);
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
}

/** Passes the check before learning. */
export function passesCheck(response: ServerResponse, request: RecordedRequest): void {
  const sentences = checkedSentences(JSON.stringify(request.body)) ?? [];
  answers(checkAnswer(rightLessons(sentences)))(response, request);
}

export interface StreamParts {
  readonly reasoning?: string[];
  /** Name of the field with the reasoning. */
  readonly reasoningField?: 'reasoning_content' | 'reasoning';
  readonly finishReason?: string | null;
  readonly usage?: { prompt_tokens: number; completion_tokens: number };
  /** False omits the end mark. */
  readonly done?: boolean;
}

/** Streams these pieces as a complete, valid answer unless `parts` says otherwise. */
export function answers(text: string | readonly string[], parts: StreamParts = {}): Behaviour {
  return (response) => {
    beginStream(response);
    const field = parts.reasoningField ?? 'reasoning_content';
    for (const piece of parts.reasoning ?? []) writeChunk(response, { [field]: piece });
    for (const piece of typeof text === 'string' ? [text] : text) writeChunk(response, { content: piece });
    if (parts.finishReason !== null) writeChunk(response, {}, parts.finishReason ?? 'stop');
    if (parts.usage) writeData(response, { choices: [], usage: parts.usage });
    if (parts.done !== false) response.write('data: [DONE]\n\n');
    response.end();
  };
}

/** Calls tools, each by name and arguments. */
export function calls(...given: readonly (readonly [string, string])[]): Behaviour {
  return (response) => {
    beginStream(response);
    const made = given.map(([name, args], index) => ({
      index,
      id: `call-${index}`,
      type: 'function',
      function: { name, arguments: args },
    }));
    writeChunk(response, { tool_calls: made });
    writeChunk(response, {}, 'tool_calls');
    response.end('data: [DONE]\n\n');
  };
}

/** Streams these pieces, then sends nothing more and keeps the connection open. */
export function hangs(...pieces: string[]): Behaviour {
  return (response) => {
    if (pieces.length === 0) return;
    beginStream(response);
    for (const piece of pieces) writeChunk(response, { content: piece });
  };
}

/** Streams `first` at once and `rest` when `released` resolves, so that the test decides what happens in between. */
export function answersInTwo(first: string, rest: string, released: Promise<void>): Behaviour {
  return (response) => {
    beginStream(response);
    writeChunk(response, { content: first });
    void released.then(() => {
      writeChunk(response, { content: rest });
      writeChunk(response, {}, 'stop');
      response.end('data: [DONE]\n\n');
    });
  };
}

/**
 * Streams these pieces, then resets the connection: once `seen` aborts, because a reset overtakes data that was not read yet. Without
 * `seen`, after the headers were sent.
 */
export function cuts(
  pieces: readonly string[],
  seen?: AbortSignal,
  finishReason: string | null = null,
): Behaviour {
  return (response) => {
    beginStream(response);
    response.flushHeaders();
    for (const piece of pieces) writeChunk(response, { content: piece }, finishReason);
    if (seen === undefined) response.write(': begun\n\n', () => response.socket?.resetAndDestroy());
    seen?.addEventListener('abort', () => response.socket?.resetAndDestroy());
  };
}

/** Resets the connection before any response. */
export function resets(): Behaviour {
  return (response) => {
    response.socket?.resetAndDestroy();
  };
}

/** Streams raw text unchanged. */
export function streams(raw: string): Behaviour {
  return (response) => {
    beginStream(response);
    response.end(raw);
  };
}

/** Streams `before`, then `piece` repeatedly, as fast as it is read, until the reader is gone. */
export function neverEnds(piece: string, before = ''): Behaviour {
  return (response) => {
    beginStream(response);
    response.write(before);
    const block = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)));
    const more = (): void => {
      if (response.destroyed || response.closed) return;
      if (response.write(block)) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  };
}

export function sends(body: string, type = 'application/json', status = 200): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };
}

/** Fails with an OpenAI error object, or with `error` itself if it is a string. */
export function fails(
  status: number,
  error: string | { message: string; code?: string; type?: string; param?: string },
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return (response) => {
    const json = typeof error !== 'string';
    response.writeHead(status, { 'content-type': json ? 'application/json' : 'text/plain', ...headers });
    response.end(json ? JSON.stringify({ error }) : error);
  };
}

/** Answers /embeddings with vectors made by `vector`; by default of the length of the text and its index. */
export function embeds(vector: (text: string) => unknown = (text) => [text.length, 1, 0, 0]): Behaviour {
  return (response, request) => {
    const input = request.body?.['input'];
    const texts = Array.isArray(input) ? input.map(String) : [String(input)];
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vector(text) }));
    sends(JSON.stringify({ object: 'list', data }))(response, request);
  };
}

export function writeChunk(
  response: ServerResponse,
  delta: object,
  finishReason: string | null = null,
): void {
  writeData(response, {
    id: 'c',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
}

export function writeData(response: ServerResponse, data: unknown): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`);
}

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}
