import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { ModelParameters } from '#shared/models/provider.ts';

/**
 * A model with the parameters of a chat. What a request asks for itself wins, and requests for structured
 * answers, such as those of learning, are left alone.
 */
export class WithParameters implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly provider?: string;
  readonly takesTurns: boolean;
  readonly #inner: ChatModel;
  readonly #parameters: Pick<ModelRequest, 'effort' | 'temperature' | 'maxTokens'>;

  constructor(inner: ChatModel, { effort, temperature, maxTokens }: ModelParameters) {
    this.name = inner.name;
    this.local = inner.local;
    this.takesTurns = inner.takesTurns ?? false;
    if (inner.provider !== undefined) this.provider = inner.provider;
    this.#inner = inner;
    this.#parameters = {
      ...(effort !== null && { effort }),
      ...(temperature !== null && { temperature }),
      ...(maxTokens !== null && { maxTokens }),
    };
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    if (request.responseSchema !== undefined) return this.#inner.stream(request, signal);
    return this.#inner.stream({ ...this.#parameters, ...request }, signal);
  }
}

/** Whether there are parameters at all. */
export function hasParameters({ effort, temperature, maxTokens }: ModelParameters): boolean {
  return effort !== null || temperature !== null || maxTokens !== null;
}
