import { EventDecoder, tornBy } from '../chat-models/parsing/event-decoder.ts';
import type { ServerEvent } from '../chat-models/parsing/event-decoder.ts';
import { StreamMeter } from '../chat-models/parsing/stream-limits.ts';
import type { StreamLimits } from '../chat-models/parsing/stream-limits.ts';
import type { Watchdog } from '../chat-models/watchdog.ts';
import { failureInAnswer, failureOf } from '../server/failure-in-answer.ts';
import { firstOf, isRecord, parseJson } from '../server/json-value.ts';
import { malformed } from '../server/model-errors.ts';
import type { FailureContext } from '../server/model-errors.ts';

/** How much of the beginning is kept for the error message if the body was not an answer, in characters. */
const MAX_BEGINNING = 4_000;

/** The events of an answer in Anthropic's stream; its documentation says that others, such as pings, may occur. */
const anthropicEvents: ReadonlySet<unknown> = new Set([
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
]);

/**
 * Filters the body of an answer for the library: reads it as tolerantly as other answers, limits its size and reports every byte. The
 * library gets only complete events that it knows, because it fails on others; failures in the stream are kept in the server's own words.
 */
export class NativeStream {
  /** Whether the server gave a finish reason. */
  finished = false;
  sawAnswer = false;
  torn: string | null = null;
  /** Why the stream was ended early; thrown once everything before it has been read. */
  failure: Error | null = null;
  beginning = '';
  readonly #context: FailureContext;
  readonly #meter: StreamMeter;
  readonly #decoder = new EventDecoder();
  #stopped = false;

  constructor(context: FailureContext, limits: StreamLimits) {
    this.#context = context;
    this.#meter = new StreamMeter(limits);
  }

  /** The response with its body filtered. */
  filtered(response: Response, watchdog: Watchdog): Response {
    const encoder = new TextEncoder();
    const filter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => {
        watchdog.reset(this.finished);
        if (!this.#meter.accept(bytes)) this.failure ??= malformed('tooLong', this.#context);
        for (const event of this.#decoder.push(bytes)) {
          for (const value of this.#values(event)) controller.enqueue(encoder.encode(line(value)));
        }
        // An error would discard what has not been read yet.
        if (this.failure !== null) controller.terminate();
      },
      flush: (controller) => {
        const rest = this.#decoder.flush().flatMap((event) => this.#values(event));
        // Nothing follows after a finish reason.
        if (this.finished && !this.#stopped && this.#isAnthropic) rest.push({ type: 'message_stop' });
        for (const value of rest) controller.enqueue(encoder.encode(line(value)));
      },
    });
    const body = response.body?.pipeThrough(filter) ?? null;
    return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } });
  }

  get #isAnthropic(): boolean {
    return this.#context.server.nativeProtocol === 'anthropic';
  }

  /** Nothing is returned after a failure. */
  #values(served: ServerEvent): Record<string, unknown>[] {
    const { event, data } = served;
    if (this.failure !== null) return [];
    if (this.beginning.length < MAX_BEGINNING) this.beginning += data.slice(0, MAX_BEGINNING);
    const text = data.trim();
    const value = parseJson(text);
    if (event === 'error' && text !== '') this.failure = failureOf(value ?? { message: text });
    this.torn = value === null ? tornBy(served) : null;
    // If `alt=sse` got lost on the way, gateways send Google's chunks as one list.
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    return values.filter(isRecord).flatMap((one) => {
      this.failure ??= failureInAnswer(one);
      if (this.failure !== null) return [];
      const known = this.#isAnthropic ? this.#anthropicEvent(one) : this.#googleChunk(one);
      this.sawAnswer ||= known !== null;
      return known === null ? [] : [known];
    });
  }

  /** Adds the counts that some gateways omit and the library needs. */
  #anthropicEvent(value: Record<string, unknown>): Record<string, unknown> | null {
    const { type, message, delta, usage } = value;
    if (!anthropicEvents.has(type)) return null;
    if (type === 'message_stop') this.#stopped = true;
    if (type === 'message_start' && isRecord(message))
      return { ...value, message: { ...message, usage: withCount(message['usage'], 'input_tokens') } };
    if (type !== 'message_delta') return value;
    this.finished ||= isRecord(delta) && typeof delta['stop_reason'] === 'string';
    return { ...value, usage: withCount(usage, 'output_tokens') };
  }

  #googleChunk(value: Record<string, unknown>): Record<string, unknown> | null {
    const { candidates, promptFeedback, usageMetadata } = value;
    if (candidates === undefined && promptFeedback === undefined && usageMetadata === undefined) return null;
    const candidate = firstOf(candidates);
    this.finished ||= isRecord(candidate) && typeof candidate['finishReason'] === 'string';
    this.finished ||= isRecord(promptFeedback) && typeof promptFeedback['blockReason'] === 'string';
    return value;
  }
}

function withCount(usage: unknown, name: string): Record<string, unknown> {
  const given = isRecord(usage) ? usage : {};
  return { ...given, [name]: given[name] ?? 0 };
}

function line(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
