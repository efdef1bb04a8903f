import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The session of the browser shell: a client needs the session key, which it gets in exchange for a one-time token. The key is valid
 * as long as this process runs. Unlike a cookie, a browser never sends it by itself: see
 * docs/decisions/2026-11-30-session-key-instead-of-a-cookie.md.
 */
export interface WebSession {
  /** The unused one-time token; a new one after the last was used. */
  token(): string;
  /** True for the unused token. */
  isWaiting(token: string): boolean;
  /** The session key in exchange for the unused token, which is then used; null for any other. */
  exchange(token: string): string | null;
  accepts(key: string | null): boolean;
}

export interface SessionSecrets {
  readonly token: string;
  readonly key: string;
}

/** `secrets` are random except under `npm run dev`, where they outlive restarts of the server. */
export function createWebSession(secrets: SessionSecrets = randomSecrets()): WebSession {
  let waiting: string | null = secrets.token;
  const isWaiting = (token: string) => waiting !== null && sameText(token, waiting);
  return {
    // An unused token stays valid: otherwise a request for a new link would invalidate one that is being opened.
    token: () => (waiting ??= randomText()),
    isWaiting,
    exchange(token) {
      if (!isWaiting(token)) return null;
      waiting = null;
      return secrets.key;
    },
    accepts: (key) => key !== null && sameText(key, secrets.key),
  };
}

export function randomSecrets(): SessionSecrets {
  return { token: randomText(), key: randomText() };
}

/** 256 random bits. */
function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares digests in constant time, so that neither content nor length leaks. */
function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
