import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { toErrorData, TuteeError, type ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { keyHeader, keyInHeader, webPaths, type LinkOffer } from '#shared/transport.ts';
import type { TuteeApp } from '../app.ts';
import type { PageFiles } from '../page-files.ts';
import { hardeningHeaders, pageSecurityPolicy } from '../page-policy.ts';
import { plainPagePolicy, refusalPage } from './plain-pages.ts';
import { refusalReason } from './request-guard.ts';
import type { WebSession } from './session.ts';

/** Larger than any input of the contract, in UTF-8. */
export const maxBodyBytes = 8 * 1024 * 1024;

export interface RouteParts {
  readonly app: TuteeApp;
  readonly page: PageFiles;
  readonly port: number;
  readonly session: WebSession;
  /** Offers a new link to the person at this machine; resolves to how. */
  readonly offerLink: () => Promise<LinkOffer>;
  /** Called after a one-time link was used. */
  readonly onLinkUsed: () => void;
}

interface Env {
  readonly Bindings: HttpBindings;
}

/** The HTTP routes of the browser shell. Everything with data is under /api and needs the session key. */
export function webRoutes(parts: RouteParts): Hono<Env> {
  const routes = new Hono<Env>();
  routes.use(async (context, next) => {
    for (const [name, value] of Object.entries(hardeningHeaders)) context.header(name, value);
    const refusal = refusalReason(context.env.incoming, parts.port, false);
    if (refusal !== null) return refusedAs(context, refusal, parts.port);
    await next();
    return undefined;
  });
  routes.route('/api', dataRoutes(parts));
  routes.get(webPaths.open, (context) => open(context, parts));
  routes.post(webPaths.newLink, async (context) => {
    context.header('Cache-Control', 'no-store');
    const result: Result<LinkOffer> = { ok: true, value: await parts.offerLink() };
    return context.json(result);
  });
  routes.get('*', (context) => servePage(context, parts, 200));
  routes.notFound((context) => failure(context, 'not_found', 'There is nothing at this address.', 404));
  routes.onError((error, context) => context.json({ ok: false, error: toErrorData(error) }, 500));
  return routes;
}

function dataRoutes({ app, session }: RouteParts): Hono<Env> {
  const routes = new Hono<Env>();
  routes.use(async (context, next) => {
    context.header('Cache-Control', 'no-store');
    if (!session.accepts(keyInHeader(context.req.header('authorization')))) {
      return failure(context, 'unauthorized', 'This page is not connected to the Tutee that runs now.', 401);
    }
    await next();
    return undefined;
  });
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) => failure(context, 'invalid_input', 'The request is too large.'),
  });
  routes.post(inside(webPaths.call), limit, async (context) => {
    if (!isType(context.req.header('content-type'), 'application/json')) {
      return failure(context, 'invalid_input', 'A command must be sent as application/json.');
    }
    const call = await readCall(context);
    return call === null
      ? failure(context, 'invalid_input', 'A command must be JSON of the form {"name": …, "input": …}.')
      : context.json(await app.dispatch(call.name, call.input));
  });
  routes.get(`${inside(webPaths.files)}/:id`, (context) => download(context, app));
  routes.all('*', (context) => failure(context, 'not_found', 'There is nothing at this address.', 404));
  return routes;
}

function inside(path: `/api/${string}`): string {
  return path.slice('/api'.length);
}

function isType(value: string | undefined, type: string): boolean {
  return value?.split(';', 1)[0]?.trim().toLowerCase() === type;
}

async function readCall(context: Context): Promise<{ name: unknown; input: unknown } | null> {
  try {
    const body: unknown = await context.req.json();
    if (typeof body !== 'object' || body === null || !('name' in body)) return null;
    return { name: body.name, input: 'input' in body ? body.input : undefined };
  } catch {
    return null;
  }
}

/** Streams a file ready to be saved. Only complete files are offered, so the size is known. */
async function download(context: Context, app: TuteeApp): Promise<Response> {
  const file = app.file(context.req.param('id') ?? '');
  if (file === null)
    return failure(context, 'not_found', 'This file is not there any more. Make it again.', 404);
  const { size } = await stat(file.path);
  context.header('Content-Type', 'application/octet-stream');
  context.header('Content-Length', String(size));
  context.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return context.body(Readable.toWeb(createReadStream(file.path)) as ReadableStream);
}

/**
 * The one-time link. In a browser it serves the page, which then requests JSON to exchange the token: so a HEAD request, a preview or
 * a prefetch does not use it up.
 */
function open(context: Context<Env>, { session, onLinkUsed, ...parts }: RouteParts) {
  context.header('Cache-Control', 'no-store');
  if (context.req.method === 'HEAD') return context.body(null, 204);
  const token = context.req.query('token') ?? '';
  const accepted = (context.req.header('accept') ?? '').split(',');
  if (!accepted.some((type) => isType(type, 'application/json'))) {
    return servePage(context, parts, session.isWaiting(token) ? 200 : 403);
  }
  const key = session.exchange(token);
  if (key === null) {
    const message = 'This link was used already, or it is not from the Tutee that runs now.';
    return failure(context, 'unauthorized', message, 403);
  }
  onLinkUsed();
  const origin = `http://${context.req.header('host')}`;
  return context.json({ headers: { authorization: keyHeader(key), origin } });
}

/** Serves the page to everybody; it contains no data. */
async function servePage(
  context: Context,
  { page, port }: Pick<RouteParts, 'page' | 'port'>,
  status: 200 | 403,
): Promise<Response> {
  const own = `127.0.0.1:${port}`;
  const { pathname, search } = new URL(context.req.url);
  // The page stores the session key by origin, so there must be only one.
  if (context.req.header('host') !== own) return context.redirect(`http://${own}${pathname}${search}`, 307);
  const nonce = randomBytes(16).toString('base64');
  const file = await page.read(pathname, nonce);
  if (file === null) return failure(context, 'not_found', 'There is nothing at this address.', 404);
  context.header('Content-Type', file.type);
  context.header('Cache-Control', file.cacheControl);
  context.header('Content-Security-Policy', pageSecurityPolicy(nonce, [`ws://${own}`]));
  return context.body(file.body, status);
}

/** A refusal as JSON for programs, as a page for people. */
function refusedAs(context: Context<Env>, message: string, port: number): Response {
  context.header('Cache-Control', 'no-store');
  if (!(context.req.header('accept') ?? '').includes('text/html')) {
    return failure(context, 'unauthorized', message, 403);
  }
  context.header('Content-Security-Policy', plainPagePolicy);
  return context.html(refusalPage(message, port), 403);
}

function failure(
  context: Context,
  code: ErrorCode,
  message: string,
  status: 200 | 401 | 403 | 404 = 200,
): Response {
  const result: Result<never> = { ok: false, error: new TuteeError(code, message).toData() };
  return context.json(result, status);
}
