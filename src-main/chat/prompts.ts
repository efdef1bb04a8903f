/** Owns the prompts that the user has written: their names and their bin. */
import type { Bin } from '#shared/bin.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Prompt } from '#shared/prompts/prompt.ts';
import { limits } from '#shared/text.ts';

export interface PromptsPorts {
  readonly store: {
    /** By name. */
    list(): Prompt[];
    get(id: string): Prompt | undefined;
    /** Inserts or replaces by id. */
    put(prompt: Prompt): void;
    readonly bin: Bin;
  };
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
}

export class Prompts {
  readonly #ports: PromptsPorts;

  constructor(ports: PromptsPorts) {
    this.#ports = ports;
  }

  list(): Prompt[] {
    return this.#ports.store.list();
  }

  /** @param id null: a new one. Throws `not_found`, or `invalid_input` when the name is taken or there are too many. */
  save(id: string | null, name: string, text: string): Prompt {
    const { store, newId, now } = this.#ports;
    const before = id === null ? undefined : store.get(id);
    if (id !== null && before === undefined) throw missing();
    this.#refuseTaken(id, name);
    const at = now();
    const prompt = { id: id ?? newId(), name, text, createdAt: before?.createdAt ?? at, updatedAt: at };
    store.put(prompt);
    this.#announce();
    return prompt;
  }

  /** Throws `not_found`. */
  delete(id: string): void {
    if (!this.#ports.store.bin.delete(id, this.#ports.now())) throw missing();
    this.#announce();
  }

  /** Throws `not_found`. */
  restore(id: string): Prompt {
    const restored = this.#ports.store.bin.restore(id) ? this.#ports.store.get(id) : undefined;
    if (restored === undefined) throw missing();
    this.#announce();
    return restored;
  }

  #refuseTaken(id: string | null, name: string): void {
    const others = this.list().filter((other) => other.id !== id);
    if (others.some((other) => nameKey(other.name) === nameKey(name)))
      throw new TuteeError('invalid_input', 'There is a prompt of that name already. Choose another.', {
        field: 'name',
      });
    if (id === null && others.length >= limits.prompts)
      throw new TuteeError('invalid_input', `At most ${limits.prompts} prompts are kept. Delete some first.`);
  }

  #announce(): void {
    this.#ports.publish('prompts-changed', { prompts: this.list() });
  }
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase();
}

function missing(): TuteeError {
  return new TuteeError('not_found', 'That prompt is not there any more.');
}
