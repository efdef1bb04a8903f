import { toErrorData } from '#shared/errors.ts';
import type { EmbeddingState } from '#shared/contract/embedding.ts';

const idle: EmbeddingState = { state: 'idle', done: 0, total: 0, error: null };

/** How far the making of vectors is. Told when a person could see a difference: another state, or another hundredth. */
export class EmbeddingProgress {
  readonly #onChange: (state: EmbeddingState) => void;
  #state = idle;
  #told = idle;

  constructor(onChange: (state: EmbeddingState) => void) {
    this.#onChange = onChange;
  }

  get state(): EmbeddingState {
    return this.#state;
  }

  working(done: number, total: number): void {
    this.#set({ state: 'working', done, total, error: null });
  }

  paused(): void {
    this.#set({ ...this.#state, state: 'paused', error: null });
  }

  waiting(thrown: unknown): void {
    this.#set({ ...this.#state, state: 'waiting', error: toErrorData(thrown) });
  }

  idle(): void {
    this.#set(idle);
  }

  #set(state: EmbeddingState): void {
    this.#state = state;
    const told = this.#told;
    if (state.state === told.state && state.state !== 'waiting' && hundredths(state) === hundredths(told))
      return;
    this.#told = state;
    this.#onChange(state);
  }
}

function hundredths({ done, total }: EmbeddingState): number {
  return total === 0 ? 0 : Math.floor((100 * done) / total);
}
