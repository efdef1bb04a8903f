/**
 * The server of the browser shell: the app over loopback HTTP and a WebSocket. It owns connections and who may use them; it may not
 * know what commands mean.
 */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { TuteeError } from '#shared/errors.ts';
import { webPaths, type LinkOffer } from '#shared/transport.ts';
import type { TuteeApp } from '../app.ts';
import type { PageFiles } from '../page-files.ts';
import { createEventSockets, type EventSockets } from './event-sockets.ts';
import { createWebSession, type SessionSecrets } from './session.ts';
import { webRoutes } from './web-routes.ts';

export interface WebServerOptions {
  readonly app: TuteeApp;
  readonly page: PageFiles;
  /** 0: any free port. */
  readonly port: number;
  readonly secrets?: SessionSecrets;
  readonly heartbeatMs?: number;
  readonly timeouts?: RequestTimeouts;
  /** Shows a new link to the person at this machine; resolves to how. Absent: links are not offered. */
  readonly offerLink?: (url: string) => Promise<LinkOffer>;
  readonly onLinkUsed?: () => void;
}

/** How long a client may take to send a request. Node's defaults are minutes, and a silent client holds a connection. */
export interface RequestTimeouts {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly checkEveryMs: number;
}
const defaultTimeouts: RequestTimeouts = { headersMs: 10_000, requestMs: 60_000, checkEveryMs: 5_000 };

/** Far more than the tabs of one person need. */
const maxConnections = 256;

export interface WebServer {
  readonly port: number;
  /** The URL with the one-time token. */
  readonly openUrl: string;
  /** Closes the server and every connection, busy ones included. Idempotent. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 only. Throws `bad_setting` when the port is in use or not permitted. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { headersMs, requestMs, checkEveryMs } = options.timeouts ?? defaultTimeouts;
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkEveryMs,
  });
  server.maxConnections = maxConnections;
  const port = await listen(server, options.port);
  const session = createWebSession(options.secrets);
  const link = () => `http://127.0.0.1:${port}${webPaths.open}?token=${session.token()}`;
  const openUrl = link();
  const routes = webRoutes({
    app: options.app,
    page: options.page,
    port,
    session,
    offerLink: async () => options.offerLink?.(link()) ?? 'terminal',
    onLinkUsed: options.onLinkUsed ?? (() => undefined),
  });
  const sockets = createEventSockets({
    events: options.app.events,
    port,
    session,
    heartbeatMs: options.heartbeatMs ?? 15_000,
  });
  const answer = getRequestListener(routes.fetch, { hostname: '127.0.0.1' });
  // The listener answers failures itself and never rejects.
  server.on('request', (request, response) => void answer(request, response));
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  return { port, openUrl, close: () => close(server, sockets) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portError(error, port)));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new TuteeError(
      'bad_setting',
      `Port ${port} is in use by another program. Choose another with --port, or 0 for any free one.`,
    );
  }
  if (error.code === 'EACCES') {
    return new TuteeError(
      'bad_setting',
      `Port ${port} needs rights this account does not have. Choose one above 1023 with --port.`,
    );
  }
  return error;
}

function close(server: Server, sockets: EventSockets): Promise<void> {
  return new Promise((resolve) => {
    sockets.close();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
