import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { ModelParameters } from '#shared/models/provider.ts';

/**
 * A model with the parameters of a chat. Parameters of a request win, and requests for structured answers, such as those of capture, are
 * not changed.
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

/** Whether any parameter is set. */
export function hasParameters({ effort, temperature, maxTokens }: ModelParameters): boolean {
  return effort !== null || temperature !== null || maxTokens !== null;
}
