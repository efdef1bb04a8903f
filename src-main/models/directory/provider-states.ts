import type { ErrorData } from '#shared/errors.ts';
import type { ProviderState } from '#shared/models/offered-model.ts';
import type { Provider } from '#shared/models/provider.ts';

type State = Omit<ProviderState, 'provider'>;

const unasked: State = { reached: null, message: null };

/** How the last request to each provider went, since the start. */
export class ProviderStates {
  readonly #states = new Map<string, State>();
  readonly #onChange: (() => void) | undefined;

  constructor(onChange: (() => void) | undefined) {
    this.#onChange = onChange;
  }

  reached(provider: string): void {
    this.#set(provider, { reached: true, message: null });
  }

  /** A server that refuses one request was reached all the same; its words are the message. */
  failed(provider: string, { message }: Pick<ErrorData, 'message'>): void {
    this.#set(provider, { reached: false, message });
  }

  of(providers: readonly Provider[]): ProviderState[] {
    return providers.map(({ id }) => ({ provider: id, ...(this.#states.get(id) ?? unasked) }));
  }

  clear(): void {
    this.#states.clear();
    this.#onChange?.();
  }

  #set(provider: string, state: State): void {
    const before = this.#states.get(provider);
    this.#states.set(provider, state);
    if (before?.reached !== state.reached || before.message !== state.message) this.#onChange?.();
  }
}
