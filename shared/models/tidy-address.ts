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
const LONGEST_REQUEST = 20;
/** What people copy along with an address. */
const AROUND = new Set(['"', "'", '`', '<', '>', '“', '”', ',', ';', ' ', '\t', '\n']);

/** Linear in the length of the text. */
export function tidyAddress(text: string): TidyAddress {
  const bare = withoutEnds(text);
  // "http:" without slashes is still being typed.
  if (bare === '' || /^https?:\/{0,2}$/i.test(bare))
    return { address: bare, guessedScheme: false, apiVersion: null };
  const guessedScheme = !/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(bare);
  const host = bare.replace(/^\/+/, '');
  const whole = guessedScheme ? `${staysClose(host) ? 'http' : 'https'}://${host}` : bare;
  const [beforeHash = ''] = whole.split('#', 1);
  const [path = '', query = ''] = beforeHash.split('?', 2);
  return { address: withoutRequest(path), guessedScheme, apiVersion: versionIn(query) };
}

function withoutEnds(text: string): string {
  let start = 0;
  while (AROUND.has(text.charAt(start))) start += 1;
  let end = text.length;
  while (end > start && AROUND.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function withoutRequest(address: string): string {
  let path = withoutSlashes(address);
  for (;;) {
    const end = path.slice(-LONGEST_REQUEST).toLowerCase();
    const request = REQUESTS.find((one) => end.endsWith(one));
    // Never cuts into the host: "http://models" is an address.
    if (request === undefined || path.endsWith(':/', path.length - request.length)) return path;
    path = withoutSlashes(path.slice(0, -request.length));
  }
}

/** Keeps the slashes after the scheme. */
function withoutSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charAt(end - 1) === '/' || AROUND.has(text.charAt(end - 1)))) {
    if (text.endsWith('://', end)) break;
    end -= 1;
  }
  return text.slice(0, end);
}

/** Hosts that are on this machine or in its network, where servers seldom have certificates. */
function staysClose(address: string): boolean {
  const host = address.split('/', 1)[0]?.toLowerCase() ?? '';
  if (host.startsWith('[')) return true;
  const name = host.split(':', 1)[0] ?? '';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return true;
  return !name.includes('.') || /\.(local|lan|home|internal|localhost)$/.test(name);
}

function versionIn(query: string): string | null {
  const pair = query.split('&').find((one) => one.toLowerCase().startsWith('api-version='));
  const version = pair?.slice('api-version='.length) ?? '';
  return /^[0-9A-Za-z.-]{1,40}$/.test(version) ? version : null;
}
