/**
 * Whether a base URL names this very machine: 127.0.0.0/8, ::1 or localhost. The URL parser has already folded the many
 * spellings of one address (127.1, 0x7f000001, ::0001). Anything else, and anything unreadable, counts as elsewhere:
 * what is private must not be sent there on a guess.
 */
export function isLocal(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  if (url === null) return false;
  const host = url.hostname.replace(/\.$/, '');
  if (host === 'localhost' || host === '[::1]') return true;
  return /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Ollama passes models whose tag ends in `cloud` on to its own servers, although the request goes to this machine.
 */
export function isHostedElsewhere(model: string): boolean {
  return /[:-]cloud$/i.test(model);
}
