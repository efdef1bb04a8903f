import type { RunLogStore } from '../ports.ts';

/** Keeps the logs of runs as long as the program runs: for tests, and for runs that are only forked. */
export class InMemoryRunLogStore implements RunLogStore {
  readonly #logs = new Map<string, object[]>();

  append(runId: string, entry: object): void {
    const log = this.#logs.get(runId) ?? [];
    log.push(structuredClone(entry));
    this.#logs.set(runId, log);
  }

  read(runId: string): object[] {
    return structuredClone(this.#logs.get(runId) ?? []);
  }

  replace(runId: string, entries: readonly object[]): void {
    if (entries.length === 0) this.#logs.delete(runId);
    else this.#logs.set(runId, structuredClone([...entries]));
  }
}
