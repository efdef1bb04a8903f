/** How a request is sent. */
export type FetchBy = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * `fetch` for servers: the body of an answer ends with an error after `maxBytes` without a pause. An event stream may go on for days, so
 * there each event counts for itself.
 */
export function limitedFetch(maxBytes: number, fetchBy: FetchBy = fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchBy(input, init);
    if (response.body === null) return response;
    const isStream = (response.headers.get('content-type') ?? '').includes('event-stream');
    const body = response.body.pipeThrough(limited(maxBytes, isStream));
    const { status, statusText, headers } = response;
    const made = new Response(body, { status, statusText, headers });
    // The SDK resolves redirects and the addresses of authorization against it.
    Object.defineProperty(made, 'url', { value: response.url });
    return made;
  };
}

/** Two line breaks in a row end an event. */
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function limited(maxBytes: number, isStream: boolean): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  let lastBreak = false;
  const countEvents = (chunk: Uint8Array): void => {
    for (const byte of chunk) {
      if (byte === CARRIAGE_RETURN) continue;
      bytes = byte === LINE_FEED && lastBreak ? 0 : bytes + 1;
      lastBreak = byte === LINE_FEED;
      if (bytes > maxBytes) return;
    }
  };
  return new TransformStream({
    transform(chunk, controller) {
      if (isStream) countEvents(chunk);
      else bytes += chunk.length;
      if (bytes > maxBytes)
        controller.error(new Error(`The server sent more than ${maxBytes} bytes at once.`));
      else controller.enqueue(chunk);
    },
  });
}
