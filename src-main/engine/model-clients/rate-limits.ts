import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { entered, RateLimit } from './rate-limited-chat-model.ts';
import type { RateLimitOptions } from './rate-limited-chat-model.ts';

/** A limit as data: at most `requests` begin in any window of `perMs` milliseconds. */
export type RequestsPerTime = Pick<RateLimitOptions, 'requests' | 'perMs'>;

/** Limits models by the name that components use for them. */
export interface LimitedModels {
  limit(name: string, limit: RequestsPerTime): void;
}

/**
 * The rate limits of the models of a run. A limit applies to all users of a model, whatever name they use for it, because the
 * server counts all requests together. Several limits on one model all apply.
 */
export class RateLimits implements LimitedModels {
  readonly #byName = new Map<string, LimitedChatModel>();
  readonly #limitOf: (model: ChatModel, limit: RequestsPerTime) => RateLimit;

  /** `limitOf` returns the RateLimit that counts the requests of a model. Default: a new one for each model and limit. */
  constructor(
    limitOf: (model: ChatModel, limit: RequestsPerTime) => RateLimit = (_, limit) => new RateLimit(limit),
  ) {
    this.#limitOf = limitOf;
  }

  /** Registers a model and returns the limited model to use in its place. */
  add(name: string, model: ChatModel): ChatModel {
    const known = [...this.#byName.values()].find((one) => one.model === model);
    const limited = known ?? new LimitedChatModel(model);
    this.#byName.set(name, limited);
    return limited;
  }

  limit(name: string, limit: RequestsPerTime): void {
    const limited = this.#byName.get(name);
    limited?.hold(limit, () => this.#limitOf(limited.model, limit));
  }
}

/** Waits for each of its limits; limits can be added after construction. */
class LimitedChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly model: ChatModel;
  readonly #limits = new Map<string, RateLimit>();

  constructor(model: ChatModel) {
    this.name = model.name;
    this.local = model.local;
    this.model = model;
  }

  /** Adding an equal limit again shares the existing window. */
  hold({ requests, perMs }: RequestsPerTime, make: () => RateLimit): void {
    const key = `${requests} in ${perMs}`;
    if (!this.#limits.has(key)) this.#limits.set(key, make());
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    for (const limit of this.#limits.values()) yield* entered(limit, this.name, signal);
    yield* this.model.stream(request, signal);
  }
}
