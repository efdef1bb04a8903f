import type { ModelEvent } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import { cancelled, knownFailure, malformed, readFailure, timedOut } from '../server/model-errors.ts';
import type { FailureContext, ModelFailure } from '../server/model-errors.ts';
import { hostOf } from '../server/model-server.ts';
import type { AnswerTimeouts } from './answer-timeouts.ts';
import { RepetitionGuard } from './parsing/repetition-guard.ts';
import { Watchdog } from './watchdog.ts';
import type { WireAnswer } from './wire.ts';
import { withPauses } from './with-pauses.ts';

/** Maximum length of an answer, in UTF-16 units: a server that never stops must not fill the memory. */
const MAX_ANSWER_LENGTH = 4_000_000;

export interface AttemptOptions {
  readonly context: FailureContext;
  readonly patience: AnswerTimeouts;
  /** Where an answer is cut off, in characters including its thoughts. */
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

  async *run(answer: WireAnswer, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const watchdog = new Watchdog(signal, this.#options.patience);
    this.#watchdog = watchdog;
    try {
      yield* this.#read(answer, watchdog);
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

  async *#read(answer: WireAnswer, watchdog: Watchdog): AsyncGenerator<ModelEvent> {
    const { context, patience } = this.#options;
    try {
      const pauses = { firstMs: patience.saidFirstMs, betweenMs: patience.saidBetweenMs };
      for await (const step of withPauses(answer.values(watchdog), pauses)) {
        if (step.type === 'pause') yield this.#pauseNotice(step.ms);
        else {
          watchdog.pauseTimeout();
          yield* this.#deliver(answer.read(step.value));
          if (this.#ended !== null) return yield* answer.endAs(this.#ended);
          watchdog.reset(answer.finished);
        }
      }
    } catch (thrown) {
      if (!answer.finished || watchdog.cancelled) {
        yield* this.#deliver(answer.rest());
        throw thrown;
      }
    }
    if (watchdog.cancelled || (watchdog.expired !== null && !answer.finished)) throw cancelled();
    const isClear = answer.finished || answer.sawDone;
    if (!isClear && answer.torn !== null && this.delivered)
      throw malformed('brokeOff', context, undefined, answer.torn);
    if (!isClear && !(answer.sawAnswer && this.delivered))
      throw malformed('notProtocol', context, undefined, answer.beginning);
    yield* this.#deliver(answer.finish(isClear));
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
