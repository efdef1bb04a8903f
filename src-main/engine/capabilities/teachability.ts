/**
 * Makes agents and teams teachable: what people say to them is learned, what is known enters the request at hand. Owns whom
 * to learn from and when; what is learned and recalled is the memory's business.
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
  /** Where what is taught goes; the shared memories are recalled as well. */
  readonly scope: TeachingScope;
  /**
   * Who teaches: the names of people, which are the sources of their messages, or what says whether a message is a person's.
   * `user` when not given. Nobody else ever does.
   */
  readonly people?: readonly string[] | ((message: ChatMessage) => boolean);
  /** True when no request of those it is attached to leaves this machine; false holds private memories back. */
  readonly destinationLocal?: boolean;
  /** Told when learning by itself failed; no run does for that. */
  readonly onFailure?: (thrown: unknown) => void;
}

/** How many messages are known to have been learned from: several agents of a team hear the same one. */
const KNOWN_MESSAGES = 1_000;

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

  /** The agent or team, teachable from now on. AutoGen's `add_to_agent`. */
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

  async learnTold(
    words: readonly TaughtWords[],
    signal: AbortSignal,
  ): Promise<{ told: string[]; left: TaughtWords[] }> {
    const { memory, scope } = this.#options;
    const told: string[] = [];
    const left: TaughtWords[] = [];
    for (const one of words) {
      const ids = await abortable(memory.learnTold(one, scope, signal), signal);
      told.push(...ids);
      if (ids.length === 0) left.push(one);
    }
    return { told, left };
  }

  recall(query: string, exclude: readonly string[], signal: AbortSignal): Promise<MemoryQuery> {
    const { memory, scope, destinationLocal = false } = this.#options;
    return abortable(memory.recall({ query, scope, destinationLocal, exclude }, signal), signal);
  }

  learnLater(words: readonly TaughtWords[]): void {
    const { memory, scope, onFailure } = this.#options;
    for (const one of words) {
      this.#last = this.#last.then(async () => {
        if (this.#stop.signal.aborted) return;
        try {
          await memory.learnFrom(one, scope, this.#stop.signal);
        } catch (thrown) {
          onFailure?.(thrown);
        }
      });
    }
  }

  /** Waits until everything said so far is learned. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Breaks off learning; nothing goes on after it. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }
}
