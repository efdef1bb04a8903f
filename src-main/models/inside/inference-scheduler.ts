/**
 * Schedules who may use the processor: chats before background requests, and first come, first served within a lane. A background request
 * pauses between two steps while a chat is being answered.
 */
import { TuteeError } from '#shared/errors.ts';
import type { Lane } from './protocol.ts';

interface Waiting {
  readonly lane: Lane;
  readonly go: () => void;
}

export class InferenceScheduler {
  readonly #busy = new Set<Lane>();
  /** Requests that wait for their lane, in order. */
  #entering: readonly Waiting[] = [];
  /** Background steps that wait for the chat to be answered. */
  #held: readonly Waiting[] = [];

  /** Resolves when the lane is free, and takes it. Throws `cancelled` when the signal aborts first. */
  async enter(lane: Lane, signal: AbortSignal): Promise<void> {
    while (this.#busy.has(lane)) {
      await wait(signal, (go) => {
        const waiting = { lane, go };
        this.#entering = [...this.#entering, waiting];
        return () => {
          this.#entering = this.#entering.filter((other) => other !== waiting);
        };
      });
    }
    this.#busy.add(lane);
  }

  leave(lane: Lane): void {
    this.#busy.delete(lane);
    const next = this.#entering.find((waiting) => waiting.lane === lane);
    if (next !== undefined) next.go();
    else if (lane === 'chat') for (const { go } of this.#held) go();
  }

  /** Awaited before each step of a request. Throws like `enter`. */
  async step(lane: Lane, signal: AbortSignal): Promise<void> {
    if (lane === 'chat') return;
    while (this.#busy.has('chat')) {
      await wait(signal, (go) => {
        const waiting = { lane, go };
        this.#held = [...this.#held, waiting];
        return () => {
          this.#held = this.#held.filter((other) => other !== waiting);
        };
      });
    }
  }
}

/** @param join starts the wait and returns a function that ends it */
async function wait(signal: AbortSignal, join: (go: () => void) => () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const leave = join(resolve);
  signal.addEventListener('abort', () => resolve(), { once: true });
  if (signal.aborted) resolve();
  await promise;
  leave();
  if (signal.aborted) throw new TuteeError('cancelled', 'Stopped.');
}
