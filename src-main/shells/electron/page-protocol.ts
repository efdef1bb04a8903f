import { randomBytes } from 'node:crypto';
import { protocol, type Session } from 'electron';
import type { PageFiles } from '../page-files.ts';
import { hardeningHeaders, pageSecurityPolicy } from '../page-policy.ts';
import { isPageUrl, pageScheme } from './page-address.ts';

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }]);
}

/** Serves the built page to this session under app://tutee/. */
export function servePage(session: Session, page: PageFiles): void {
  session.protocol.handle(pageScheme, (request) => answer(request, page));
}

async function answer(request: Request, page: PageFiles): Promise<Response> {
  const headers = new Headers(hardeningHeaders);
  if (request.method !== 'GET' || !isPageUrl(request.url))
    return new Response(null, { status: 403, headers });
  const nonce = randomBytes(16).toString('base64');
  const file = await page.read(new URL(request.url).pathname, nonce);
  if (file === null) return new Response(null, { status: 404, headers });
  headers.set('Content-Type', file.type);
  headers.set('Cache-Control', file.cacheControl);
  headers.set('Content-Security-Policy', pageSecurityPolicy(nonce));
  return new Response(file.body, { headers });
}
