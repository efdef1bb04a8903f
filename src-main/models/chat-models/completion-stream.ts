import type OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { malformed } from '../server/model-errors.ts';
import type { FailureContext } from '../server/model-errors.ts';
import { readBodyStart } from '../server/read-body.ts';
import { failureInAnswer, parseJson } from '../server/server-failure.ts';
import { StreamMeter } from './stream-limits.ts';
import type { StreamLimits } from './stream-limits.ts';
import type { Watchdog } from './watchdog.ts';

const MAX_ERROR_BYTES = 64 * 1024;
const TAIL_LENGTH = 64;

export interface CompletionStream {
  /** The data of each server-sent event, parsed as JSON and not validated further. */
  readonly chunks: AsyncIterable<unknown>;
  /** Whether the stream ended with `[DONE]`. */
  sawDone(): boolean;
}

/**
 * Sends the request and returns its stream. The SDK parses the events, but the body passes through here: every byte
 * resets the watchdog (some servers send only comments while a model thinks), the end mark, which the SDK hides, is
 * detected, and size limits, which the SDK lacks, are enforced. Throws TuteeError `malformed_stream`, ServerFailure, or
 * what the SDK throws.
 */
export async function openCompletion(
  client: OpenAI,
  body: ChatCompletionCreateParamsStreaming,
  watchdog: Watchdog,
  context: FailureContext,
  limits: StreamLimits,
): Promise<CompletionStream> {
  const { controller } = watchdog;
  const { Stream } = await import('openai/streaming');
  const response = await client.chat.completions.create(body, { signal: controller.signal }).asResponse();
  const type = response.headers.get('content-type') ?? '';
  if (response.body === null) throw malformed('notProtocol', context, 'The answer is empty.');
  if (/\b(json|html)\b/i.test(type)) throw await unexpectedBody(response, context);
  let tail = '';
  const decoder = new TextDecoder('latin1');
  const meter = new StreamMeter(limits);
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, out) {
      watchdog.reset();
      if (!meter.accept(bytes))
        throw malformed(
          'tooLong',
          context,
          `More than ${limits.event} bytes in one event, or ${limits.whole} in all.`,
        );
      tail = (tail + decoder.decode(bytes.subarray(-TAIL_LENGTH))).slice(-TAIL_LENGTH);
      out.enqueue(bytes);
    },
  });
  const passed = new Response(response.body.pipeThrough(watched), { headers: response.headers });
  return {
    // As raw events, so that failures in them are read by our code and not turned into the SDK's errors.
    chunks: Stream.fromSSEResponse<unknown>(passed, controller, client, false, 'events'),
    sawDone: () => /data: ?\[DONE\]\s*$/.test(tail),
  };
}

/** The error for a JSON or HTML body in place of a stream. Some servers report failures this way, with status 200. */
async function unexpectedBody(response: Response, context: FailureContext): Promise<Error> {
  const text = await readBodyStart(response, MAX_ERROR_BYTES);
  return failureInAnswer(parseJson(text)) ?? malformed('notProtocol', context, text);
}
