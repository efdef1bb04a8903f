import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { RunSession } from './run-session.ts';

interface Live {
  readonly session: RunSession;
  readonly ended: Promise<void>;
}

/** The runs that are on: begun, come to their end, and waited for. What they are made of is nobody's business here. */
export class LiveRuns {
  readonly #live = new Map<string, Live>();
  /** Everything that has not come to its end, also what is not on any more for others. */
  readonly #ending = new Set<Promise<void>>();
  readonly #onEnd: (runId: string, session: RunSession) => void;
  /** By run: the last of those who want it to go on. One after the other: each sees what the one before did. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #closed = false;

  /** @param onEnd told when a stretch has come to its end; must not throw: nobody waits for it. */
  constructor(onEnd: (runId: string, session: RunSession) => void) {
    this.#onEnd = onEnd;
  }

  /** True once Tutee ends: nothing begins any more. */
  get closed(): boolean {
    return this.#closed;
  }

  get(runId: string): RunSession | undefined {
    return this.#live.get(runId)?.session;
  }

  inChat(conversationId: string): [runId: string, session: RunSession][] {
    return [...this.#live].flatMap(([runId, { session }]) =>
      session.conversationId === conversationId ? [[runId, session]] : [],
    );
  }

  /** The run that is on; one that has come to its end and is about to say so is waited for. */
  async now(runId: string): Promise<RunSession | undefined> {
    const live = this.#live.get(runId);
    if (live?.session.ended !== true) return live?.session;
    await live.ended;
    return undefined;
  }

  begin(runId: string, session: RunSession, task: readonly ChatMessage[]): void {
    const ended = this.#watch(runId, session, task);
    this.#live.set(runId, { session, ended });
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
  }

  /** Settles when the stretch that is on has come to its end. */
  async ended(runId: string): Promise<void> {
    await this.#live.get(runId)?.ended;
  }

  /** Not on any more, though it may still come to its end. */
  drop(runId: string): void {
    this.#live.delete(runId);
  }

  async inTurn<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#turns.get(runId) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    this.#turns.set(runId, settled);
    try {
      return await mine;
    } finally {
      if (this.#turns.get(runId) === settled) this.#turns.delete(runId);
    }
  }

  /** Ends what runs: at the next start it is what was interrupted. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { session } of this.#live.values()) session.leave();
    await Promise.all(this.#ending);
  }

  /** To the end of a stretch; never throws. */
  async #watch(runId: string, session: RunSession, task: readonly ChatMessage[]): Promise<void> {
    await session.run(task);
    if (this.#live.get(runId)?.session === session) this.#live.delete(runId);
    this.#onEnd(runId, session);
  }
}
