/**
 * Whether a base URL refers to this machine: 127.0.0.0/8, ::1 or localhost. The URL parser has already normalised the
 * many spellings of an address (127.1, 0x7f000001, ::0001). Anything else, and anything unparsable, counts as remote:
 * private data must not be sent there on a guess.
 */
export function isLocal(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  if (url === null) return false;
  const host = url.hostname.replace(/\.$/, '');
  if (host === 'localhost' || host === '[::1]') return true;
  return /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Ollama forwards requests for models with a `cloud` tag to its own servers, although they are sent to this machine.
 */
export function isHostedElsewhere(model: string): boolean {
  return /[:-]cloud$/i.test(model);
}

/**
 * Whether a base URL refers to this machine or its own network, by its form: private addresses, link-local ones and names without a
 * public ending. Only for how long one waits: private data is kept by `isLocal`.
 */
export function isNearby(baseUrl: string): boolean {
  if (isLocal(baseUrl)) return true;
  const host = URL.parse(baseUrl)?.hostname ?? '';
  if (
    /^(10|127)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(
      host,
    )
  )
    return true;
  return (
    /^\[f[cde]/i.test(host) ||
    /^[\w-]{1,63}$|\.(local|lan|home|internal|home\.arpa|localhost|docker)$/i.test(host)
  );
}
