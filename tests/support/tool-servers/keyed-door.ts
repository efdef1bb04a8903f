import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A door to a server on this machine that wants a key, for a suite that cannot send one. It changes nothing but the key and its own address
 * in `Host`; other hosts and origins come through as they are.
 * @param target the address of the server
 */
export async function keyedDoor(target: string, key: string): Promise<{ url: string; close: () => void }> {
  const { hostname, port, host, pathname } = new URL(target);
  const door = createServer((incoming, outgoing) => {
    const own = `127.0.0.1:${(door.address() as AddressInfo).port}`;
    const asked = incoming.headers.host?.replace('localhost', '127.0.0.1');
    const headers = {
      ...incoming.headers,
      authorization: `Bearer ${key}`,
      host: asked === own ? host : (incoming.headers.host ?? ''),
    };
    const passed = request(
      { hostname, port, method: incoming.method, path: incoming.url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}${pathname}`,
    close: () => {
      door.closeAllConnections();
      door.close();
    },
  };
}
