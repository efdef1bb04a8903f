/** A model hub on loopback that can drop connections, send wrong data and resume, as real networks do. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubFaults {
  /** Ends the connection after this many bytes, this many times. */
  dropAfter?: { readonly bytes: number; times: number };
  /** Stalls after this many bytes, once. */
  stallAfter?: number;
  /** Ignores range requests and sends the whole file. */
  ignoresRanges?: boolean;
  /** Sends bytes that do not match the hash. */
  changesBytes?: boolean;
  /** Sends an HTML page with status 200. */
  page?: boolean;
  /** The size that the hub announces, in bytes. */
  announces?: number;
  /** Added to the announced length. */
  longerBy?: number;
  /** Sends more than it announced, without a length. */
  endless?: boolean;
  /** Sends no checksum. */
  noHash?: boolean;
  /** Status of the hub's own responses. */
  status?: number;
  /** Milliseconds between chunks. */
  slow?: number;
}

export interface ModelHub {
  readonly url: string;
  /** The address of the file at the hub, which redirects to its storage. */
  readonly address: string;
  readonly faults: HubFaults;
  /** The `Range` headers of the requests in order; an empty string: none. */
  readonly ranges: string[];
  close(): Promise<void>;
}

const CHUNK = 16 * 1024;

export async function startModelHub(content: Buffer, faults: HubFaults = {}): Promise<ModelHub> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const ranges: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/storage') void serveBytes(request, response, content, faults, ranges);
    else {
      const headers = {
        location: '/storage',
        ...(faults.noHash === true ? {} : { 'x-linked-etag': `"${sha256}"` }),
        'x-linked-size': String(faults.announces ?? content.length),
      };
      response.writeHead(faults.status ?? 302, faults.status === undefined ? headers : {}).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    address: `http://127.0.0.1:${port}/model/resolve/main/model.gguf`,
    faults,
    ranges,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function serveBytes(
  request: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  faults: HubFaults,
  ranges: string[],
): Promise<void> {
  ranges.push(request.headers.range ?? '');
  if (faults.page === true) {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in to this network</html>');
    return;
  }
  const asked = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const from = faults.ignoresRanges === true ? 0 : asked;
  const body = Buffer.from(content.subarray(from));
  if (faults.changesBytes === true) body.fill(0, body.length >> 1);
  response.writeHead(from === 0 && faults.ignoresRanges === true ? 200 : 206, {
    'content-type': 'application/octet-stream',
    ...(faults.endless === true ? {} : { 'content-length': body.length + (faults.longerBy ?? 0) }),
    'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
  });
  const drop = faults.dropAfter;
  for (let at = 0; at < body.length; at += CHUNK) {
    if (drop !== undefined && drop.times > 0 && at >= drop.bytes) {
      drop.times -= 1;
      response.destroy();
      return;
    }
    if (faults.stallAfter !== undefined && at >= faults.stallAfter) {
      delete faults.stallAfter;
      return;
    }
    response.write(body.subarray(at, at + CHUNK));
    await new Promise((resolve) => {
      setTimeout(resolve, faults.slow ?? 0);
    });
  }
  response.end(faults.endless === true ? Buffer.alloc(CHUNK) : undefined);
}
