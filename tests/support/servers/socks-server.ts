/** A loopback SOCKS 5 proxy (RFC 1928, RFC 1929) that connects every tunnel to one loopback port. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Running } from './proxy-servers.ts';

export interface SocksOptions {
  /** The login that it wants, as `name:password`; absent: none. */
  readonly login?: string;
  /** Its reply to a request for a tunnel; default 0: granted. */
  readonly reply?: number;
}

export async function startSocksProxy(
  port: number,
  { login, reply = 0 }: SocksOptions = {},
): Promise<Running & { readonly asked: string[] }> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    void serve(socket).catch(() => socket.destroy());
  });
  const serve = async (socket: Socket): Promise<void> => {
    const read = reader(socket);
    const [, methods = 0] = await read(2);
    const offered = await read(methods);
    const method = login === undefined ? 0 : 2;
    if (!offered.includes(method)) return void socket.end(Buffer.from([5, 255]));
    socket.write(Buffer.from([5, method]));
    if (login !== undefined) {
      const [, nameLength = 0] = await read(2);
      const name = (await read(nameLength)).toString();
      const [passwordLength = 0] = await read(1);
      const isRight = `${name}:${(await read(passwordLength)).toString()}` === login;
      socket.write(Buffer.from([1, isRight ? 0 : 1]));
      if (!isRight) return void socket.end();
    }
    const [, , , kind] = await read(4);
    const [length = 0] = kind === 3 ? await read(1) : [4];
    const host = await read(length);
    const target = (await read(2)).readUInt16BE();
    asked.push(`${kind === 3 ? host.toString() : host.join('.')}:${target}`);
    socket.write(Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]));
    if (reply !== 0) return void socket.end();
    const onward = connect(port, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.once('close', () => onward.destroy());
    onward.pipe(socket).pipe(onward);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    asked,
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Reads so many bytes of a socket; more than were asked for stay there. */
function reader(socket: Socket): (size: number) => Promise<Buffer> {
  return async (size) => {
    if (size === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes = socket.read(size) as Buffer | null;
      if (bytes !== null) return bytes;
      await once(socket, 'readable');
    }
  };
}
