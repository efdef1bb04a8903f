/**
 * The people room of the studio: owns the requests of a run to people and their answers until the run has processed them. It knows the
 * engine; it may not know other rooms, the chat or the page.
 */
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { Answer } from '../../engine/people/input-requests.ts';
import type { PendingAnswer } from './pending-answers.ts';

/** The requests to people in one segment of a run, and their answers. */
export class OpenRequests {
  readonly #asked: Map<string, UserInputRequestedEvent>;
  /** Answers that the run may not have processed yet, by request id. */
  readonly #answers: Map<string, Answer>;
  /** Requests answered by a message in this segment that is not in the chat yet. */
  readonly #undelivered = new Map<string, UserInputRequestedEvent>();
  /** Ids of requests whose answer may have come too late for the segment. */
  readonly #late = new Set<string>();

  /**
   * @param requests open requests of earlier segments.
   * @param answers answers of earlier segments that the run may not have processed.
   */
  constructor(requests: readonly UserInputRequestedEvent[], answers: readonly PendingAnswer[]) {
    this.#asked = new Map(requests.map((request) => [request.requestId, request]));
    this.#answers = new Map(answers.map(({ requestId, answer }) => [requestId, answer]));
  }

  /** Oldest first. */
  get open(): readonly UserInputRequestedEvent[] {
    return [...this.#asked.values()];
  }

  get answers(): readonly PendingAnswer[] {
    return [...this.#answers].map(([requestId, answer]) => ({ requestId, answer }));
  }

  find(requestId: string): UserInputRequestedEvent | undefined {
    return this.#asked.get(requestId);
  }

  /** A resumed run repeats every open request, including those just answered, which are ignored here. */
  ask(request: UserInputRequestedEvent): void {
    if (!this.#answers.has(request.requestId)) this.#asked.set(request.requestId, request);
  }

  answer(requestId: string, answer: Answer): void {
    const request = this.#asked.get(requestId);
    if (request?.purpose === 'answer' && answer.type === 'message' && answer.text.trim() !== '')
      this.#undelivered.set(requestId, request);
    this.#asked.delete(requestId);
    this.#answers.set(requestId, answer);
    this.#late.add(requestId);
  }

  /** Whether a person's answer has not reached the chat yet. */
  get hasUndelivered(): boolean {
    return this.#undelivered.size > 0;
  }

  /** A person's message from this source has reached the run. */
  delivered(source: string): void {
    for (const [requestId, request] of this.#undelivered)
      if (request.source === source) this.#undelivered.delete(requestId);
  }

  /** The request needs no answer any more; the segment continues as if it was answered. */
  withdraw(requestId: string): void {
    this.#asked.delete(requestId);
    this.#answers.delete(requestId);
    this.#late.add(requestId);
  }

  /** Whether any of these requests, which the segment ended waiting for, was answered while other agents still ran. Each answer counts once. */
  takeLate(requests: readonly UserInputRequestedEvent[]): boolean {
    return requests.filter(({ requestId }) => this.#late.delete(requestId)).length > 0;
  }

  /** The segment ended normally with these requests open: drops the answers to all others, which were processed. */
  settle(requests: readonly UserInputRequestedEvent[]): void {
    const left = new Set(requests.map(({ requestId }) => requestId));
    for (const requestId of this.#answers.keys()) if (!left.has(requestId)) this.#answers.delete(requestId);
  }
}
