import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { listPageFiles, type PageFiles } from '#main/shells/page-files.ts';
import { startWebServer, type WebServer, type WebServerOptions } from '#main/shells/web/web-server.ts';
import type { EventFrame } from '#shared/transport.ts';
import { onTestFinished } from 'vitest';
import { createFakeApp } from './fake-app.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** A small built page, with a secret file beside it that must never be served. */
export function fakePage(): PageFiles {
  const folder = temporaryFolder();
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><title>Tutee</title><style nonce="TUTEE_STYLE_NONCE"></style>',
  );
  writeFileSync(join(root, 'assets', 'index-abc123.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  return listPageFiles(root);
}

export async function startTestServer(options: Partial<WebServerOptions> = {}): Promise<WebServer> {
  const server = await startWebServer({ app: createFakeApp(), page: fakePage(), port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** Sends exactly this request: unlike fetch, it does not change Host, Origin and path. */
export function ask(
  server: WebServer,
  path: string,
  { method = 'GET', headers = {}, body }: Ask = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = request(
      { host: '127.0.0.1', port: server.port, path, method, headers, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

export function originOf(server: WebServer): string {
  return `http://127.0.0.1:${server.port}`;
}

/** The headers of a request that are given. */
export type SessionHeaders = Readonly<Record<string, string>>;

/** Exchanges the printed link as a script does and returns the headers of later requests. */
export async function openSession(server: WebServer): Promise<SessionHeaders> {
  const path = server.openUrl.slice(originOf(server).length);
  const answer = await ask(server, path, { headers: { accept: 'application/json' } });
  const body = JSON.parse(answer.text) as { headers?: SessionHeaders };
  return body.headers ?? {};
}

/** A call as the page sends it, with parts replaced. */
export function call(server: WebServer, session: SessionHeaders, changes: Ask = {}): Promise<Answer> {
  const headers = { ...session, 'content-type': 'application/json', ...changes.headers };
  const body = changes.body ?? JSON.stringify({ name: 'app.info', input: {} });
  return ask(server, '/api/call', { method: 'POST', ...changes, headers, body });
}

export interface TestSocket {
  /** The next frame that was not taken yet. */
  next(): Promise<EventFrame>;
  /** The subprotocol selected by the server; empty: none. */
  readonly protocol: string;
  closed: Promise<void>;
  close(): void;
}

/** Rejects with the HTTP status if the server refuses the upgrade. */
export function openSocket(
  server: WebServer,
  headers: SessionHeaders,
  query = '',
  protocols: readonly string[] = [],
): Promise<TestSocket> {
  const address = `ws://127.0.0.1:${server.port}/api/events${query}`;
  const socket = new WebSocket(address, [...protocols], { headers });
  const frames: EventFrame[] = [];
  const waiting: ((frame: EventFrame) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as EventFrame;
    const taker = waiting.shift();
    if (taker === undefined) frames.push(frame);
    else taker(frame);
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) =>
      reject(new Error(`refused ${response.statusCode}`)),
    );
    socket.once('error', reject);
    socket.once('open', () =>
      resolve({
        protocol: socket.protocol,
        closed,
        close: () => socket.close(),
        next: () => {
          const frame = frames.shift();
          return frame === undefined ? new Promise((take) => waiting.push(take)) : Promise.resolve(frame);
        },
      }),
    );
  });
}
