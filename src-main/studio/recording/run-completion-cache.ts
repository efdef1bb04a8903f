import type { CacheStore } from '../../engine/ports.ts';

/**
 * The completion cache of one run, so that a run resumed after a stop, a failure or a killed process does not pay twice for the same
 * request. Its scope is the run since a person last said something new: whoever asks again gets a new answer. Within one segment
 * each cached completion is returned once: an agent that repeats a request wants another answer, and a team in a loop must use up
 * its budget rather than loop for free.
 */
export class RunCompletionCache implements CacheStore {
  readonly #store: CacheStore;
  readonly #scope: string;
  /** Key -> number of lookups, and the numbers of those lookups that missed and have not been set since. */
  readonly #asked = new Map<string, number>();
  readonly #open = new Map<string, number[]>();

  /** @param starts how often a person has continued the run with new words. */
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
