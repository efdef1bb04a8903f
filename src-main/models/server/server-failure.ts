import * as z from 'zod';
import { readBodyStart } from './read-body.ts';

const MAX_FAILURE_BYTES = 64 * 1024;
const MAX_DEPTH = 6;
const text = z.string();
const record = z.record(z.string(), z.unknown());

interface ErrorBody {
  readonly message: string;
  readonly code: string | null;
  readonly type: string | null;
}

/** An error response of a model server. Not for users: its text may contain the key. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure';
  /** HTTP status; null when the error came within an answer that started successfully. */
  readonly status: number | null;
  readonly headers: Headers | null;
  /** Message, code and type as one text: servers differ in which of them carries the meaning. */
  readonly words: string;

  constructor({ message, code, type }: ErrorBody, response: Response | null) {
    super(message);
    this.status = response?.status ?? null;
    this.headers = response?.headers ?? null;
    this.words = [message, code, type].filter((part) => part !== null && part !== '').join(' · ');
  }
}

/**
 * Reads an error response. Servers use many shapes: {error: {message}}, {error: "…"}, {message}, {detail}, [{error}],
 * plain text, a web page. The SDK would keep the text of the first only.
 */
export async function readServerFailure(response: Response): Promise<ServerFailure> {
  const body = await readBodyStart(response, MAX_FAILURE_BYTES);
  return new ServerFailure(readErrorBody(body, response), response);
}

/** An error within an answer of status 200, as {error: …}; null when there is none. */
export function failureInAnswer(value: unknown): ServerFailure | null {
  const outer = record.safeParse(value);
  const error = outer.success ? outer.data['error'] : undefined;
  if (error === undefined || error === null) return null;
  const words = fromJson(value);
  return words === null ? null : new ServerFailure(words, null);
}

/** The ServerFailure that the SDK wrapped; null when something else failed. */
export function findServerFailure(thrown: unknown): ServerFailure | null {
  let current = thrown;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    if (current instanceof ServerFailure) return current;
    current = current.cause;
  }
  return null;
}

/** Parses JSON; null when it is invalid. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function readErrorBody(body: string, response: Response): ErrorBody {
  const location = response.headers.get('location');
  if (response.status < 400)
    return { message: `to ${location ?? 'nowhere'}`, code: 'redirected', type: null };
  return fromJson(parseJson(body)) ?? { message: plainText(body), code: null, type: null };
}

function fromJson(value: unknown): ErrorBody | null {
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

/** The text of a web page, or plain text. */
function plainText(body: string): string {
  return body
    .replace(/<script[\s\S]*?(?:<\/script>|$)|<style[\s\S]*?(?:<\/style>|$)/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
