/**
 * Makes agents and teams teachable. Owns whom to learn from and when; what is learned and recalled is decided by the
 * TeachableMemory behind the port. May not know the store or `teachability/`.
 */
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { Participant } from '../agents/participant.ts';
import type { MemoryQuery, TaughtWords, TeachableMemory, TeachingScope } from '../ports.ts';
import { abortable } from '../run/abortable.ts';
import { TASK_SOURCE } from '../run/task.ts';
import { TeachableParticipant } from './teachable-participant.ts';
import type { Teaching } from './teachable-participant.ts';

export interface TeachabilityOptions {
  readonly memory: TeachableMemory;
  /** Scope of new memories. Recall searches this scope and the shared one. Default: shared. */
  readonly scope?: TeachingScope;
  /**
   * Who may teach: the sources of people's messages, or a predicate that tells whether a message is a person's. Default: `user`.
   * Messages of anyone else never teach.
   */
  readonly people?: readonly string[] | ((message: ChatMessage) => boolean);
  /** True when every model request of the attached agents stays on this machine. False (default) withholds private memories. */
  readonly destinationLocal?: boolean;
  /** Called when background learning failed. Such a failure never fails a run. */
  readonly onFailure?: (thrown: unknown) => void;
}

/** How many ids of learned messages are kept, so that a message received by several agents of a team teaches once. */
const KNOWN_MESSAGES = 1_000;

const SHARED: TeachingScope = { type: 'shared' };

export class Teachability implements Teaching {
  readonly #options: TeachabilityOptions;
  readonly #isPerson: (message: ChatMessage) => boolean;
  readonly #learned = new Set<string>();
  readonly #stop = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(options: TeachabilityOptions) {
    this.#options = options;
    const { people = [TASK_SOURCE] } = options;
    this.#isPerson = typeof people === 'function' ? people : ({ source }) => people.includes(source);
  }

  /** Returns a teachable wrapper of the agent or team. AutoGen's `add_to_agent`. */
  addTo(participant: Participant): TeachableParticipant {
    return new TeachableParticipant(participant, this);
  }

  newWords(messages: readonly ChatMessage[]): TaughtWords[] {
    const fresh = messages.filter((message) => this.#isPerson(message) && !this.#learned.has(message.id));
    for (const { id } of fresh) this.#learned.add(id);
    for (const id of this.#learned) {
      if (this.#learned.size <= KNOWN_MESSAGES) break;
      this.#learned.delete(id);
    }
    return fresh.map((message) => ({
      messageId: message.id,
      text: messageText(message),
      at: message.createdAt,
    }));
  }

  queryOf(messages: readonly ChatMessage[]): string | null {
    const asked = messages.findLast(this.#isPerson) ?? messages.at(-1);
    return asked === undefined ? null : messageText(asked);
  }

  async captureExplicit(
    words: readonly TaughtWords[],
    signal: AbortSignal,
  ): Promise<{ told: string[]; left: TaughtWords[] }> {
    const { memory, scope = SHARED } = this.#options;
    const told: string[] = [];
    const left: TaughtWords[] = [];
    for (const one of words) {
      const ids = await abortable(memory.captureExplicit(one, scope, signal), signal);
      told.push(...ids);
      if (ids.length === 0) left.push(one);
    }
    return { told, left };
  }

  recall(query: string, exclude: readonly string[], signal: AbortSignal): Promise<MemoryQuery> {
    const { memory, scope = SHARED, destinationLocal = false } = this.#options;
    return abortable(memory.recall({ query, scope, destinationLocal, exclude }, signal), signal);
  }

  captureLater(words: readonly TaughtWords[]): void {
    const { memory, scope = SHARED, onFailure } = this.#options;
    for (const one of words) {
      this.#last = this.#last.then(async () => {
        if (this.#stop.signal.aborted) return;
        try {
          await memory.captureImplicit(one, scope, this.#stop.signal);
        } catch (thrown) {
          onFailure?.(thrown);
        }
      });
    }
  }

  /** Resolves when background learning from all messages so far has finished. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Cancels background learning and resolves when nothing of it runs any more. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }
}
