import type { WebSession } from './session.ts';

/** The parts of a request that decide whether it is answered at all; the same for HTTP and WebSocket upgrades. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  readonly upgrade: boolean;
}

export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

export interface GuardRules {
  readonly port: number;
  readonly session: WebSession;
  /** The one path that is answered without a session, because it makes one. */
  readonly openPath: string;
}

/**
 * Null when the request may go on. The Host check defeats DNS rebinding: a foreign name that was made to point here
 * still arrives under its own name. The Origin check defeats requests that foreign pages make, also those that carry
 * the cookie because another port of this host counts as the same site.
 */
export function refuse(request: RequestFacts, rules: GuardRules): Refusal | null {
  const host = request.host ?? '';
  if (host !== `127.0.0.1:${rules.port}` && host !== `localhost:${rules.port}`) {
    return { status: 403, message: 'This address is not one that Tutee answers under.' };
  }
  const needsOrigin = request.upgrade || (request.method !== 'GET' && request.method !== 'HEAD');
  if (request.origin === undefined ? needsOrigin : request.origin !== `http://${host}`) {
    return { status: 403, message: 'Only the page of Tutee itself may ask this.' };
  }
  if (request.path !== rules.openPath && !rules.session.accepts(request.cookie)) {
    return {
      status: 401,
      message: 'This browser has no session with Tutee. Open the link that Tutee printed when it started.',
    };
  }
  return null;
}
