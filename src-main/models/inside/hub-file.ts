/** What a hub says about a file before it is downloaded: its size and its SHA-256. API: https://huggingface.co/docs/hub */
import { TuteeError } from '#shared/errors.ts';
import { fetchFor } from '../server/proxied-fetch.ts';
import { proxyFailureIn } from '../server/proxy-failure.ts';

export interface HubFile {
  /** The address of the bytes; may expire soon. */
  readonly url: string;
  readonly bytes: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Uses the proxy of the environment, like every request to another machine. */
export const hubFetch: Fetch = async (url, init) => {
  const fetchIt = await fetchFor({ baseUrl: url });
  return await fetchIt(url, init);
};

const HEAD_TIMEOUT_MS = 20_000;
/** A renamed repository redirects; more redirects than this are an error. */
const MOST_REDIRECTS = 3;

/** Throws a model error if the hub cannot be reached, has no such file, or gives no hash. */
export async function hubFile(address: string, fetch: Fetch, signal: AbortSignal): Promise<HubFile> {
  let url = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    // The hash is in the hub's own response, not in that of the storage it redirects to.
    const response = await ask(url, fetch, signal);
    const sha256 = hashOf(response.headers.get('x-linked-etag'));
    const location = response.headers.get('location');
    const next = location === null ? null : URL.parse(location, url);
    if (sha256 !== null) {
      const bytes = Number(response.headers.get('x-linked-size') ?? response.headers.get('content-length'));
      if (!Number.isSafeInteger(bytes) || bytes <= 0) throw refused('It does not say how large the file is.');
      return { url: next?.href ?? url, bytes, sha256 };
    }
    if (response.status === 404) throw refused('It does not have this file any more.');
    if (response.status === 401 || response.status === 403)
      throw refused('It asks for an account for this file.');
    if (response.status >= 500 || response.status === 429)
      throw new TuteeError(
        'server_failed',
        `The model hub is busy (HTTP ${response.status}). Try again later.`,
      );
    if (next === null) throw refused('It does not say the checksum of the file.');
    url = next.href;
  }
  throw refused('It redirects without end.');
}

async function ask(url: string, fetch: Fetch, signal: AbortSignal): Promise<Response> {
  const timeout = AbortSignal.timeout(HEAD_TIMEOUT_MS);
  try {
    return await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity' },
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (cause) {
    if (signal.aborted) throw new TuteeError('cancelled', 'Stopped.', { cause });
    throw unreachable(url, cause);
  }
}

function hashOf(etag: string | null): string | null {
  return /^(?:W\/)?"?([0-9a-f]{64})"?$/i.exec(etag?.trim() ?? '')?.[1]?.toLowerCase() ?? null;
}

export function unreachable(url: string, cause: unknown): TuteeError {
  const host = URL.parse(url)?.host ?? url;
  const proxy = proxyFailureIn(cause);
  const why =
    proxy === null ? `${host} cannot be reached. Check the connection;` : `${proxy.message} After that`;
  return new TuteeError('unreachable', `${why} the download goes on where it stopped.`, {
    cause,
    detail: cause instanceof Error ? cause.message : String(cause),
  });
}

function refused(reason: string): TuteeError {
  return new TuteeError('rejected_request', `The model hub does not give this file. ${reason}`);
}
