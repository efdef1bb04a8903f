import type OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { malformed } from '../server/model-errors.ts';
import type { FailureContext } from '../server/model-errors.ts';
import { readBodyStart } from '../server/read-body.ts';
import { failureInAnswer, parseJson } from '../server/server-failure.ts';
import { StreamGauge } from './stream-limits.ts';
import type { StreamLimits } from './stream-limits.ts';
import type { Watchdog } from './watchdog.ts';

const maxStrayBytes = 64 * 1024;
const tailLength = 64;

export interface CompletionStream {
  /** The data of each server-sent event, parsed as JSON and not checked further. */
  readonly chunks: AsyncIterable<unknown>;
  /** Whether the stream closed with its end mark. */
  sawDone(): boolean;
}

/**
 * Sends the request and answers its stream. The SDK reads the events, but from a body that passes through here: every byte
 * calms the watchdog (some servers send comments only while a model thinks), and the end mark, which the SDK keeps to
 * itself, is seen. Nor does the SDK mind how much it holds: what is too long ends here.
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
  if (/\b(json|html)\b/i.test(type)) throw await strayAnswer(response, context);
  let tail = '';
  const decoder = new TextDecoder('latin1');
  const gauge = new StreamGauge(limits);
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, out) {
      watchdog.beat();
      if (!gauge.takes(bytes))
        throw malformed(
          'tooLong',
          context,
          `More than ${limits.event} bytes in one event, or ${limits.whole} in all.`,
        );
      tail = (tail + decoder.decode(bytes.subarray(-tailLength))).slice(-tailLength);
      out.enqueue(bytes);
    },
  });
  const passed = new Response(response.body.pipeThrough(watched), { headers: response.headers });
  return {
    // As events, failures among them, and not as the SDK's errors: there is one reader of failures, and it is ours.
    chunks: Stream.fromSSEResponse<unknown>(passed, controller, client, false, 'events'),
    sawDone: () => /data: ?\[DONE\]\s*$/.test(tail),
  };
}

/** A page or a JSON value where a stream was asked for. Some servers put their failures into one, with status 200. */
async function strayAnswer(response: Response, context: FailureContext): Promise<Error> {
  const text = await readBodyStart(response, maxStrayBytes);
  return failureInAnswer(parseJson(text)) ?? malformed('notProtocol', context, text);
}
