import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the server: whoever holds the session key, which is given out in exchange for a one-time token. The key
 * lives as long as this process and is never sent by a browser on its own, as a cookie would be: see
 * docs/decisions/2026-11-30-session-key-instead-of-a-cookie.md.
 */
export interface WebSession {
  /** The one-time token that waits to be used; a fresh one after the last was used. */
  token(): string;
  /** True for the token that waits to be used. */
  isWaiting(token: string): boolean;
  /** The session key for the token that waits to be used, null for any other. Uses the token up. */
  exchange(token: string): string | null;
  accepts(key: string | null): boolean;
}

export interface SessionSecrets {
  readonly token: string;
  readonly key: string;
}

/** `secrets` are random unless given by the development script, whose server restarts all the time. */
export function createWebSession(secrets: SessionSecrets = randomSecrets()): WebSession {
  let waiting: string | null = secrets.token;
  const isWaiting = (token: string) => waiting !== null && sameText(token, waiting);
  return {
    // A token that was not used yet stays: otherwise anyone who asks for links could void the one on its way.
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

/** Compares digests, so that neither content nor length shows in the time it takes. */
function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
