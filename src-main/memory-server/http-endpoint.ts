/** The address on this machine where other programs reach the memory: MCP over HTTP, and plain calls for the connection by stdio. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { McpHttpHandler } from '@modelcontextprotocol/server';
import { TuteeError } from '#shared/errors.ts';
import type { MemoryClient, MemoryTool } from '#shared/memory/memory-client.ts';
import { createMcpServer } from './mcp-server.ts';
import { toolCallSchema } from './memory-tools.ts';
import type { Consent, ToolOutcome } from './memory-tools.ts';

/** The paths of the endpoint. */
export const endpointPaths = { mcp: '/mcp', call: '/call' } as const;

/** The longest memory and its arguments fit many times over. In bytes. */
const MAX_BODY = 1024 * 1024;
const MAX_CONNECTIONS = 64;

export interface EndpointOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly version: string;
  /** Null: no client has this key. */
  readonly clientOf: (key: string) => MemoryClient | null;
  /** Never rejects. */
  readonly call: (
    client: MemoryClient,
    tool: MemoryTool,
    args: unknown,
    consent: Consent,
  ) => Promise<ToolOutcome>;
}

export interface Endpoint {
  readonly port: number;
  /** Of MCP. */
  readonly url: string;
  /** Ends every connection, busy ones included. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 only. Throws `bad_setting` when the port is in use. */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000 });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, options.port);
  const handlers = new Set<McpHttpHandler>();
  const fetch = async (request: Request): Promise<Response> => {
    const refusal = refusalOf(request, port);
    if (refusal !== null) return problem(403, refusal);
    const client = clientIn(request, options);
    if (client === null)
      return problem(401, 'This key is not one of Tutee’s. Make one in Tutee, under Memory, Programs.', {
        'www-authenticate': 'Bearer',
      });
    const { pathname } = new URL(request.url);
    if (pathname === endpointPaths.mcp) return answerMcp(request, client, options, handlers);
    if (pathname === endpointPaths.call && request.method === 'POST')
      return answerCall(request, client, options);
    return problem(404, `Tutee answers MCP at ${endpointPaths.mcp}.`);
  };
  const listener = getRequestListener(fetch, { hostname: '127.0.0.1', overrideGlobalObjects: false });
  server.on(
    'request',
    (request: IncomingMessage, response: ServerResponse) => void listener(request, response),
  );
  return {
    port,
    url: `http://127.0.0.1:${port}${endpointPaths.mcp}`,
    async close() {
      await Promise.all([...handlers].map((handler) => handler.close()));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function answerMcp(
  request: Request,
  client: MemoryClient,
  { call, version }: EndpointOptions,
  handlers: Set<McpHttpHandler>,
): Promise<Response> {
  const handler = createMcpHandler(
    () => createMcpServer({ call: (tool, args, consent) => call(client, tool, args, consent), version }),
    { maxRequestBodySize: MAX_BODY },
  );
  handlers.add(handler);
  try {
    return await handler.fetch(request);
  } finally {
    handlers.delete(handler);
  }
}

async function answerCall(
  request: Request,
  client: MemoryClient,
  { call }: EndpointOptions,
): Promise<Response> {
  const body = await boundedText(request);
  if (body === null) return problem(413, 'This request is too large.');
  const parsed = toolCallSchema.safeParse(jsonOf(body));
  if (!parsed.success) return problem(400, 'This is not a call of a tool.');
  const { tool, arguments: args, consent } = parsed.data;
  return Response.json(await call(client, tool, args, consent));
}

/** Null: longer than MAX_BODY. */
async function boundedText(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Programs send no Origin, browsers do: a page must not reach the memory even if it knew a key. The Host check prevents DNS rebinding.
 */
function refusalOf(request: Request, port: number): string | null {
  const host = request.headers.get('host');
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return 'This address is not one that Tutee answers under.';
  return request.headers.has('origin') ? 'Pages in a browser may not use the memory.' : null;
}

function clientIn(request: Request, { clientOf }: EndpointOptions): MemoryClient | null {
  const [scheme = '', key = '', ...more] = (request.headers.get('authorization') ?? '').split(' ');
  return scheme.toLowerCase() === 'bearer' && key !== '' && more.length === 0 ? clientOf(key) : null;
}

function problem(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: message }, { status, headers });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? portTaken(port, error) : error),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function portTaken(port: number, cause: Error): TuteeError {
  return new TuteeError(
    'bad_setting',
    `Another program uses port ${port}, where others reach the memory. Close it, or switch off and on again to take another port.`,
    { cause },
  );
}
