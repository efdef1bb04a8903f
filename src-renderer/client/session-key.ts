/**
 * The session key of the browser shell, received in exchange for a one-time link. It is stored per origin, port
 * included, so that reloads and other tabs share it and no other server on this machine receives it.
 */
import { keyInHeader, webPaths, type LinkOffer } from '../../shared/transport.ts';
import type { Result } from '../../shared/result.ts';
import { failure } from './failure.ts';
import { t } from '../language/translate.ts';

const STORAGE_KEY = 'tutee.session-key';

/** Fallback for browsers that forbid storage: lasts until this tab is reloaded. */
let inMemory: string | null = null;

/** The newest key, including one that another tab received. */
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
    // `inMemory` still has it.
  }
}

/** Calls `listener` when another tab received a key. */
export function onSessionKey(listener: () => void): () => void {
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === STORAGE_KEY && newValue !== null) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}

/**
 * Exchanges the one-time token in the page's URL for a session key. A link that was used before changes nothing: the
 * browser may already have its key.
 */
export async function exchangeLinkToken(): Promise<void> {
  const { pathname, search, hash } = window.location;
  if (pathname !== webPaths.open) return;
  // First of all: the token must not stay in the address bar or in the history.
  window.history.replaceState(null, '', `/${hash}`);
  try {
    const response = await fetch(`${webPaths.open}${search}`, { headers: { accept: 'application/json' } });
    const body = (await response.json()) as { headers?: { authorization?: string } };
    const key = keyInHeader(body.headers?.authorization);
    if (key !== null) storeSessionKey(key);
  } catch {
    // Tutee has ended. The page reports it with the first command.
  }
}

/** Makes Tutee show its user a new link, in the browser or in the terminal where it was started. */
export async function requestNewLink(): Promise<Result<LinkOffer>> {
  try {
    const response = await fetch(webPaths.newLink, { method: 'POST' });
    return (await response.json()) as Result<LinkOffer>;
  } catch {
    return failure('internal', t('Tutee does not answer. If you closed it, start it again.'));
  }
}
