import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';

/** What people are asked in a stretch of a run, and what of it they have answered. */
export class OpenRequests {
  readonly #asked: Map<string, UserInputRequestedEvent>;
  /** Requests that were answered, and those among them whose answer may have come too late for the stretch. */
  readonly #answered = new Set<string>();
  readonly #late = new Set<string>();

  /** @param requests what they were asked before, and have not answered. */
  constructor(requests: readonly UserInputRequestedEvent[]) {
    this.#asked = new Map(requests.map((request) => [request.requestId, request]));
  }

  /** Oldest first. */
  get open(): readonly UserInputRequestedEvent[] {
    return [...this.#asked.values()];
  }

  find(requestId: string): UserInputRequestedEvent | undefined {
    return this.#asked.get(requestId);
  }

  /** A run that goes on asks again for everything that is open, also for what was just answered. */
  ask(request: UserInputRequestedEvent): void {
    if (!this.#answered.has(request.requestId)) this.#asked.set(request.requestId, request);
  }

  answer(requestId: string): void {
    this.#asked.delete(requestId);
    this.#answered.add(requestId);
    this.#late.add(requestId);
  }

  /** Whether some of these, for which the stretch ended, were answered while others still spoke. Each answer counts once. */
  takeLate(requests: readonly UserInputRequestedEvent[]): boolean {
    return requests.filter(({ requestId }) => this.#late.delete(requestId)).length > 0;
  }
}
