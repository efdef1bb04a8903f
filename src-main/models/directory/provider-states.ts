import type { ErrorData } from '#shared/errors.ts';
import type { ProviderState } from '#shared/models/offered-model.ts';
import type { Provider } from '#shared/models/provider.ts';

type State = Omit<ProviderState, 'provider'>;
/** Includes the address, because the state of one address does not apply to the next one of the same provider. */
type Place = Pick<Provider, 'id' | 'baseUrl'>;

const unasked: State = { reached: null, message: null };

/** The outcome of the last request to each provider since the start. */
export class ProviderStates {
  readonly #states = new Map<string, State>();
  readonly #onChange: (() => void) | undefined;

  constructor(onChange: (() => void) | undefined) {
    this.#onChange = onChange;
  }

  reached(provider: Place): void {
    this.#set(provider, { reached: true, message: null });
  }

  /** A server that rejects a request was reached; its message is shown. */
  failed(provider: Place, { message }: Pick<ErrorData, 'message'>): void {
    this.#set(provider, { reached: false, message });
  }

  of(providers: readonly Provider[]): ProviderState[] {
    return providers.map((provider) => ({
      provider: provider.id,
      ...(this.#states.get(keyOf(provider)) ?? unasked),
    }));
  }

  clear(): void {
    this.#states.clear();
    this.#onChange?.();
  }

  #set(provider: Place, state: State): void {
    const key = keyOf(provider);
    const before = this.#states.get(key);
    this.#states.set(key, state);
    if (before?.reached !== state.reached || before.message !== state.message) this.#onChange?.();
  }
}

function keyOf({ id, baseUrl }: Place): string {
  return `${id} ${baseUrl ?? ''}`;
}
