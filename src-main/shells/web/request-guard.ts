import type { IncomingMessage } from 'node:http';

/** Headers that identify the client; a request with two of one is refused. */
const singleHeaders = ['host', 'origin', 'authorization'] as const;

/**
 * Why a request is refused, or null. For HTTP requests and WebSocket upgrades, before anything else is read of them; the session key
 * is checked after this.
 *
 * The Host check prevents DNS rebinding: a foreign name that resolves to this machine still arrives as the Host. The Origin and fetch
 * metadata checks prevent requests from other pages, including those of another port of 127.0.0.1.
 */
export function refusalReason(request: IncomingMessage, port: number, upgrade: boolean): string | null {
  const { headers, headersDistinct, method = 'GET' } = request;
  if (singleHeaders.some((name) => (headersDistinct[name]?.length ?? 0) > 1)) {
    return 'This request contradicts itself.';
  }
  const host = headers.host ?? '';
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return 'This address is not one that Tutee answers under.';
  }
  const reads = !upgrade && (method === 'GET' || method === 'HEAD');
  if (headers.origin === undefined ? !reads : headers.origin !== `http://${host}`) {
    return 'Only the page of Tutee itself may ask this.';
  }
  return comesFromElsewhere(request) ? 'Only the page of Tutee itself may ask this.' : null;
}

/**
 * Checks fetch metadata. Another page may link to this one, but not load anything of it into itself. Clients other than browsers do
 * not send these headers.
 */
function comesFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}
