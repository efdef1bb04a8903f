import { jsonrepair } from 'jsonrepair';
import { failureOf } from '../../server/failure-in-answer.ts';
import { isRecord, jsonObjectsIn, parseJson } from '../../server/json-value.ts';
import { malformed } from '../../server/model-errors.ts';
import type { FailureContext } from '../../server/model-errors.ts';
import { EventDecoder, tornBy } from './event-decoder.ts';
import type { ServerEvent } from './event-decoder.ts';
import { StreamMeter } from './stream-limits.ts';
import type { StreamLimits } from './stream-limits.ts';
import type { Watchdog } from '../watchdog.ts';

/** How much of the beginning is kept for the error message if the body was not an answer, in characters. */
const MAX_BEGINNING = 4_000;

/**
 * Reads the body of one answer as JSON values, whatever its content type. The SDK sends the request; the body is read here, so that every
 * byte resets the watchdog (some servers send only comments while a model thinks) and size limits are enforced.
 */
export class AnswerBody {
  /** Whether the server marked the answer as complete with `[DONE]`. */
  sawDone = false;
  /** What a gateway wrote in place of the answer's end; empty if the last value was cut off, null if nothing is known to be missing. */
  torn: string | null = null;
  readonly #context: FailureContext;
  readonly #limits: StreamLimits;
  #beginning = '';

  constructor(context: FailureContext, limits: StreamLimits) {
    this.#context = context;
    this.#limits = limits;
  }

  /** The beginning of the body, for an error message. */
  get beginning(): string {
    return this.#beginning;
  }

  /** The values of an answer. Throws TuteeError `malformed_stream`, ServerFailure, or what the connection throws. */
  async *values(response: Response, watchdog: Watchdog): AsyncGenerator {
    if (response.body === null) throw malformed('notProtocol', this.#context, 'The answer is empty.');
    const decoder = new EventDecoder();
    const meter = new StreamMeter(this.#limits);
    for await (const bytes of response.body as ReadableStream<Uint8Array>) {
      watchdog.reset();
      if (!meter.accept(bytes)) throw this.#tooLong();
      for (const event of decoder.push(bytes)) {
        yield* this.#valueOf(event);
        if (this.sawDone) return;
      }
    }
    for (const event of decoder.flush()) yield* this.#valueOf(event);
  }

  /** Anything that is not JSON, such as a ping or a misplaced comment, is skipped. */
  *#valueOf(served: ServerEvent): Generator {
    const { event, data } = served;
    if (this.#beginning.length < MAX_BEGINNING) this.#beginning += data.slice(0, MAX_BEGINNING);
    const text = data.trim();
    if (/^"?\[?done\]?"?$/i.test(text)) {
      this.sawDone = true;
      return;
    }
    const value = text === '' ? null : (unwrapped(parseJson(text)) ?? parseRepr(text));
    if (event === 'error' && text !== '') throw failureOf(value ?? { message: text });
    this.torn = value === null ? tornBy(served) : null;
    if (value !== null) yield value;
    else if (this.torn === '') yield* this.#severalIn(text);
  }

  /** Some servers write one object directly behind the other, or break off within a list of them. */
  *#severalIn(text: string): Generator {
    const values = jsonObjectsIn(text);
    if (values.length > 0) this.torn = null;
    yield* values;
  }

  #tooLong() {
    const { event, whole } = this.#limits;
    const detail = `More than ${event} bytes in one event, or ${whole} in all.`;
    return malformed('tooLong', this.#context, detail);
  }
}

/** A few servers print Python's own form of an object: single quotes, None, True. Only a whole one is read. */
function parseRepr(text: string): unknown {
  if (!/^\{\s*'/.test(text) || !text.endsWith('}')) return null;
  try {
    return parseJson(jsonrepair(text));
  } catch {
    return null;
  }
}

/** Some gateways send each value as a text that holds it; functions in a cloud put it into the body of a response of their own. */
function unwrapped(value: unknown): unknown {
  if (typeof value === 'string') return /^\s*[{[]/.test(value) ? parseJson(value) : value;
  if (!isRecord(value) || typeof value['body'] !== 'string' || 'choices' in value) return value;
  const body = parseJson(value['body']);
  if (!isRecord(body)) return value;
  const status = Number(value['statusCode'] ?? value['status']);
  return status >= 400 ? { error: { ...body, status } } : body;
}
