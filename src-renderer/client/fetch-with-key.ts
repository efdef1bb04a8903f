import { keyHeader } from '../../shared/transport.ts';
import { sessionKey } from './session-key.ts';

/**
 * Sends a request with the session key. Resolves to null when this browser has no key that the running Tutee accepts;
 * rejects when Tutee does not answer.
 */
export async function fetchWithKey(path: string, init: RequestInit = {}): Promise<Response | null> {
  const key = sessionKey();
  if (key === null) return null;
  const headers = new Headers(init.headers);
  headers.set('authorization', keyHeader(key));
  const response = await fetch(path, { ...init, headers });
  if (response.status !== 401) return response;
  // Another tab may have received a new key in the meantime.
  return sessionKey() === key ? null : fetchWithKey(path, init);
}
