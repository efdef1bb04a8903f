import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { McpServer } from '@modelcontextprotocol/server';

/** An MCP server at an address, in this process. */
export class HttpToolServer {
  readonly url: string;
  /** Of all requests, oldest first. */
  readonly headers: IncomingHttpHeaders[];
  readonly #close: () => Promise<void>;

  private constructor(url: string, headers: IncomingHttpHeaders[], close: () => Promise<void>) {
    this.url = url;
    this.headers = headers;
    this.#close = close;
  }

  /** @param intercept answers instead of the server where it returns a response. */
  static async start(
    make: () => McpServer,
    intercept: (request: Request) => Response | null = () => null,
  ): Promise<HttpToolServer> {
    const headers: IncomingHttpHeaders[] = [];
    const handler = createMcpHandler(make);
    const fetch = async (request: Request) => intercept(request) ?? (await handler.fetch(request));
    const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
    const http = createServer((request, response) => {
      headers.push(request.headers);
      void listener(request, response);
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    return new HttpToolServer(`http://127.0.0.1:${address.port}/mcp`, headers, async () => {
      await handler.close();
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    });
  }

  stop(): Promise<void> {
    return this.#close();
  }
}
