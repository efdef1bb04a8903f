import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { RunSession } from './run-session.ts';

interface ActiveRun {
  readonly session: RunSession;
  readonly ended: Promise<void>;
}

/** The registry of active runs: begins them, serialises commands per run, and waits for their end. */
export class ActiveRuns {
  readonly #active = new Map<string, ActiveRun>();
  /** Segments that have not ended, including those dropped from `#active`. */
  readonly #ending = new Set<Promise<void>>();
  readonly #onEnd: (runId: string, session: RunSession) => void;
  /** Run id -> the tail of its command queue. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #closed = false;

  /** @param onEnd called at the end of a segment; must not throw, because nobody awaits it. */
  constructor(onEnd: (runId: string, session: RunSession) => void) {
    this.#onEnd = onEnd;
  }

  /** True once the app is closing: no run may begin. */
  get closed(): boolean {
    return this.#closed;
  }

  get(runId: string): RunSession | undefined {
    return this.#active.get(runId)?.session;
  }

  inChat(conversationId: string): [runId: string, session: RunSession][] {
    return [...this.#active].flatMap(([runId, { session }]) =>
      session.conversationId === conversationId ? [[runId, session]] : [],
    );
  }

  /** The active session of a run; undefined: none. Waits for one that has ended but is not unregistered yet. */
  async current(runId: string): Promise<RunSession | undefined> {
    const live = this.#active.get(runId);
    if (live?.session.ended !== true) return live?.session;
    await live.ended;
    return undefined;
  }

  begin(runId: string, session: RunSession, task: readonly ChatMessage[]): void {
    const ended = this.#watch(runId, session, task);
    this.#active.set(runId, { session, ended });
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
  }

  /** Resolves when the active segment has ended. */
  async ended(runId: string): Promise<void> {
    await this.#active.get(runId)?.ended;
  }

  /** Unregisters a run; its segment may still be ending. */
  drop(runId: string): void {
    this.#active.delete(runId);
  }

  /** Runs `work` after all earlier work for the same run, so that each command sees the result of the one before. */
  async exclusive<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#queues.get(runId) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    this.#queues.set(runId, settled);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(runId) === settled) this.#queues.delete(runId);
    }
  }

  /** Ends all active runs; they count as interrupted at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { session } of this.#active.values()) session.leave();
    await Promise.all(this.#ending);
  }

  /** Follows a segment to its end; never throws. */
  async #watch(runId: string, session: RunSession, task: readonly ChatMessage[]): Promise<void> {
    await session.run(task);
    if (this.#active.get(runId)?.session === session) this.#active.delete(runId);
    this.#onEnd(runId, session);
  }
}
