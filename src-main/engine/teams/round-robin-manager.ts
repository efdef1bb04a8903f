import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { readState } from '../run/read-state.ts';
import type { GroupChatManager, NextSpeakers } from './group-chat-manager.ts';

const stateSchema = z.strictObject({
  type: z.literal('RoundRobinManagerState'),
  version: z.literal(1),
  next: z.int().nonnegative(),
});

/** Selects the participants in turn. */
export class RoundRobinManager implements GroupChatManager {
  readonly #names: readonly string[];
  #next = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  async *next(_thread: readonly AgentMessage[]): AsyncGenerator<AgentMessage, NextSpeakers> {
    yield* [];
    const speaker = this.#names[this.#next];
    this.#next = (this.#next + 1) % this.#names.length;
    return { type: 'speak', speakers: speaker === undefined ? [] : [speaker] };
  }

  reset(): void {
    this.#next = 0;
  }

  saveState(): unknown {
    return { type: 'RoundRobinManagerState', version: 1, next: this.#next };
  }

  loadState(state: unknown): void {
    this.#next = readState(stateSchema, state, 'a round robin').next % this.#names.length;
  }
}
