import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may talk to the server: whoever came with the one-time token, known by a cookie from then on. */
export interface WebSession {
  /** 256 random bits, good for one exchange. */
  readonly token: string;
  /** The Set-Cookie value for a right token that was not used yet; null otherwise. Uses the token up. */
  exchange(token: string): string | null;
  /** True when a Cookie header carries the session. */
  accepts(cookieHeader: string | undefined): boolean;
}

export interface SessionSecrets {
  readonly token: string;
  readonly session: string;
}

/** The cookie lives as long as a browser keeps it; it opens nothing once this process has ended. */
const cookieMaxAgeSeconds = 7 * 24 * 60 * 60;

/**
 * The cookie is named after the port: browsers do not keep cookies of two ports apart, and two data folders may be
 * open at once. `secrets` are random unless given by the development script, whose server restarts all the time.
 */
export function createWebSession(port: number, secrets: SessionSecrets = randomSecrets()): WebSession {
  const cookieName = `tutee_session_${port}`;
  let used = false;
  return {
    token: secrets.token,
    exchange(token) {
      if (!sameText(token, secrets.token) || used) return null;
      used = true;
      return `${cookieName}=${secrets.session}; Path=/; Max-Age=${cookieMaxAgeSeconds}; HttpOnly; SameSite=Strict`;
    },
    accepts: (header) => cookiesNamed(cookieName, header).some((value) => sameText(value, secrets.session)),
  };
}

export function randomSecrets(): SessionSecrets {
  return { token: randomBytes(32).toString('base64url'), session: randomBytes(32).toString('base64url') };
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookiesNamed(name: string, header: string | undefined): string[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
