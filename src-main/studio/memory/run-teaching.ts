import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import { Teachability } from '../../engine/capabilities/teachability.ts';
import { fromPerson } from '../../engine/people/from-person.ts';
import type { Memory, MemoryQuery, TaughtWords, TeachingScope } from '../../engine/ports.ts';
import type { AgentScope } from './agent-scopes.ts';
import type { RunMemory } from './run-memory.ts';

/** What builds agents needs of their memories, each by the agent's name and the name it gives the memory. */
export interface AgentMemories {
  of(agent: string, memory: string): Memory;
  search(query: string, caller: string): Promise<string[]>;
}

/**
 * The agents of one run, teachable: for each memory that they name, their own, their team's or everybody's, one Teachability.
 * What a person says is taught to all of them; where no agent names any, to everybody's. Each agent recalls from those it names.
 */
export class RunTeaching implements AgentMemories {
  readonly #memory: RunMemory;
  readonly #scopes: readonly AgentScope[];
  readonly #destinationLocal: boolean;
  readonly #taught = new Map<
    string,
    { readonly scope: TeachingScope; readonly teachability: Teachability }
  >();
  /** By id of a message of a person: that it is learned from. */
  readonly #learned = new Map<string, Promise<void>>();
  /** Memories that the person's last words just taught: they need not be told again. */
  #told: readonly string[] = [];
  /** The person's last words; what an agent hears later is seen in their light. */
  #asked: string | null;
  /** Taught after the stretch. */
  #left: (() => void)[] = [];
  /** What was found for these messages already, by another memory of the same agent. */
  readonly #found = new WeakMap<readonly ChatMessage[], readonly string[]>();

  /**
   * @param destinationLocal whether no request of this run leaves the machine; false holds private memories back.
   * @param asked the person's last words before.
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
      const options = { memory, scope, people: fromPerson, destinationLocal, onFailure };
      if (!this.#taught.has(keyOf(scope)))
        this.#taught.set(keyOf(scope), { scope, teachability: new Teachability(options) });
    }
  }

  /**
   * A person said something: what it explicitly teaches is known when this settles, and before that nobody may answer. The same
   * message again is the same.
   */
  async hear(message: ChatMessage): Promise<void> {
    const learned = this.#learned.get(message.id) ?? this.#learn(message);
    this.#learned.set(message.id, learned);
    await learned;
  }

  async #learn(message: ChatMessage): Promise<void> {
    this.#asked = messageText(message);
    const told: string[] = [];
    for (const { scope, teachability } of this.#taught.values()) {
      const words = teachability.newWords([message]);
      const learned = await teachability.learnTold(words, never);
      told.push(...learned.told);
      const left = words.filter((one: TaughtWords) => !this.#memory.isComplete(one, scope));
      this.#left.push(() => teachability.learnLater(left));
    }
    this.#told = told;
  }

  /** The run has come to a stop: the rest is learned, in the background. */
  later(): void {
    for (const learn of this.#left.splice(0)) learn();
  }

  of(agent: string, memory: string): Memory {
    const scope = this.#scopes.find((one) => one.agent === agent && one.memory === memory)?.scope ?? shared;
    const teachability = this.#taught.get(keyOf(scope))?.teachability;
    return {
      query: async (messages, signal) => {
        const query = this.#queryOf(messages);
        if (query === null || teachability === undefined) return nothing;
        const before = this.#found.get(messages) ?? [];
        const found = await teachability.recall(query, [...this.#told, ...before], signal);
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
    const said = messages.findLast(fromPerson);
    if (said !== undefined) return messageText(said);
    const last = messages.at(-1);
    return this.#asked ?? (last === undefined ? null : messageText(last));
  }
}

const shared: TeachingScope = { type: 'shared' };
const nothing: MemoryQuery = { results: [], text: '' };
/** What a person teaches is learned to the end, whatever becomes of the run. */
const never = new AbortController().signal;

function keyOf(scope: TeachingScope): string {
  return scope.type === 'shared' ? '' : scope.id;
}
