/**
 * A chat model behind any server with OpenAI's chat completions API. Owns one request from the first attempt to the
 * last event: retries, timeouts, cancellation, and features that a server lacks. Does not know what is asked or why.
 */
import type OpenAI from 'openai';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { completionRequest } from './completion-request.ts';
import { openCompletion } from './completion-stream.ts';
import { isHostedElsewhere, isLocal } from '../server/is-local.ts';
import { cancelled, knownFailure, malformed, readFailure, timedOut } from '../server/model-errors.ts';
import type { FailureContext, ModelFailure } from '../server/model-errors.ts';
import type { ModelServer } from '../server/model-server.ts';
import { createOpenAIClient } from '../server/openai-client.ts';
import { CompletionReader } from './read-completion.ts';
import { withoutRejected, defaultFeatures } from './request-features.ts';
import type { RequestFeatures } from './request-features.ts';
import { defaultRetryPolicy, retryDelay, waitBeforeRetry } from '../server/retry-policy.ts';
import type { RetryPolicy } from '../server/retry-policy.ts';
import { standardLimits } from './stream-limits.ts';
import type { StreamLimits } from './stream-limits.ts';
import { Watchdog } from './watchdog.ts';
import type { StreamTimeouts } from './watchdog.ts';

export interface OpenAIChatModelOptions {
  readonly server: ModelServer;
  readonly model: string;
  readonly timeouts?: StreamTimeouts;
  readonly retry?: RetryPolicy;
  readonly limits?: StreamLimits;
}

/** A local server may have to load the model from disk before the first token. */
export function defaultTimeouts(baseUrl: string): StreamTimeouts {
  return { firstByteMs: isLocal(baseUrl) ? 180_000 : 60_000, betweenMs: 60_000 };
}

export class OpenAIChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  /** Created with the first request. */
  #client: OpenAI | null = null;
  readonly #context: FailureContext;
  readonly #timeouts: StreamTimeouts;
  readonly #retry: RetryPolicy;
  readonly #limits: StreamLimits;
  /** Features this server supports, as found so far: a rejected feature costs one request, not one each time. */
  #features: RequestFeatures;

  constructor({ server, model, timeouts, retry, limits = standardLimits }: OpenAIChatModelOptions) {
    this.name = model;
    this.local = isLocal(server.baseUrl) && !isHostedElsewhere(model);
    this.#context = { server, model };
    this.#timeouts = timeouts ?? defaultTimeouts(server.baseUrl);
    this.#retry = retry ?? defaultRetryPolicy;
    this.#limits = limits;
    this.#features = defaultFeatures(server.baseUrl);
  }

  /** Retries only while nothing was delivered, so that a reader never sees two beginnings of an answer. */
  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.#client ??= await createOpenAIClient(this.#context.server);
    for (let failures = 0; ;) {
      const attempt = new Attempt(this.#client, this.#context, this.#timeouts, this.#limits);
      try {
        yield* attempt.run(completionRequest(this.name, request, this.#features), signal);
        return;
      } catch (thrown) {
        const failure = attempt.explain(thrown, signal);
        if (attempt.delivered) throw failure.error;
        const next = withoutRejected(this.#features, request, failure);
        if (next !== null) {
          this.#features = next;
          yield { type: 'wait', reason: 'retry', model: this.name, ms: 0, message: failure.error.message };
          continue;
        }
        failures += 1;
        const delay = retryDelay(failure, failures, this.#retry);
        if (delay === null) throw failure.error;
        const { message } = failure.error;
        yield { type: 'wait', reason: 'retry', model: this.name, ms: Math.round(delay), message };
        await waitBeforeRetry(delay, signal);
      }
    }
  }
}

/** Maximum length of an answer, in UTF-16 units: a server that never stops must not fill the memory. */
const MAX_ANSWER_LENGTH = 4_000_000;

/** One attempt: a request and the reading of its answer. */
class Attempt {
  /** True once an event was delivered. */
  delivered = false;
  readonly #client: OpenAI;
  readonly #context: FailureContext;
  readonly #timeouts: StreamTimeouts;
  readonly #limits: StreamLimits;
  #watchdog: Watchdog | null = null;
  #length = 0;

  constructor(client: OpenAI, context: FailureContext, timeouts: StreamTimeouts, limits: StreamLimits) {
    this.#client = client;
    this.#context = context;
    this.#timeouts = timeouts;
    this.#limits = limits;
  }

  async *run(body: ReturnType<typeof completionRequest>, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const watchdog = new Watchdog(signal, this.#timeouts);
    this.#watchdog = watchdog;
    try {
      yield* this.#read(body, watchdog);
    } finally {
      watchdog.stop();
    }
  }

  /** The cause of what `run` threw: a cancellation or timeout takes precedence over the errors it caused. */
  explain(thrown: unknown, signal: AbortSignal): ModelFailure {
    if (signal.aborted) return knownFailure(cancelled());
    const expired = this.#watchdog?.expired ?? null;
    if (expired !== null) return knownFailure(timedOut(expired, this.#watchdog?.limitMs ?? 0, this.#context));
    const failure = readFailure(thrown, this.#context);
    // A connection lost after the first event is an interrupted answer, not an unreachable server.
    if (this.delivered && failure.error.code === 'unreachable') {
      return knownFailure(malformed('brokeOff', this.#context, failure.error.detail));
    }
    return failure;
  }

  async *#read(body: ReturnType<typeof completionRequest>, watchdog: Watchdog): AsyncGenerator<ModelEvent> {
    const stream = await openCompletion(this.#client, body, watchdog, this.#context, this.#limits);
    const reader = new CompletionReader();
    try {
      for await (const chunk of stream.chunks) {
        watchdog.pauseTimeout();
        yield* this.#deliver(reader.read(chunk));
        watchdog.reset();
      }
    } catch (thrown) {
      if (!reader.finished) throw thrown;
    }
    // The SDK silently ends an aborted stream, so this check is needed here too.
    if (watchdog.cancelled || (watchdog.expired !== null && !reader.finished)) throw cancelled();
    if (!reader.finished && !stream.sawDone()) {
      throw malformed(this.delivered ? 'brokeOff' : 'notProtocol', this.#context);
    }
    yield* this.#deliver(reader.finish());
  }

  *#deliver(events: readonly ModelEvent[]): Generator<ModelEvent> {
    for (const event of events) {
      this.#length += lengthOf(event);
      if (this.#length > MAX_ANSWER_LENGTH)
        throw malformed('tooLong', this.#context, 'It is longer than 4,000,000 characters.');
      this.delivered = true;
      yield event;
    }
  }
}

function lengthOf(event: ModelEvent): number {
  if (event.type === 'tool-call-delta') return event.argumentsText.length;
  return 'text' in event ? event.text.length : 0;
}
