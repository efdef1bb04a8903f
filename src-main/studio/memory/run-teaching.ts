import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import { Teachability } from '../../engine/capabilities/teachability.ts';
import { isByPerson } from '../../engine/people/message-author.ts';
import type { Memory, MemoryQuery, TaughtWords, TeachingScope } from '../../engine/ports.ts';
import type { AgentScope } from './agent-scopes.ts';
import type { RunMemory } from './run-memory.ts';

/** The memories of agents, by the agent's name and the name that its component gives the memory. */
export interface AgentMemories {
  of(agent: string, memory: string): Memory;
  search(query: string, caller: string): Promise<string[]>;
}

/**
 * Makes the agents of one run teachable, with one Teachability per memory scope that their components name. What a person says is
 * captured into each of these scopes, or into the shared one when there are none. Each agent recalls from its own memories.
 */
export class RunTeaching implements AgentMemories {
  readonly #memory: RunMemory;
  readonly #scopes: readonly AgentScope[];
  readonly #destinationLocal: boolean;
  readonly #taught = new Map<
    string,
    { readonly scope: TeachingScope; readonly teachability: Teachability }
  >();
  /** Message id of a person's message -> its explicit capture. */
  readonly #learned = new Map<string, Promise<void>>();
  /** Ids of the memories that the person's last message taught; agents read the message itself. */
  #justTaught: readonly string[] = [];
  /** The person's last message: the recall query when an agent's own messages hold none. */
  #asked: string | null;
  /** Implicit captures to start after the segment. */
  #afterSegment: (() => void)[] = [];
  /** Ids already recalled for these messages, by another memory of the same agent. */
  readonly #found = new WeakMap<readonly ChatMessage[], readonly string[]>();

  /**
   * @param destinationLocal true when all models of the run are on this machine; false holds private memories back.
   * @param asked the text of the person's last message before this segment.
   */
  constructor(
    memory: RunMemory,
    scopes: readonly AgentScope[],
    destinationLocal: boolean,
    asked: string | null,
    onFailure: (thrown: unknown) => void,
  ) {
    this.#memory = memory;
    this.#scopes = scopes;
    this.#destinationLocal = destinationLocal;
    this.#asked = asked;
    const all: readonly TeachingScope[] = scopes.length === 0 ? [shared] : scopes.map(({ scope }) => scope);
    for (const scope of all) {
      const options = { memory, scope, people: isByPerson, destinationLocal, onFailure };
      if (!this.#taught.has(keyOf(scope)))
        this.#taught.set(keyOf(scope), { scope, teachability: new Teachability(options) });
    }
  }

  /** Captures what a person's message explicitly teaches; agents answer after it resolves. Idempotent per message. */
  async hear(message: ChatMessage): Promise<void> {
    const learned = this.#learned.get(message.id) ?? this.#learn(message);
    this.#learned.set(message.id, learned);
    await learned;
  }

  async #learn(message: ChatMessage): Promise<void> {
    this.#asked = messageText(message);
    const taught: string[] = [];
    for (const { scope, teachability } of this.#taught.values()) {
      const words = teachability.newWords([message]);
      const learned = await teachability.captureExplicit(words, never);
      taught.push(...learned.told);
      const left = words.filter((one: TaughtWords) => !this.#memory.isComplete(one, scope));
      this.#afterSegment.push(() => teachability.captureLater(left));
    }
    this.#justTaught = taught;
  }

  /** Queues the implicit captures. Called when the segment has ended. */
  captureInBackground(): void {
    for (const learn of this.#afterSegment.splice(0)) learn();
  }

  of(agent: string, memory: string): Memory {
    const scope = this.#scopes.find((one) => one.agent === agent && one.memory === memory)?.scope ?? shared;
    const teachability = this.#taught.get(keyOf(scope))?.teachability;
    return {
      query: async (messages, signal) => {
        const query = this.#queryOf(messages);
        if (query === null || teachability === undefined) return nothing;
        const before = this.#found.get(messages) ?? [];
        const found = await teachability.recall(query, [...this.#justTaught, ...before], signal);
        this.#found.set(messages, [...before, ...found.results.flatMap(({ id }) => id ?? [])]);
        return found;
      },
    };
  }

  search(query: string, caller: string): Promise<string[]> {
    const scopes = this.#scopes.flatMap(({ agent, scope }) => (agent === caller ? [scope] : []));
    return this.#memory.search(query, caller, this.#destinationLocal, scopes);
  }

  #queryOf(messages: readonly ChatMessage[]): string | null {
    const said = messages.findLast(isByPerson);
    if (said !== undefined) return messageText(said);
    const last = messages.at(-1);
    return this.#asked ?? (last === undefined ? null : messageText(last));
  }
}

const shared: TeachingScope = { type: 'shared' };
const nothing: MemoryQuery = { results: [], text: '' };
/** Never aborted: capture completes even when the run is stopped. */
const never = new AbortController().signal;

function keyOf(scope: TeachingScope): string {
  return scope.type === 'shared' ? '' : scope.id;
}
