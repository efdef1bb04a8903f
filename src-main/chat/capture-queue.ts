/**
 * The background queue of captures: one at a time, so that each message sees what the one before it taught. A capture that takes the only
 * place of a server makes way for answers, and begins again when none is in progress.
 */
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';

export class CaptureQueue {
  readonly #stop = new AbortController();
  /** Captures in progress: the controller that aborts one -> the id of its chat. */
  readonly #running = new Map<AbortController, string>();
  /** Answers of models in progress: captures that would take their server's only place wait for them. */
  #answers = 0;
  /** Resolves the wait of a capture for the answers in progress; null when none waits. */
  #onIdle: (() => void) | null = null;
  /** Interrupts the capture that takes a server's only place; null when none does. */
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
   * To be called when a model begins to answer a person: a capture that takes the only place of a server is interrupted, and goes on
   * when no answer is in progress any more. Returns the function that ends this.
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

  /** Runs work of a chat while no answer is in progress, when the model's server has one place for both; interrupted, it begins again. */
  async withoutHurry<Value>(
    conversationId: string,
    model: ChatModel | null,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    if (model === null || !(model.local || model.takesTurns === true))
      return this.#abortable(conversationId, work);
    for (;;) {
      await this.#untilIdle();
      if (this.closed) throw new TuteeError('cancelled', 'Tutee was closed first.');
      const yielding = new AbortController();
      this.#yielding = yielding;
      try {
        return await this.#abortable(conversationId, (signal) =>
          work(AbortSignal.any([signal, yielding.signal])),
        );
      } catch (thrown) {
        const isOver = this.closed || !yielding.signal.aborted;
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
    this.#onIdle?.();
    await this.#tail;
  }

  /** Resolves when no answer is in progress, or this is closed. The queue has one capture at a time, so one waits at most. */
  async #untilIdle(): Promise<void> {
    if (this.#answers === 0 || this.closed) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    this.#onIdle = null;
  }

  async #abortable<Value>(
    conversationId: string,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    const stop = new AbortController();
    this.#running.set(stop, conversationId);
    try {
      return await work(AbortSignal.any([this.#stop.signal, stop.signal]));
    } finally {
      this.#running.delete(stop);
    }
  }
}
