import { keyHeader } from '../../shared/transport.ts';
import { sessionKey } from './session-key.ts';

/** Null when this browser has no key that the running Tutee takes. Rejects when Tutee does not answer. */
export async function fetchWithKey(path: string, init: RequestInit = {}): Promise<Response | null> {
  const key = sessionKey();
  if (key === null) return null;
  const headers = new Headers(init.headers);
  headers.set('authorization', keyHeader(key));
  const response = await fetch(path, { ...init, headers });
  if (response.status !== 401) return response;
  // Another tab may have got a new one since.
  return sessionKey() === key ? null : fetchWithKey(path, init);
}
