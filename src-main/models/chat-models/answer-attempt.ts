import type OpenAI from 'openai';
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ModelEvent } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import { cancelled, knownFailure, malformed, readFailure, timedOut } from '../server/model-errors.ts';
import type { FailureContext, ModelFailure } from '../server/model-errors.ts';
import { hostOf } from '../server/model-server.ts';
import { AnswerBody } from './answer-body.ts';
import type { Patience } from './patience.ts';
import { CompletionReader } from './read-completion.ts';
import { RepetitionGuard } from './repetition-guard.ts';
import type { StreamLimits } from './stream-limits.ts';
import { Watchdog } from './watchdog.ts';
import { withPauses } from './with-pauses.ts';

/** Maximum length of an answer, in UTF-16 units: a server that never stops must not fill the memory. */
const MAX_ANSWER_LENGTH = 4_000_000;

export interface AttemptOptions {
  readonly client: OpenAI;
  readonly context: FailureContext;
  readonly patience: Patience;
  readonly limits: StreamLimits;
  /** Names of the offered tools. */
  readonly tools: ReadonlySet<string>;
  /** Where an answer is cut, in characters with its thoughts. */
  readonly longest: number;
}

/** One attempt: a request and the reading of its answer. */
export class AnswerAttempt {
  /** True once an event of the answer was delivered. */
  delivered = false;
  readonly #options: AttemptOptions;
  readonly #guard = new RepetitionGuard();
  #watchdog: Watchdog | null = null;
  #length = 0;
  #ended: StopReason | null = null;

  constructor(options: AttemptOptions) {
    this.#options = options;
  }

  async *run(body: ChatCompletionCreateParams, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const watchdog = new Watchdog(signal, this.#options.patience);
    this.#watchdog = watchdog;
    try {
      yield* this.#read(body, watchdog);
    } finally {
      watchdog.stop();
    }
  }

  /** The cause of what `run` threw: a cancellation or timeout takes precedence over the errors it caused. */
  explain(thrown: unknown, signal: AbortSignal): ModelFailure {
    const { context } = this.#options;
    if (signal.aborted) return knownFailure(cancelled());
    const expired = this.#watchdog?.expired ?? null;
    if (expired !== null) return knownFailure(timedOut(expired, this.#watchdog?.limitMs ?? 0, context));
    const failure = readFailure(thrown, context);
    // A connection lost after the first event is an interrupted answer, not an unreachable server.
    if (this.delivered && failure.error.code === 'unreachable') {
      return knownFailure(malformed('brokeOff', context, failure.error.detail));
    }
    return failure;
  }

  async *#read(body: ChatCompletionCreateParams, watchdog: Watchdog): AsyncGenerator<ModelEvent> {
    const { client, context, limits, tools, patience } = this.#options;
    const reader = new CompletionReader(tools);
    const answer = new AnswerBody(client, context, limits);
    try {
      const pauses = { firstMs: patience.saidFirstMs, betweenMs: patience.saidBetweenMs };
      for await (const step of withPauses(answer.values(body, watchdog), pauses)) {
        if (step.type === 'pause') yield this.#pauseNotice(step.ms);
        else {
          watchdog.pauseTimeout();
          yield* this.#deliver(reader.read(step.value));
          if (this.#ended !== null) return yield* reader.endAs(this.#ended);
          watchdog.reset(reader.finished);
        }
      }
    } catch (thrown) {
      if (!reader.finished || watchdog.cancelled) {
        yield* this.#deliver(reader.rest());
        throw thrown;
      }
    }
    if (watchdog.cancelled || (watchdog.expired !== null && !reader.finished)) throw cancelled();
    const isClear = reader.finished || answer.sawDone;
    if (!isClear && answer.isTorn && this.delivered) throw malformed('brokeOff', context);
    if (!isClear && !(reader.sawAnswer && this.delivered))
      throw malformed('notProtocol', context, undefined, answer.beginning);
    yield* this.#deliver(reader.finish(isClear));
  }

  *#deliver(events: readonly ModelEvent[]): Generator<ModelEvent> {
    for (const event of events) {
      const text = textOf(event);
      this.#length += text.length;
      if (this.#length > MAX_ANSWER_LENGTH)
        throw malformed('tooLong', this.#options.context, 'It is longer than 4,000,000 characters.');
      if (this.#guard.push(text)) this.#ended = 'repetition';
      else if (this.#length > this.#options.longest) this.#ended = 'length';
      this.delivered = true;
      yield event;
    }
  }

  #pauseNotice(ms: number): ModelEvent {
    const { context, patience } = this.#options;
    const host = hostOf(context.server.baseUrl);
    const model = context.model ?? '';
    return this.delivered || !patience.loads
      ? { type: 'wait', reason: 'silence', model, ms, message: `Nothing comes from ${host}.` }
      : {
          type: 'wait',
          reason: 'loading',
          model,
          ms,
          message: `The server at ${host} may be loading the model.`,
        };
  }
}

function textOf(event: ModelEvent): string {
  if (event.type === 'tool-call-delta') return event.argumentsText;
  return event.type === 'text-delta' || event.type === 'reasoning-delta' ? event.text : '';
}
