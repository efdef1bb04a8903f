import type { CacheStore } from '../../engine/ports.ts';

/**
 * The answers of models that one run was given since a person last set it going, so that what was paid for is not paid for again
 * when the run goes on after a stop, a failure or a killed process. No other run finds them, nor this one once a person has said
 * something new: a person who asks again is answered anew. Within one stretch each answer is given once: who asks the same
 * again wants another answer, and a team that goes round in circles must not do so for nothing and for ever.
 */
export class RunAnswers implements CacheStore {
  readonly #store: CacheStore;
  readonly #scope: string;
  /** By key: how often it was asked for, and which of these found nothing and have not been answered since. */
  readonly #asked = new Map<string, number>();
  readonly #open = new Map<string, number[]>();

  /** @param starts how often a person has set the run going with new words. */
  constructor(store: CacheStore, runId: string, starts: number) {
    this.#store = store;
    this.#scope = `${runId} ${starts}`;
  }

  async get(key: string): Promise<string | null> {
    const time = this.#asked.get(key) ?? 0;
    this.#asked.set(key, time + 1);
    const kept = await this.#store.get(this.#keyOf(key, time));
    if (kept === null) this.#open.set(key, [...(this.#open.get(key) ?? []), time]);
    return kept;
  }

  async set(key: string, value: string): Promise<void> {
    const [time = 0, ...others] = this.#open.get(key) ?? [];
    this.#open.set(key, others);
    await this.#store.set(this.#keyOf(key, time), value);
  }

  #keyOf(key: string, time: number): string {
    return `${this.#scope} ${time} ${key}`;
  }
}
