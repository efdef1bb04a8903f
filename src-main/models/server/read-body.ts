/** A body exceeded its size limit; the rest was not read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Reads a body as text. Throws BodyTooLargeError beyond `maxBytes`, so that no server can fill the memory. */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of bodyBytes(response)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new BodyTooLargeError(`More than ${maxBytes} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The beginning of a body, for an error message; never throws. */
export async function readBodyStart(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of bodyBytes(response)) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= maxBytes) break;
    }
  } catch {
    // An interrupted body still has a beginning.
  }
  return text.slice(0, maxBytes);
}

async function* bodyBytes(response: Response): AsyncGenerator<Uint8Array> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (body !== null) yield* body;
}
