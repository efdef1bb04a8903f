import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { entered, RateLimit } from './rate-limited-chat-model.ts';
import type { RateLimitOptions } from './rate-limited-chat-model.ts';

/** So many requests begin in any window of so many ms. */
export type RequestsPerTime = Pick<RateLimitOptions, 'requests' | 'perMs'>;

/** Whoever holds models to limits, by the name that components give a model. */
export interface LimitedModels {
  limit(name: string, limit: RequestsPerTime): void;
}

/**
 * The limits that the models of a run are held to. Whoever names a limit for a model holds everybody to it who asks that
 * model, under whatever name: a server does not care who asks. Several limits of one model all hold.
 */
export class RateLimits implements LimitedModels {
  readonly #byName = new Map<string, LimitedChatModel>();
  readonly #limitOf: (model: ChatModel, limit: RequestsPerTime) => RateLimit;

  /** `limitOf`: the window that requests to a model are counted in; one of its own when not given. */
  constructor(
    limitOf: (model: ChatModel, limit: RequestsPerTime) => RateLimit = (_, limit) => new RateLimit(limit),
  ) {
    this.#limitOf = limitOf;
  }

  /** The model as it is to be asked under this name. */
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

/** Waits for each of its limits, which may come after it was made. */
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

  /** Two who say the same share one window. */
  hold({ requests, perMs }: RequestsPerTime, make: () => RateLimit): void {
    const key = `${requests} in ${perMs}`;
    if (!this.#limits.has(key)) this.#limits.set(key, make());
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    for (const limit of this.#limits.values()) yield* entered(limit, this.name, signal);
    yield* this.model.stream(request, signal);
  }
}
