import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { memoryContentSchema } from '#shared/agents/content.ts';
import type { MemoryContent } from '#shared/agents/content.ts';
import { TuteeError } from '#shared/errors.ts';
import type { EditableMemory, MemoryQuery, NewMemory } from '../ports.ts';
import { readState } from '../run/read-state.ts';

const stateSchema = z.strictObject({
  type: z.literal('ListMemoryState'),
  version: z.literal(1),
  contents: z.array(memoryContentSchema),
});

/** A list in memory, all of which goes into every request, oldest first. AutoGen's ListMemory. */
export class ListMemory implements EditableMemory {
  readonly name: string;
  #contents: readonly MemoryContent[];

  constructor({
    name = 'memory',
    contents = [],
  }: { readonly name?: string; readonly contents?: readonly NewMemory[] } = {}) {
    this.name = name;
    this.#contents = contents.map(asContent);
  }

  query(_given?: string | readonly ChatMessage[]): Promise<MemoryQuery> {
    const lines = this.#contents.map(({ content }, index) => `${index + 1}. ${content}`);
    const text = lines.length === 0 ? '' : ['Memories, oldest first:', ...lines].join('\n');
    return Promise.resolve({ results: this.#contents, text });
  }

  add(given: NewMemory): Promise<string> {
    const content = asContent(given);
    this.#contents = [...this.#contents, content];
    return Promise.resolve(content.id ?? '');
  }

  update(id: string, content: string): Promise<void> {
    return this.#replace(id, (one) => [{ ...one, content }]);
  }

  forget(id: string): Promise<void> {
    return this.#replace(id, () => []);
  }

  list(): Promise<readonly MemoryContent[]> {
    return Promise.resolve(this.#contents);
  }

  clear(): Promise<void> {
    this.#contents = [];
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  saveState(): unknown {
    return { type: 'ListMemoryState', version: 1, contents: [...this.#contents] };
  }

  /** Throws `invalid_input`. */
  loadState(state: unknown): void {
    this.#contents = readState(stateSchema, state, `the memory “${this.name}”`).contents;
  }

  #replace(id: string, by: (one: MemoryContent) => readonly MemoryContent[]): Promise<void> {
    if (!this.#contents.some((one) => one.id === id))
      return Promise.reject(new TuteeError('not_found', `“${this.name}” has no memory with the id ${id}.`));
    this.#contents = this.#contents.flatMap((one) => (one.id === id ? by(one) : [one]));
    return Promise.resolve();
  }
}

function asContent(given: NewMemory): MemoryContent {
  return typeof given === 'string'
    ? { id: randomUUID(), content: given, metadata: {} }
    : { id: randomUUID(), content: given.content, metadata: { ...given.metadata } };
}
