/**
 * A chat model behind a server, whatever its protocol. Owns one request from the first attempt to the last event: retries, timeouts,
 * cancellation, what a server rejects, and what is too long for it. Does not know what is asked or why.
 */
import { isDeepStrictEqual } from 'node:util';
import { fitMessages } from '#shared/models/fit-messages.ts';
import { isNotice } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelInfo, ModelRequest } from '#shared/models/model.ts';
import { withDefaults } from '#shared/models/request-parameters.ts';
import { isHostedElsewhere, isLocal, isNearby } from '../server/is-local.ts';
import { timedOut } from '../server/model-errors.ts';
import type { FailureContext, ModelFailure } from '../server/model-errors.ts';
import type { ModelServer } from '../server/model-server.ts';
import { defaultRetryPolicy, patientDelay, waitBeforeRetry } from '../server/retry-policy.ts';
import type { RetryPolicy } from '../server/retry-policy.ts';
import { AnswerAttempt } from './answer-attempt.ts';
import { loadNotes, saveNotes } from './learned-notes.ts';
import type { LearnedNotes, NoteKeeper } from './learned-notes.ts';
import { answerTimeouts } from './answer-timeouts.ts';
import type { AnswerTimeouts } from './answer-timeouts.ts';
import { plainSchema } from './plain-schema.ts';
import { defaultFeatures, withoutRejected } from './request-features.ts';
import type { RequestFeatures } from './request-features.ts';
import type { StreamLimits } from './parsing/stream-limits.ts';
import { budgetIn, smallerBudget } from './token-budget.ts';
import { withoutBlank, withoutPictures } from './wire-messages.ts';
import type { Wire } from './wire.ts';

/** A model of a server, with its timeouts and retries. */
export interface ServerModelSettings {
  readonly server: ModelServer;
  readonly model: string;
  readonly timeouts?: Partial<AnswerTimeouts>;
  readonly retry?: RetryPolicy;
  readonly limits?: StreamLimits;
  /** Stores what is learned about this model; absent: it is lost with this object. */
  readonly notes?: NoteKeeper;
  /** The context window in tokens as currently known; null or absent: unknown. */
  readonly contextWindow?: () => number | null;
  /** True: the names of speakers go before their words. False: they are fields of messages. Absent: as the server is known to read them. */
  readonly addNamePrefixes?: boolean;
}

export interface ServerChatModelOptions extends ServerModelSettings {
  readonly wire: Wire;
  /** Parameters of every request that does not set them itself. */
  readonly defaults?: Partial<ModelRequest>;
  readonly info?: ModelInfo;
}

/**
 * Where an answer of a model on this machine or in its network is cut off, in characters including its thoughts, because such a model runs
 * until it is stopped.
 */
const LONGEST_NEARBY = 120_000;
/** The maximum number of times that one request is shortened. */
const MAX_SHORTENINGS = 10;

