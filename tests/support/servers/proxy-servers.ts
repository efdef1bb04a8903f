/** A loopback proxy, and a server with a certificate of a private authority. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/own-authority/${name}`, import.meta.url), 'utf8');

/** The certificate of the authority behind `startSecureServer`, as PEM. */
export const authority = fixture('authority.pem');

export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

async function listen(server: Server): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Of the secure server: one from `authority`, and one that it signed itself and that ended in 2021. */
export const certificates = { current: fixture('server.pem'), expired: fixture('expired.pem') };

/** Serves https://127.0.0.1 and https://models.example.test. */
export async function startSecureServer(
  answer: RequestListener,
  certificate: keyof typeof certificates = 'current',
): Promise<Running> {
  return await listen(
    createSecureServer({ key: fixture('server-key.pem'), cert: certificates[certificate] }, answer),
  );
}

/**
 * A proxy that connects every tunnel to one loopback port, and records the requested targets.
 * @param refusal sent instead of a tunnel, before the connection is closed
 */
export async function startProxy(
  port: number,
  refusal?: string,
): Promise<Running & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((_request, response) => void response.writeHead(405).end());
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    asked.push(request.url ?? '');
    if (refusal !== undefined) {
      socket.on('error', () => undefined).end(refusal);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy()).once('close', () => onward.destroy());
  });
  return { ...(await listen(server)), asked };
}
