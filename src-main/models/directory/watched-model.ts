import { TuteeError } from '#shared/errors.ts';
import { isNotice } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';

export interface ModelWatch {
  /** The server answered. */
  readonly onReached: () => void;
  /** A request failed; not called when it was cancelled. */
  readonly onFailure: (error: TuteeError) => void;
}

/** Forwards everything and reports the outcome of each request, so that the status is always correct. */
export class WatchedModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly provider: string;
  readonly takesTurns: boolean;
  readonly #inner: ChatModel;
  readonly #watch: ModelWatch;

  constructor(inner: ChatModel, provider: string, watch: ModelWatch) {
    this.name = inner.name;
    this.local = inner.local;
    this.provider = provider;
    this.takesTurns = inner.takesTurns ?? false;
    this.#inner = inner;
    this.#watch = watch;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    let reached = false;
    try {
      for await (const event of this.#inner.stream(request, signal)) {
        if (!reached && !isNotice(event)) {
          reached = true;
          this.#watch.onReached();
        }
        yield event;
      }
    } catch (thrown) {
      if (thrown instanceof TuteeError && thrown.code !== 'cancelled') this.#watch.onFailure(thrown);
      throw thrown;
    }
  }
}