export class ServerChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly takesTurns: boolean;
  readonly info?: ModelInfo;
  readonly #context: FailureContext;
  readonly #options: ServerChatModelOptions;
  readonly #patience: AnswerTimeouts;
  readonly #retry: RetryPolicy;
  /** What this server has rejected: a rejection costs one request, not one each time. */
  #notes: LearnedNotes;

  constructor(options: ServerChatModelOptions) {
    const { server, model, timeouts, retry } = options;
    this.name = model;
    this.local = isLocal(server.baseUrl) && !isHostedElsewhere(model);
    this.takesTurns = isNearby(server.baseUrl);
    if (options.info !== undefined) this.info = options.info;
    this.#context = { server, model };
    this.#options = options;
    this.#patience = answerTimeouts(server.baseUrl, timeouts);
    this.#retry = retry ?? defaultRetryPolicy;
    this.#notes = loadNotes(options.notes) ?? { features: this.#firstFeatures(), budget: null };
  }

  async *stream(given: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const { defaults = {}, info } = this.#options;
    const asked = withDefaults(defaults, given);
    const said = withoutBlank(asked.messages);
    const messages = info?.vision === false ? withoutPictures(said) : said;
    const { timeoutMs } = asked;
    const request = { ...asked, messages };
    if (timeoutMs === undefined) {
      yield* this.#ask(request, signal);
      return;
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      yield* this.#ask(request, AbortSignal.any([signal, timeout]));
    } catch (thrown) {
      throw timeout.aborted && !signal.aborted ? timedOut('begin', timeoutMs, this.#context) : thrown;
    }
  }

  /** Retries only while nothing was delivered, so that a reader never sees two beginnings of an answer. */
  async *#ask(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const course = new Course(request, this.#notes, this.#knownBudget());
    for (;;) {
      if (course.leftOut > 0) yield { type: 'shortened', model: this.name, messages: course.leftOut };
      const attempt = this.#attempt();
      const answer = this.#options.wire.ask(course.request, course.notes.features);
      try {
        for await (const event of attempt.run(answer, signal)) {
          // Only what worked is remembered.
          if (!isNotice(event)) this.#remember(course.notes);
          yield event;
        }
        return;
      } catch (thrown) {
        const failure = attempt.explain(thrown, signal);
        if (attempt.delivered) throw failure.error;
        const delay = this.#delayAfter(failure, course);
        if (delay === null) throw failure.error;
        const { code, message } = failure.error;
        const isBusy = failure.busy && failure.waitMs === null;
        const wait = { type: 'wait', model: this.name, message } as const;
        if (code === 'model_loading') yield { ...wait, reason: 'loading', ms: course.elapsedMs };
        else if (isBusy) yield { ...wait, reason: 'busy', ms: course.elapsedMs };
        else yield { ...wait, reason: 'retry', ms: Math.round(delay) };
        await waitBeforeRetry(delay, signal);
      }
    }
  }

  /** Adjusts the request after a failure. Returns the delay before the next attempt in ms, or null to give up. */
  #delayAfter(failure: ModelFailure, course: Course): number | null {
    if (course.concede(failure) || course.shorten(failure)) return 0;
    if (failure.error.code === 'model_loading') {
      const wait = Math.min(failure.waitMs ?? this.#retry.firstMs * 2, 2_000);
      return course.elapsedMs + wait < this.#patience.firstByteMs ? wait : null;
    }
    course.failures += 1;
    return patientDelay(failure, course.failures, course.elapsedMs, this.#retry);
  }

  #firstFeatures(): RequestFeatures {
    const { server, addNamePrefixes } = this.#options;
    const features = defaultFeatures(server.baseUrl);
    return addNamePrefixes === undefined ? features : { ...features, names: !addNamePrefixes };
  }

  #attempt(): AnswerAttempt {
    const { server } = this.#options;
    return new AnswerAttempt({
      context: this.#context,
      patience: this.#patience,
      longest: isNearby(server.baseUrl) ? LONGEST_NEARBY : Number.POSITIVE_INFINITY,
    });
  }

  /** The token budget by the context window or earlier rejections (estimated); null if neither is known. */
  #knownBudget(): number | null {
    const window = this.#options.contextWindow?.() ?? null;
    const known = window === null ? null : budgetIn(window);
    const { budget } = this.#notes;
    return known === null || budget === null ? (known ?? budget) : Math.min(known, budget);
  }

  #remember(notes: LearnedNotes): void {
    if (isDeepStrictEqual(notes, this.#notes)) return;
    this.#notes = notes;
    saveNotes(this.#options.notes, notes);
  }
}

/** One request until it is answered: what has been conceded, omitted and tried so far. */
class Course {
  failures = 0;
  notes: LearnedNotes;
  messages: ModelRequest['messages'];
  leftOut = 0;
  readonly #request: ModelRequest;
  readonly #began = Date.now();
  #shortenings = 0;

  constructor(request: ModelRequest, notes: LearnedNotes, budget: number | null) {
    this.#request = request;
    this.notes = notes;
    this.messages = request.messages;
    if (budget !== null) this.#fit(budget);
  }

  /** What the next attempt asks. */
  get request(): ModelRequest {
    const { tools } = this.#request;
    const request = { ...this.#request, messages: this.messages };
    if (tools === undefined || this.notes.features.toolSchemas) return request;
    const plain = tools.map(({ strict: _strict, ...tool }) => ({
      ...tool,
      parameters: plainSchema(tool.parameters),
    }));
    return { ...request, tools: plain };
  }

  get elapsedMs(): number {
    return Date.now() - this.#began;
  }

  /** Omits what the server rejected; false if that is not why it failed. */
  concede(failure: ModelFailure): boolean {
    const features = withoutRejected(this.notes.features, this.#request, failure);
    if (features === null) return false;
    this.notes = { ...this.notes, features };
    return true;
  }

  /** Omits more of the oldest turns; false if there is nothing left to omit, or the length is not why it failed. */
  shorten({ error, sizes }: ModelFailure): boolean {
    if (error.code !== 'context_too_long' || this.#shortenings >= MAX_SHORTENINGS) return false;
    this.#shortenings += 1;
    const before = this.messages.length;
    const budget = smallerBudget(this.messages, sizes);
    this.#fit(budget);
    this.notes = { ...this.notes, budget: Math.max(1, budget) };
    return this.messages.length < before;
  }

  #fit(budget: number): void {
    const { messages, leftOut } = fitMessages(this.#request.messages, budget);
    this.messages = messages;
    this.leftOut = leftOut;
  }
}
