/**
 * The background queue of captures: one at a time, so that each message sees what the one before it taught. A capture that occupies a
 * server's only slot makes way for answers, and restarts when none is in progress.
 */
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';

export class CaptureQueue {
  readonly #stop = new AbortController();
  /** Captures in progress: the controller that aborts one -> the id of its chat. */
  readonly #running = new Map<AbortController, string>();
  /** Number of answers in progress. Captures that would occupy their server's only slot wait for them. */
  #answers = 0;
  /** Resolves the wait of a capture for the answers in progress; null if none waits. */
  #onIdle: (() => void) | null = null;
  /** Interrupts the capture that occupies a server's only slot; null if there is none. */
  #yielding: AbortController | null = null;
  /** The tail of the queue. */
  #tail: Promise<unknown> = Promise.resolve();

  add(work: () => Promise<unknown>): void {
    this.#tail = this.#tail.then(work);
  }

  get closed(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Aborts the captures of these chats with `reason`. */
  discard(conversationIds: readonly string[], reason: TuteeError): void {
    for (const [stop, conversationId] of this.#running)
      if (conversationIds.includes(conversationId)) stop.abort(reason);
  }

  /**
   * Call when a model begins to answer a person: interrupts a capture that occupies a server's only slot; it restarts when no answer is in
   * progress. Returns the function that marks the answer's end.
   */
  makeWay(): () => void {
    this.#answers += 1;
    this.#yielding?.abort();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#answers -= 1;
      if (this.#answers === 0) this.#onIdle?.();
    };
  }

  /**
   * Runs a capture of this chat, from reading its messages to storing what became of it. Once it was discarded, neither its result nor its
   * failure counts, since either may repeat words that were forgotten: it throws the reason instead.
   * @param work its signal is aborted by `discard` and `close`
   */
  async abortable<Value>(
    conversationId: string,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    const discarded = new AbortController();
    this.#running.set(discarded, conversationId);
    try {
      return await work(AbortSignal.any([this.#stop.signal, discarded.signal]));
    } finally {
      this.#running.delete(discarded);
      discarded.signal.throwIfAborted();
    }
  }

  /**
   * Runs work while no answer is in progress if the model's server has only one slot. If interrupted, the work starts again.
   * @param signal ends the work and the wait for it
   */
  async withoutHurry<Value>(
    signal: AbortSignal,
    model: ChatModel | null,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    if (model === null || !(model.local || model.takesTurns === true)) return work(signal);
    for (;;) {
      await this.#untilIdle(signal);
      if (this.closed) throw new TuteeError('cancelled', 'Tutee was closed first.');
      signal.throwIfAborted();
      const yielding = new AbortController();
      this.#yielding = yielding;
      try {
        return await work(AbortSignal.any([signal, yielding.signal]));
      } catch (thrown) {
        const isOver = signal.aborted || !yielding.signal.aborted;
        if (isOver || toErrorData(thrown).code !== 'cancelled') throw thrown;
      } finally {
        this.#yielding = null;
      }
    }
  }

  /** Resolves when the queue is empty. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  /** Aborts what is in progress. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#tail;
  }

  /** Resolves when no answer is in progress or the signal is aborted. Captures run one at a time, so at most one waits here. */
  async #untilIdle(signal: AbortSignal): Promise<void> {
    if (this.#answers === 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#onIdle = null;
  }
}

/** Whether this signal of `abortable` was aborted by `discard`, not by closing. */
export function wasDiscarded(signal: AbortSignal): boolean {
  return signal.reason instanceof TuteeError;
}
