import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  keyInHeader,
  keyInProtocols,
  socketProtocol,
  webPaths,
  type EventPosition,
} from '#shared/transport.ts';
import type { EventSource } from '../app.ts';
import { readEventPosition } from '../event-position.ts';
import { refusalReason } from './request-guard.ts';
import type { WebSession } from './session.ts';

/** A client with a larger backlog is closed; it reconnects with its position and gets what it missed. */
const maxBufferedBytes = 8 * 1024 * 1024;
/** Pages send nothing over this socket. */
const maxIncomingBytes = 4 * 1024;

export interface EventSocketSettings {
  readonly events: EventSource;
  readonly port: number;
  readonly session: WebSession;
  /** The time between two pings; a socket that did not answer the last one is closed. */
  readonly heartbeatMs: number;
}

export interface EventSockets {
  /** Listener for the HTTP server's `upgrade`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every connection. Idempotent. */
  close(): void;
}

/** Sends events to pages over WebSockets. */
export function createEventSockets(settings: EventSocketSettings): EventSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxIncomingBytes,
    perMessageDeflate: false,
    // Selects the subprotocol without the key: selecting the other one would echo the key in the response.
    handleProtocols: (offered) => (offered.has(socketProtocol) ? socketProtocol : false),
  });
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => beat(server, alive), settings.heartbeatMs).unref();
  return {
    upgrade(request, socket, head) {
      const url = URL.parse(request.url ?? '', 'http://localhost');
      if (refusalReason(request, settings.port, true) !== null) return reject(socket, 403);
      // Checked before the handshake, so that an unauthorised client never gets an open socket.
      if (!settings.session.accepts(keyOf(request))) return reject(socket, 401);
      if (url?.pathname !== webPaths.events) return reject(socket, 404);
      server.handleUpgrade(request, socket, head, (client) => {
        alive.add(client);
        client.on('pong', () => alive.add(client));
        serve(client, settings.events, positionIn(url.searchParams));
      });
      return undefined;
    },
    close() {
      clearInterval(heartbeat);
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function serve(client: WebSocket, events: EventSource, since: EventPosition | null): void {
  // `close` follows `error`; without this listener the error would end the process.
  client.on('error', () => client.terminate());
  const disconnect = events.connect(since, (frame) => {
    if (client.readyState !== client.OPEN) return;
    if (client.bufferedAmount > maxBufferedBytes) client.terminate();
    else client.send(JSON.stringify(frame));
  });
  client.on('close', disconnect);
  if (client.readyState !== client.OPEN) disconnect();
}

function beat(server: WebSocketServer, alive: WeakSet<WebSocket>): void {
  for (const client of server.clients) {
    if (!alive.delete(client)) client.terminate();
    else client.ping();
  }
}

function keyOf({ headers }: IncomingMessage): string | null {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  return keyInHeader(headers.authorization) ?? keyInProtocols(offered);
}

function positionIn(query: URLSearchParams): EventPosition | null {
  return readEventPosition({ epoch: query.get('epoch'), seq: Number(query.get('seq') ?? Number.NaN) });
}

function reject(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
