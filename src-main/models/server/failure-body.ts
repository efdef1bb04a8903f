/**
 * Parses error bodies of any form: {error: {message}}, {error: "…"}, {message}, {detail: […]}, [{error}], {errors: […]}, {error_msg},
 * {base_resp: {status_msg}}, JSON inside a text, plain text, a web page. Limited in depth and size.
 */
import { isRecord, parseJson } from './json-value.ts';

export interface FailureBody {
  /** All texts, codes and types as one text. */
  readonly words: string;
  /** The sentence meant for people; empty if there is none. */
  readonly said: string;
  readonly isPage: boolean;
  /** An HTTP status that the body names. */
  readonly status: number | null;
  /** The wait that the body asks for, in ms. */
  readonly waitMs: number | null;
  /** The context window that the body names in a field of its own, in tokens. */
  readonly window: number | null;
  /** The size of the request that the body names in a field of its own, in tokens. */
  readonly asked: number | null;
  /** What the model wrote before the server gave up on it; null: the body has nothing of it. */
  readonly generated: string | null;
}

const MAX_VISITS = 300;
const MAX_DEPTH = 6;
const MAX_SAID = 4_000;

/** Fields with a sentence, most informative first. */
const sentences = [
  'message',
  'msg',
  'error_msg',
  'error_message',
  'errorMessage',
  'status_msg',
  'error_description',
  'detail',
  'title',
  'error',
  'raw',
  'description',
  'reason',
  'err_msg',
  'failed_generation',
] as const;
/** Fields with a code or a kind. */
const kinds = [
  'code',
  'type',
  'status',
  'error_code',
  'error_type',
  'param',
  'reasons',
  'ErrorCode',
] as const;
const statuses = ['code', 'status', 'status_code', 'statusCode', 'error_code'] as const;
/** Sentences that are ignored if there is another one. */
const EMPTY_WORDS =
  /^(provider returned error|bad request|error|upstream error|an error occurred|internal server error)\.?$/i;

interface Gathered {
  readonly said: string[];
  readonly kinds: string[];
  status: number | null;
  waitMs: number | null;
  window: number | null;
  asked: number | null;
  generated: string | null;
  visits: number;
}

/** Reads the text of an error response. */
export function readFailureBody(text: string): FailureBody {
  const value = parseJson(text);
  if (value !== null && typeof value === 'object') return readFailureValue(value);
  const page = isPage(text);
  const plain = page || /^\s*<\?xml/i.test(text) ? pageText(text) : text.trim();
  return { ...emptyBody, words: plain, said: plain.slice(0, MAX_SAID), isPage: page };
}

/** Reads an error that is already parsed JSON. */
export function readFailureValue(value: unknown): FailureBody {
  const gathered: Gathered = { said: [], kinds: [], ...noNumbers, visits: 0 };
  gather(value, gathered, 0);
  const said = [...new Set(gathered.said)];
  const telling = said.filter((sentence) => !EMPTY_WORDS.test(sentence));
  const chosen = (telling.length > 0 ? telling : said).slice(0, 3).join(' · ');
  const { status, waitMs, window, asked, generated } = gathered;
  return {
    words: [...said, ...new Set(gathered.kinds)].join(' · ').slice(0, MAX_SAID * 4),
    said: (chosen === '' ? JSON.stringify(value) : chosen).slice(0, MAX_SAID),
    isPage: false,
    status,
    waitMs,
    window,
    asked,
    generated,
  };
}

const noNumbers = { status: null, waitMs: null, window: null, asked: null, generated: null } as const;
export const emptyBody: FailureBody = { words: '', said: '', isPage: false, ...noNumbers };

function gather(value: unknown, found: Gathered, depth: number): void {
  found.visits += 1;
  if (depth > MAX_DEPTH || found.visits > MAX_VISITS) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 20)) {
      if (typeof item === 'string') found.kinds.push(item);
      else gather(item, found, depth + 1);
    }
    return;
  }
  if (!isRecord(value)) return;
  for (const name of sentences) gatherSentence(value[name], value, found, depth);
  for (const name of kinds) {
    const kind = value[name];
    if (typeof kind === 'string' || typeof kind === 'number') found.kinds.push(String(kind));
  }
  gatherNumbers(value, found);
  for (const [name, inner] of Object.entries(value)) {
    const seen = (sentences as readonly string[]).includes(name);
    if (typeof inner === 'object' && inner !== null && !seen) gather(inner, found, depth + 1);
  }
}

function gatherSentence(
  value: unknown,
  holder: Record<string, unknown>,
  found: Gathered,
  depth: number,
): void {
  if (typeof value !== 'string') {
    if (typeof value === 'object' && value !== null) gather(value, found, depth + 1);
    return;
  }
  const text = value.trim();
  if (text === '') return;
  const inner = text.startsWith('{') || text.startsWith('[') ? parseJson(text) : null;
  if (typeof inner === 'object' && inner !== null) {
    gather(inner, found, depth + 1);
    return;
  }
  const { loc } = holder;
  found.said.push(Array.isArray(loc) ? `${loc.join('.')}: ${text}` : text);
}

function gatherNumbers(value: Record<string, unknown>, found: Gathered): void {
  for (const name of statuses) {
    const status = Number(value[name]);
    if (found.status === null && Number.isInteger(status) && status >= 400 && status < 600)
      found.status = status;
  }
  const { n_ctx: window, n_prompt_tokens: asked, estimated_time: seconds, retryDelay: delay } = value;
  if (typeof window === 'number' && window > 0) found.window ??= window;
  if (typeof asked === 'number' && asked > 0) found.asked ??= asked;
  if (typeof seconds === 'number' && seconds >= 0) found.waitMs ??= seconds * 1000;
  if (typeof value['failed_generation'] === 'string') found.generated ??= value['failed_generation'];
  const parts = typeof delay === 'string' ? /^(\d{1,7}(?:\.\d{1,9})?)s$/.exec(delay) : null;
  if (parts !== null) found.waitMs ??= Number(parts[1]) * 1000;
}

/** Whether a text is a web page, by how it begins. */
export function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|!--|html|head|body|title|meta|script|center|h1|\?xml[^>]{0,200}>\s{0,20}<(?:!doctype|html))/i.test(
    text,
  );
}

/** The text of a web page. */
function pageText(body: string): string {
  return body
    .replace(/<script[\s\S]*?(?:<\/script>|$)|<style[\s\S]*?(?:<\/style>|$)/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
