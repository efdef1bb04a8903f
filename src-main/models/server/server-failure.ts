import { readBodyStart } from './read-body.ts';
import { emptyBody, readFailureBody } from './failure-body.ts';
import type { FailureBody } from './failure-body.ts';

const MAX_FAILURE_BYTES = 64 * 1024;
const MAX_DEPTH = 6;

/** An error response of a model server. Not for users: its text may contain the key. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure';
  /** HTTP status, or the one that the body names when the answer started successfully; null when there is none. */
  readonly status: number | null;
  readonly headers: Headers | null;
  /** All text of the body that tells what happened: servers differ in which field carries the meaning. */
  readonly words: string;
  /** What the server says to a person; empty when it says nothing. */
  readonly said: string;
  /** Whether a web page came instead of an error in JSON or plain text. */
  readonly isPage: boolean;
  readonly body: FailureBody;

  constructor(body: FailureBody, response: Response | null) {
    super(body.said);
    this.status = response === null || response.ok ? body.status : response.status;
    this.headers = response?.headers ?? null;
    this.words = body.words;
    this.said = body.said;
    this.isPage = body.isPage;
    this.body = body;
  }
}

/** Reads an error response of any form. The SDK would keep the text of `{error: {message}}` only. */
export async function readServerFailure(response: Response): Promise<ServerFailure> {
  const location = response.headers.get('location');
  if (response.status < 400) {
    const to = URL.parse(location ?? '', response.url)?.href ?? 'nowhere';
    const words = `to ${to} · redirected`;
    return new ServerFailure({ ...emptyBody, words }, response);
  }
  return new ServerFailure(readFailureBody(await readBodyStart(response, MAX_FAILURE_BYTES)), response);
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
