import type { Utterances } from './memory-purge.ts';
import { REMOVED, says, sayingPattern, sentencesOf, withoutSaying, withoutTeaching } from './said-words.ts';
import { Repetition, tellingPattern } from './telling-words.ts';

/** What an answer becomes that repeated a memory: no word of it could be told from the memory's. */
export const REMOVED_ANSWER = '[removed: this answer repeated something that was forgotten for good]';

/** A message as far as it matters here. */
export interface Said {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly reasoning: string;
}

/** How some memories are said in chats and runs: word by word, in other words, and by whom. Made once for a place and a purge. */
export class Saying {
  readonly #repetition: Repetition;
  readonly #pattern: RegExp | null;
  readonly #telling: RegExp | null;
  /** The user's messages that taught them. */
  readonly sources: ReadonlySet<string>;
  /** Answers made of them, whatever their words. */
  readonly answers: ReadonlySet<string>;

  constructor(said: readonly Utterances[]) {
    const texts = said.flatMap((one) => one.texts);
    this.#repetition = new Repetition(texts);
    this.#pattern = sayingPattern(texts);
    this.#telling = tellingPattern(texts);
    this.sources = new Set(said.flatMap(({ sourceMessages }) => sourceMessages));
    this.answers = new Set(said.flatMap(({ answers }) => answers));
  }

  /** Whether the message loses words. */
  touches(message: Said): boolean {
    const { text, reasoning } = this.without(message);
    return text !== message.text || reasoning !== message.reasoning;
  }

  /** Whether it loses all of them, as an answer. */
  blanks({ id, role, text, reasoning }: Said): boolean {
    if (role === 'user' || this.sources.has(id)) return false;
    return this.answers.has(id) || this.#repeats(text) || this.#repeats(reasoning);
  }

  /** The message without the words. */
  without(message: Said): { readonly text: string; readonly reasoning: string } {
    const { id, text, reasoning } = message;
    if (this.blanks(message)) return { text: text === '' ? '' : REMOVED_ANSWER, reasoning: '' };
    return { text: this.withoutTaught(id, text), reasoning: this.withoutWords(reasoning) };
  }

  /** A text of the message of this id. Of one that taught, whole sentences go, or all of it. */
  withoutTaught(id: string, text: string): string {
    return this.withoutWords(this.sources.has(id) ? withoutTeaching(text, this.#pattern) : text);
  }

  /** Any other text: places that say it word by word, and sentences that say it in another way. */
  withoutWords(text: string): string {
    const plain = this.withoutSaid(text);
    if (!this.#repeats(plain) && !this.#tells(plain)) return plain;
    const kept = sentencesOf(plain).map((sentence) =>
      this.#repeats(sentence) || this.#tells(sentence) ? `${REMOVED} ` : sentence,
    );
    const left = kept.join('');
    // What repeats it over several sentences, each of which alone does not.
    return this.#repeats(left) || this.#tells(left) ? REMOVED : left.trim();
  }

  /** Places that say it word by word. */
  withoutSaid(text: string): string {
    return this.#pattern === null ? text : withoutSaying(text, this.#pattern);
  }

  #repeats(text: string): boolean {
    return this.#repetition.isIn(text);
  }

  #tells(text: string): boolean {
    return this.#telling !== null && says(text, this.#telling);
  }
}
