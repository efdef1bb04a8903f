/** Puts right what can be wrong with a typed address without asking anyone. */

export interface TidyAddress {
  /** As far as it could be put right; not checked otherwise. */
  readonly address: string;
  /** The scheme was missing and this one was guessed. */
  readonly guessedScheme: boolean;
  /** `api-version` of a pasted query; null: none. */
  readonly apiVersion: string | null;
}

/** Ends of addresses that are pasted from documentation and belong to single requests, longest first. */
const REQUESTS = [
  '/chat/completions',
  '/completions',
  '/embeddings',
  '/responses',
  '/messages',
  '/models',
  '/api/generate',
  '/api/chat',
  '/api/tags',
];

/** Text of at most a few thousand characters; each step is linear. */
export function tidyAddress(text: string): TidyAddress {
  const bare = withoutQuotes(text.trim());
  // "http:" without slashes is still being typed.
  if (bare === '' || /^https?:\/{0,2}$/i.test(bare))
    return { address: bare, guessedScheme: false, apiVersion: null };
  const guessedScheme = !/^[a-z][a-z0-9+.-]*:\/\//i.test(bare);
  const whole = guessedScheme ? `${staysClose(bare) ? 'http' : 'https'}://${bare.replace(/^\/+/, '')}` : bare;
  const [beforeHash = ''] = whole.split('#', 1);
  const [path = '', query = ''] = beforeHash.split('?', 2);
  return { address: withoutRequest(path), guessedScheme, apiVersion: versionIn(query) };
}

function withoutQuotes(text: string): string {
  const ends = new Set(['"', "'", '`', '<', '>', '“', '”', ',', ';']);
  let start = 0;
  let end = text.length;
  while (start < end && ends.has(text.charAt(start))) start += 1;
  while (end > start && ends.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end).trim();
}

function withoutRequest(address: string): string {
  let path = withoutSlashes(address);
  for (let found = true; found;) {
    const request = REQUESTS.find((one) => path.toLowerCase().endsWith(one) && !isHost(path, one));
    found = request !== undefined;
    if (request !== undefined) path = withoutSlashes(path.slice(0, -request.length));
  }
  return path;
}

/** Never cuts into the host: "http://models" is an address. */
function isHost(address: string, end: string): boolean {
  return address.slice(0, -end.length).endsWith(':/');
}

function withoutSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '/' && !text.slice(0, end).endsWith('://')) end -= 1;
  return text.slice(0, end);
}

/** Hosts that are on this machine or in its network, where servers seldom have certificates. */
function staysClose(address: string): boolean {
  const host = address.split('/', 1)[0]?.toLowerCase() ?? '';
  const name = host.startsWith('[') ? host : (host.split(':', 1)[0] ?? '');
  if (name.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return true;
  return !name.includes('.') || /\.(local|lan|home|internal|localhost)$/.test(name);
}

function versionIn(query: string): string | null {
  const pair = query.split('&').find((one) => one.toLowerCase().startsWith('api-version='));
  const version = pair?.slice('api-version='.length) ?? '';
  return /^[0-9A-Za-z.-]{1,40}$/.test(version) ? version : null;
}
