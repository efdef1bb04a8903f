import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { Answer } from '../../engine/people/input-requests.ts';
import type { GivenAnswer } from './given-answers.ts';

/** What people are asked in a stretch of a run, and what of it they have answered. */
export class OpenRequests {
  readonly #asked: Map<string, UserInputRequestedEvent>;
  /** Given, and perhaps not taken in by the run yet. */
  readonly #answers: Map<string, Answer>;
  /** What was asked and answered in words in this stretch, and the words were not heard yet. */
  readonly #unheard = new Map<string, UserInputRequestedEvent>();
  /** Requests whose answer may have come too late for the stretch. */
  readonly #late = new Set<string>();

  /**
   * @param requests what they were asked before, and have not answered.
   * @param answers what they answered before, and the run may not have taken in.
   */
  constructor(requests: readonly UserInputRequestedEvent[], answers: readonly GivenAnswer[]) {
    this.#asked = new Map(requests.map((request) => [request.requestId, request]));
    this.#answers = new Map(answers.map(({ requestId, answer }) => [requestId, answer]));
  }

  /** Oldest first. */
  get open(): readonly UserInputRequestedEvent[] {
    return [...this.#asked.values()];
  }

  get answers(): readonly GivenAnswer[] {
    return [...this.#answers].map(([requestId, answer]) => ({ requestId, answer }));
  }

  find(requestId: string): UserInputRequestedEvent | undefined {
    return this.#asked.get(requestId);
  }

  /** A run that goes on asks again for everything that is open, also for what was just answered. */
  ask(request: UserInputRequestedEvent): void {
    if (!this.#answers.has(request.requestId)) this.#asked.set(request.requestId, request);
  }

  answer(requestId: string, answer: Answer): void {
    const request = this.#asked.get(requestId);
    if (request?.purpose === 'answer' && answer.type === 'message' && answer.text.trim() !== '')
      this.#unheard.set(requestId, request);
    this.#asked.delete(requestId);
    this.#answers.set(requestId, answer);
    this.#late.add(requestId);
  }

  /** Whether somebody wrote an answer that the run has not taken in. */
  get hasUnheard(): boolean {
    return this.#unheard.size > 0;
  }

  /** A person said something in the run, in this one's name. */
  heard(source: string): void {
    for (const [requestId, request] of this.#unheard)
      if (request.source === source) this.#unheard.delete(requestId);
  }

  /** Nobody need answer it any more: for the stretch it is as good as answered. */
  withdraw(requestId: string): void {
    this.#asked.delete(requestId);
    this.#answers.delete(requestId);
    this.#late.add(requestId);
  }

  /** Whether some of these, for which the stretch ended, were answered while others still spoke. Each answer counts once. */
  takeLate(requests: readonly UserInputRequestedEvent[]): boolean {
    return requests.filter(({ requestId }) => this.#late.delete(requestId)).length > 0;
  }

  /** The stretch came to a good end with these still asked: every other answer was taken in. */
  settle(requests: readonly UserInputRequestedEvent[]): void {
    const left = new Set(requests.map(({ requestId }) => requestId));
    for (const requestId of this.#answers.keys()) if (!left.has(requestId)) this.#answers.delete(requestId);
  }
}
