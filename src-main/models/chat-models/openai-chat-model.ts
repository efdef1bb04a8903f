/**
 * A chat model behind any server that speaks OpenAI's chat completions. Owns one request from the first try to the last
 * event: retries, time limits, cancelling, and what a server turns out not to know. It may not know what is asked or why.
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
import { concede, firstShape } from './request-shape.ts';
import type { RequestShape } from './request-shape.ts';
import { defaultRetryPolicy, retryDelay, waitBeforeRetry } from '../server/retry-policy.ts';
import type { RetryPolicy } from '../server/retry-policy.ts';
import { standardLimits } from './stream-limits.ts';
import type { StreamLimits } from './stream-limits.ts';
import { Watchdog } from './watchdog.ts';
import type { Patience } from './watchdog.ts';

export interface OpenAIChatModelOptions {
  readonly server: ModelServer;
  readonly model: string;
  readonly patience?: Patience;
  readonly retry?: RetryPolicy;
  readonly limits?: StreamLimits;
}

/** A server on this machine may have to load the model from disk before the first word. */
export function defaultPatience(baseUrl: string): Patience {
  return { firstByteMs: isLocal(baseUrl) ? 180_000 : 60_000, betweenMs: 60_000 };
}

export class OpenAIChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  /** Made with the first request. */
  #client: OpenAI | null = null;
  readonly #context: FailureContext;
  readonly #patience: Patience;
  readonly #retry: RetryPolicy;
  readonly #limits: StreamLimits;
  /** What this server was found to know; kept, so that a refusal costs one request and not one each time. */
  #shape: RequestShape;

  constructor({ server, model, patience, retry, limits = standardLimits }: OpenAIChatModelOptions) {
    this.name = model;
    this.local = isLocal(server.baseUrl) && !isHostedElsewhere(model);
    this.#context = { server, model };
    this.#patience = patience ?? defaultPatience(server.baseUrl);
    this.#retry = retry ?? defaultRetryPolicy;
    this.#limits = limits;
    this.#shape = firstShape(server.baseUrl);
  }

  /** Tries again only while nothing was delivered: a reader never sees the beginning of two answers. */
  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.#client ??= await createOpenAIClient(this.#context.server);
    for (let failures = 0; ;) {
      const attempt = new Attempt(this.#client, this.#context, this.#patience, this.#limits);
      try {
        yield* attempt.run(completionRequest(this.name, request, this.#shape), signal);
        return;
      } catch (thrown) {
        const failure = attempt.explain(thrown, signal);
        if (attempt.delivered) throw failure.error;
        const conceded = concede(this.#shape, request, failure);
        if (conceded !== null) {
          this.#shape = conceded;
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

/** No answer is longer, in UTF-16 units: a server that does not stop must not fill the memory. */
const mostAnswer = 4_000_000;

/** One request and the reading of its answer. */
class Attempt {
  /** True once the reader got anything. */
  delivered = false;
  readonly #client: OpenAI;
  readonly #context: FailureContext;
  readonly #patience: Patience;
  readonly #limits: StreamLimits;
  #watchdog: Watchdog | null = null;
  #length = 0;

  constructor(client: OpenAI, context: FailureContext, patience: Patience, limits: StreamLimits) {
    this.#client = client;
    this.#context = context;
    this.#patience = patience;
    this.#limits = limits;
  }

  async *run(body: ReturnType<typeof completionRequest>, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const watchdog = new Watchdog(signal, this.#patience);
    this.#watchdog = watchdog;
    try {
      yield* this.#read(body, watchdog);
    } finally {
      watchdog.stop();
    }
  }

  /** The failure behind anything `run` threw: the user's and the clock's abort come before what they caused. */
  explain(thrown: unknown, signal: AbortSignal): ModelFailure {
    if (signal.aborted) return knownFailure(cancelled());
    const expired = this.#watchdog?.expired ?? null;
    if (expired !== null) return knownFailure(timedOut(expired, this.#watchdog?.limitMs ?? 0, this.#context));
    const failure = readFailure(thrown, this.#context);
    // A connection lost in the middle is an answer that broke off, not a server that cannot be reached.
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
        watchdog.rest();
        yield* this.#deliver(reader.read(chunk));
        watchdog.beat();
      }
    } catch (thrown) {
      if (!reader.finished) throw thrown;
    }
    // The SDK ends a stream without a word when it is aborted, so this is asked here and not in the catch alone.
    if (watchdog.cancelled || (watchdog.expired !== null && !reader.finished)) throw cancelled();
    if (!reader.finished && !stream.sawDone()) {
      throw malformed(this.delivered ? 'brokeOff' : 'notProtocol', this.#context);
    }
    yield* this.#deliver(reader.finish());
  }

  *#deliver(events: readonly ModelEvent[]): Generator<ModelEvent> {
    for (const event of events) {
      this.#length += lengthOf(event);
      if (this.#length > mostAnswer)
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
