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

/** A client that lets more than this pile up is closed: it reconnects, names its position, and gets what it missed. */
const maxBufferedBytes = 8 * 1024 * 1024;
/** A page says nothing over this socket, so what comes in is small or hostile. */
const maxIncomingBytes = 4 * 1024;

export interface EventSocketSettings {
  readonly events: EventSource;
  readonly port: number;
  readonly session: WebSession;
  /** Time between two pings; a socket that did not answer the last one is dropped. */
  readonly heartbeatMs: number;
}

export interface EventSockets {
  /** Listener for the HTTP server's `upgrade`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Drops every connection; idempotent. */
  close(): void;
}

/** Pushes events to the pages over WebSockets. */
export function createEventSockets(settings: EventSocketSettings): EventSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxIncomingBytes,
    perMessageDeflate: false,
    // Only ever the protocol that carries nothing: the other one would repeat the key in the answer.
    handleProtocols: (offered) => (offered.has(socketProtocol) ? socketProtocol : false),
  });
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => beat(server, alive), settings.heartbeatMs).unref();
  return {
    upgrade(request, socket, head) {
      const url = URL.parse(request.url ?? '', 'http://localhost');
      if (refusalReason(request, settings.port, true) !== null) return reject(socket, 403);
      // Before the handshake: a stranger gets no open socket at all.
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
  // A broken connection also ends in `close`; without a listener the error would end the process.
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
