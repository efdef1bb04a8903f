import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { toErrorData, TuteeError, type ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { webPaths } from '#shared/transport.ts';
import type { TuteeApp } from '../app.ts';
import type { PageFiles } from '../page-files.ts';
import { hardeningHeaders, pageSecurityPolicy } from '../page-policy.ts';
import { goOnPage, plainPagePolicy, refusalPage } from './refusal-page.ts';
import { refuse, type GuardRules } from './request-guard.ts';

/** Larger than any input of the contract: four messages of the longest kind in the widest script. */
export const maxBodyBytes = 8 * 1024 * 1024;

export interface RouteParts {
  readonly app: TuteeApp;
  readonly page: PageFiles;
  readonly rules: GuardRules;
}

/** Everything the browser shell answers over plain HTTP. */
export function webRoutes({ app, page, rules }: RouteParts): Hono {
  const routes = new Hono();
  routes.use(async (context, next) => {
    for (const [name, value] of Object.entries(hardeningHeaders)) context.header(name, value);
    const refusal = refuse(factsOf(context), rules);
    if (refusal !== null) return refusedAs(context, refusal.status, refusal.message);
    await next();
    return undefined;
  });
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) => failure(context, 'invalid_input', 'The request is too large.'),
  });
  routes.post(webPaths.call, limit, async (context) => {
    context.header('Cache-Control', 'no-store');
    if (!isJson(context.req.header('content-type'))) {
      return failure(context, 'invalid_input', 'A command must be sent as application/json.');
    }
    const call = await readCall(context);
    return call === null
      ? failure(context, 'invalid_input', 'A command must be JSON of the form {"name": …, "input": …}.')
      : context.json(await app.dispatch(call.name, call.input));
  });
  routes.get(`${webPaths.files}/:id`, (context) => download(context, app));
  routes.get(rules.openPath, (context) => open(context, rules));
  routes.get('*', async (context) => servePage(context, page, rules.port));
  routes.notFound((context) => failure(context, 'not_found', 'There is nothing at this address.', 404));
  routes.onError((error, context) => context.json({ ok: false, error: toErrorData(error) }, 500));
  return routes;
}

function factsOf(context: Context) {
  const { req } = context;
  return {
    method: req.method,
    path: req.path,
    host: req.header('host'),
    origin: req.header('origin'),
    cookie: req.header('cookie'),
    upgrade: false,
  };
}

function isJson(type: string | undefined): boolean {
  return type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
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

/** Streams a file that waits to be saved; only whole ones are offered, so its size is known. */
async function download(context: Context, app: TuteeApp): Promise<Response> {
  const file = app.file(context.req.param('id') ?? '');
  if (file === null)
    return failure(context, 'not_found', 'This file is not there any more. Make it again.', 404);
  const { size } = await stat(file.path);
  context.header('Cache-Control', 'no-store');
  context.header('Content-Type', 'application/octet-stream');
  context.header('Content-Length', String(size));
  context.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return context.body(Readable.toWeb(createReadStream(file.path)) as ReadableStream);
}

/** Exchanges the token for the cookie. Looking at the link (HEAD, prefetch) must not use it up. */
function open(context: Context, rules: GuardRules): Response {
  context.header('Cache-Control', 'no-store');
  const isLook =
    context.req.method === 'HEAD' || (context.req.header('sec-purpose') ?? '').includes('prefetch');
  if (isLook) return context.body(null, 204);
  const cookie = rules.session.exchange(context.req.query('token') ?? '');
  if (cookie === null)
    return refusedAs(context, 403, 'This link was used already, or it is not from the Tutee that runs now.');
  context.header('Set-Cookie', cookie);
  if (context.req.header('sec-fetch-site') !== 'cross-site') return context.redirect('/', 303);
  context.header('Content-Security-Policy', plainPagePolicy);
  return context.html(goOnPage());
}

async function servePage(context: Context, page: PageFiles, port: number): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const file = await page.read(new URL(context.req.url).pathname, nonce);
  if (file === null) return failure(context, 'not_found', 'There is nothing at this address.', 404);
  const sockets = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  context.header('Content-Type', file.type);
  context.header('Cache-Control', file.cacheControl);
  context.header('Content-Security-Policy', pageSecurityPolicy(nonce, sockets));
  return context.body(file.body);
}

/** A refusal as data for programs, as a page for people. */
function refusedAs(context: Context, status: 401 | 403, message: string): Response {
  context.header('Cache-Control', 'no-store');
  if (context.req.path.startsWith('/api/')) return failure(context, 'unauthorized', message, status);
  context.header('Content-Security-Policy', plainPagePolicy);
  return context.html(refusalPage(message), status);
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
