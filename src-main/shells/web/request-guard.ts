import type { IncomingMessage } from 'node:http';

/** What each of these says decides who is asking, so a request that says it twice is not answered. */
const singleHeaders = ['host', 'origin', 'authorization'] as const;

/**
 * Why a request is refused before anything is read of it, or null; the same for HTTP and WebSocket upgrades. Whether it
 * holds the session key is asked after this.
 *
 * The Host check defeats DNS rebinding: a foreign name that was made to point here still arrives under its own name. The
 * Origin and fetch-metadata checks defeat requests that foreign pages make; another port of 127.0.0.1 is one of those.
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
 * Browsers say on whose behalf they ask. A foreign page may lead a person here by a link, but not take anything from
 * here into itself. Programs that are no browser say nothing.
 */
function comesFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}
