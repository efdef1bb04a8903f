import { toErrorData } from '#shared/errors.ts';
import type { EmbeddingState } from '#shared/contract/embedding.ts';

const idle: EmbeddingState = { state: 'idle', done: 0, total: 0, error: null };

/** Progress of re-embedding. Reports a change of state, or of progress by at least one percent. */
export class EmbeddingProgress {
  readonly #onChange: (state: EmbeddingState) => void;
  #state = idle;
  #reported = idle;

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
    const reported = this.#reported;
    if (state.state === reported.state && state.state !== 'waiting' && percent(state) === percent(reported))
      return;
    this.#reported = state;
    this.#onChange(state);
  }
}

function percent({ done, total }: EmbeddingState): number {
  return total === 0 ? 0 : Math.floor((100 * done) / total);
}
