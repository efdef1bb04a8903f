/** Corrects a typed address by asking possible addresses on that host for their models. */
import { presetAt } from '#shared/models/presets.ts';
import { protocolOf } from '#shared/models/protocol.ts';
import { tidyAddress } from '#shared/models/tidy-address.ts';
import { TuteeError } from '#shared/errors.ts';
import { baseUrlSchema } from '#shared/settings.ts';
import { validate } from '#shared/validate.ts';
import type { ModelServer } from '../server/model-server.ts';
import { nativeServer } from '../server/protocol.ts';
import { listModels } from './list-models.ts';

const TIMEOUT_MS = 4_000;

export interface MendedAddress {
  readonly baseUrl: string;
  /** The correction as a sentence; null: nothing was corrected. */
  readonly said: string | null;
  /** `api-version` of a pasted address; null: none. */
  readonly apiVersion: string | null;
  /** Whether anything there responds like a model server. */
  readonly reached: boolean;
}

/** The same server at another address, with the key that is stored for it there. */
export type ServerAt = (baseUrl: string) => Promise<ModelServer>;

/**
 * Throws `invalid_input` for text that is not an address. Tries a few addresses on the typed host and on no other; the first that lists
 * models wins, or else the first that asks for a key.
 */
export async function mendAddress(text: string, serverAt: ServerAt): Promise<MendedAddress> {
  const { address, guessedScheme, apiVersion } = tidyAddress(text);
  const parsed = validate(baseUrlSchema, address);
  if (!parsed.ok) throw new TuteeError('invalid_input', parsed.fault.message, { field: 'baseUrl' });
  const first = nativeAddress(parsed.value);
  let asksForKey: string | null = null;
  for (const baseUrl of candidates(first, guessedScheme)) {
    const found = await tryAddress(await serverAt(baseUrl), apiVersion);
    if (found === 'lists') return mended(text, baseUrl, apiVersion, true);
    if (found === 'key') asksForKey ??= baseUrl;
    // Nothing listens there, so other paths would not respond either.
    if (found === 'nobody' && !guessedScheme) break;
  }
  return mended(text, asksForKey ?? first, apiVersion, asksForKey !== null);
}

function mended(text: string, baseUrl: string, apiVersion: string | null, reached: boolean): MendedAddress {
  const typed = text.trim();
  const same = typed === baseUrl || withoutEnd(typed) === baseUrl;
  const why = reached ? 'that is where its models are' : 'the rest does not belong to it';
  return { baseUrl, said: same ? null : `Changed to ${baseUrl}: ${why}.`, apiVersion, reached };
}

function withoutEnd(address: string): string {
  return address.endsWith('/') ? address.slice(0, -1) : address;
}

/** An address for Google's OpenAI-compatible API is replaced by that of its native API. */
function nativeAddress(baseUrl: string): string {
  const protocol = protocolOf({ baseUrl });
  return protocol === 'openai' ? baseUrl : nativeServer({ baseUrl, apiKey: null }, protocol).baseUrl;
}

/** Most likely first. */
function candidates(first: string, guessedScheme: boolean): string[] {
  const preset = presetAt(first);
  const { origin } = new URL(first);
  const paths = [first];
  if (!/\/v\d+[a-z]*(\/openai)?$/.test(first)) paths.push(`${first}/v1`);
  const once = withoutDoubled(first);
  if (once !== first) paths.unshift(once);
  if (preset !== null && new URL(preset.baseUrl).origin === origin) paths.push(preset.baseUrl);
  paths.push(`${origin}/v1`, `${origin}/api/v1`, `${origin}/openai/v1`, `${origin}/api`);
  const other = first.startsWith('https:')
    ? first.replace('https:', 'http:')
    : first.replace('http:', 'https:');
  if (guessedScheme) paths.push(other, `${other}/v1`);
  return [...new Set(paths)];
}

/** /v1/v1 -> /v1 */
function withoutDoubled(address: string): string {
  let end = address.length;
  while (address.endsWith('/v1/v1', end)) end -= 3;
  return address.slice(0, end);
}

/** key: it asks for a key, as the API does. nobody: no connection. */
async function tryAddress(
  server: ModelServer,
  apiVersion: string | null,
): Promise<'lists' | 'key' | 'nobody' | 'other'> {
  try {
    await listModels({ ...server, ...(apiVersion !== null && { apiVersion }) }, { timeoutMs: TIMEOUT_MS });
    return 'lists';
  } catch (thrown) {
    const code = thrown instanceof TuteeError ? thrown.code : 'internal';
    if (code === 'no_key' || code === 'wrong_key') return 'key';
    return code === 'unreachable' || code === 'timeout' ? 'nobody' : 'other';
  }
}
