/**
 * The browser shell's session key, which this page got in exchange for a one-time link. It is kept with the origin, port
 * included, so that reloads and other tabs have it, and so that no other server on this machine is ever sent it.
 */
import { keyInHeader, webPaths, type LinkOffer } from '../../shared/transport.ts';
import type { Result } from '../../shared/result.ts';
import { failure } from './failure.ts';

const STORAGE_KEY = 'tutee.session-key';

/** For browsers that forbid storage: good until this tab is loaded anew. */
let inMemory: string | null = null;

/** The newest key, also when another tab got it. */
export function sessionKey(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? inMemory;
  } catch {
    return inMemory;
  }
}

function storeSessionKey(key: string): void {
  inMemory = key;
  try {
    localStorage.setItem(STORAGE_KEY, key);
  } catch {
    // `inMemory` has it.
  }
}

/** Calls back when another tab got a key. */
export function onSessionKey(listener: () => void): () => void {
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === STORAGE_KEY && newValue !== null) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}

/**
 * Exchanges the token of a page that was opened by a one-time link. A link that was used before changes nothing: the
 * browser may have its key already.
 */
export async function exchangeLinkToken(): Promise<void> {
  const { pathname, search, hash } = window.location;
  if (pathname !== webPaths.open) return;
  // Before anything else: the token stays neither in the address bar nor in the history.
  window.history.replaceState(null, '', `/${hash}`);
  try {
    const response = await fetch(`${webPaths.open}${search}`, { headers: { accept: 'application/json' } });
    const body = (await response.json()) as { headers?: { authorization?: string } };
    const key = keyInHeader(body.headers?.authorization);
    if (key !== null) storeSessionKey(key);
  } catch {
    // Tutee ended meanwhile. The page says so as soon as it asks for something.
  }
}

/** Has Tutee show a new link to its user, in the browser or where it was started. */
export async function requestNewLink(): Promise<Result<LinkOffer>> {
  try {
    const response = await fetch(webPaths.newLink, { method: 'POST' });
    return (await response.json()) as Result<LinkOffer>;
  } catch {
    return failure('internal', 'Tutee does not answer. If you closed it, start it again.');
  }
}
