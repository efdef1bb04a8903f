import * as z from 'zod';
import { readBodyStart } from './read-body.ts';

const maxFailureBytes = 64 * 1024;
const text = z.string();
const record = z.record(z.string(), z.unknown());

interface ServerWords {
  readonly message: string;
  readonly code: string | null;
  readonly type: string | null;
}

/**
 * Servers word a failure in many shapes: {error: {message}}, {error: "…"}, {message}, {detail}, [{error}], plain text, a
 * web page. The SDK reads the first only and drops the others, so every failure is put into that shape before it sees it.
 */
export async function uniformFailure(response: Response): Promise<Response> {
  const error = readWords(await readBodyStart(response, maxFailureBytes), response);
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const name of ['retry-after', 'retry-after-ms', 'x-request-id']) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  // Statuses outside 200..599 and those that allow no body cannot be built anew; none of them is a known failure.
  const status = response.status >= 400 && response.status <= 599 ? response.status : 400;
  return new Response(JSON.stringify({ error }), { status, headers });
}

function readWords(body: string, response: Response): ServerWords {
  const location = response.headers.get('location');
  if (response.status < 400) {
    return { message: `HTTP ${response.status} to ${location ?? 'nowhere'}`, code: 'redirected', type: null };
  }
  return fromJson(parseJson(body)) ?? { message: plainText(body), code: null, type: null };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function fromJson(value: unknown): ServerWords | null {
  if (Array.isArray(value)) return fromJson(value[0]);
  const outer = record.safeParse(value);
  if (!outer.success) return null;
  const inner = record.safeParse(outer.data['error']);
  const words = inner.success ? inner.data : outer.data;
  const message =
    firstText(words['message'], words['error'], words['detail'], words['title']) ?? JSON.stringify(words);
  return { message, code: firstText(words['code']), type: firstText(words['type'], words['status']) };
}

function firstText(...values: unknown[]): string | null {
  for (const value of values) {
    const parsed = text.safeParse(value);
    if (parsed.success && parsed.data !== '') return parsed.data;
  }
  return null;
}

/** The words of a web page or of plain text. */
function plainText(body: string): string {
  return body
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
