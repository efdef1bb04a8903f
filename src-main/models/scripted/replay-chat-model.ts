import { isDeepStrictEqual } from 'node:util';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { cancelled } from '../server/model-errors.ts';
import { readRecording, requestAsJson } from './model-recording.ts';
import type { Exchange } from './model-recording.ts';

/**
 * Replays a recording event by event, each exchange once. A request gets the first unused answer to an equal request,
 * so agents that ask concurrently may come in another order. A request without a recorded answer is an error; nothing
 * is invented.
 */
export class ReplayChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #exchanges: readonly Exchange[];
  readonly #left: Set<Exchange>;

  /** Throws `invalid_input` when the value is no recording. */
  constructor(recording: unknown) {
    const { model, local, exchanges } = readRecording(recording);
    this.name = model;
    this.local = local;
    this.#exchanges = exchanges;
    this.#left = new Set(exchanges);
  }

  /** Number of unused answers. */
  get left(): number {
    return this.#left.size;
  }

  /** Marks all answers as unused. */
  reset(): void {
    for (const exchange of this.#exchanges) this.#left.add(exchange);
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (signal.aborted) throw cancelled();
    const { events, error } = this.#take(request);
    for (const event of events) {
      yield structuredClone(event);
      // Like a server: events arrive one after another, and other work runs in between.
      await Promise.resolve();
      if (signal.aborted) throw cancelled();
    }
    if (error !== null) throw new TuteeError(error.code, error.message, error);
  }

  #take(request: ModelRequest): Exchange {
    const asked = requestAsJson(request);
    const found = this.#exchanges.find(
      (exchange) => this.#left.has(exchange) && isDeepStrictEqual(exchange.request, asked),
    );
    if (found !== undefined) {
      this.#left.delete(found);
      return found;
    }
    const count = this.#exchanges.length;
    throw new TuteeError(
      'invalid_output',
      this.#left.size === 0
        ? `The recording of “${this.name}” is used up: all ${count} of its answers were given.`
        : `The recording of “${this.name}” has no answer to this request: what is asked is not what was recorded.`,
      { detail: `${count - this.#left.size} of ${count} answers given` },
    );
  }
}
