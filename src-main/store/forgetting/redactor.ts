import type { MemoryFootprint } from './memory-purge.ts';
import {
  REMOVED,
  matches,
  verbatimPattern,
  sentencesOf,
  replaceMatches,
  redactTeaching,
} from './verbatim-match.ts';
import { ParaphraseDetector, distinctivePattern } from './paraphrase-match.ts';

/** What an answer becomes that repeated a memory: no word of it could be told from the memory's. */
export const REMOVED_ANSWER = '[removed: this answer repeated something that was forgotten for good]';

/** A message as far as it matters here. */
export interface RedactableMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly reasoning: string;
}

/** How some memories are said in chats and runs: word by word, in other words, and by whom. Made once for a place and a purge. */
export class Redactor {
  readonly #paraphrases: ParaphraseDetector;
  readonly #verbatim: RegExp | null;
  readonly #distinctive: RegExp | null;
  /** The user's messages that taught them. */
  readonly sources: ReadonlySet<string>;
  /** Answers made of them, whatever their words. */
  readonly answers: ReadonlySet<string>;

  constructor(said: readonly MemoryFootprint[]) {
    const texts = said.flatMap((one) => one.texts);
    this.#paraphrases = new ParaphraseDetector(texts);
    this.#verbatim = verbatimPattern(texts);
    this.#distinctive = distinctivePattern(texts);
    this.sources = new Set(said.flatMap(({ sourceMessages }) => sourceMessages));
    this.answers = new Set(said.flatMap(({ answers }) => answers));
  }

  /** Whether the message loses words. */
  changes(message: RedactableMessage): boolean {
    const { text, reasoning } = this.redactMessage(message);
    return text !== message.text || reasoning !== message.reasoning;
  }

  /** Whether it loses all of them, as an answer. */
  removesWhole({ id, role, text, reasoning }: RedactableMessage): boolean {
    if (role === 'user' || this.sources.has(id)) return false;
    return this.answers.has(id) || this.#isParaphrase(text) || this.#isParaphrase(reasoning);
  }

  /** The message without the words. */
  redactMessage(message: RedactableMessage): { readonly text: string; readonly reasoning: string } {
    const { id, text, reasoning } = message;
    if (this.removesWhole(message)) return { text: text === '' ? '' : REMOVED_ANSWER, reasoning: '' };
    return { text: this.redactSource(id, text), reasoning: this.redactText(reasoning) };
  }

  /** A text of the message of this id. Of one that taught, whole sentences go, or all of it. */
  redactSource(id: string, text: string): string {
    return this.redactText(this.sources.has(id) ? redactTeaching(text, this.#verbatim) : text);
  }

  /** Any other text: places that say it word by word, and sentences that say it in another way. */
  redactText(text: string): string {
    const plain = this.redactVerbatim(text);
    if (!this.#isParaphrase(plain) && !this.#isDistinctive(plain)) return plain;
    const kept = sentencesOf(plain).map((sentence) =>
      this.#isParaphrase(sentence) || this.#isDistinctive(sentence) ? `${REMOVED} ` : sentence,
    );
    const left = kept.join('');
    // What repeats it over several sentences, each of which alone does not.
    return this.#isParaphrase(left) || this.#isDistinctive(left) ? REMOVED : left.trim();
  }

  /** Places that say it word by word. */
  redactVerbatim(text: string): string {
    return this.#verbatim === null ? text : replaceMatches(text, this.#verbatim);
  }

  #isParaphrase(text: string): boolean {
    return this.#paraphrases.isIn(text);
  }

  #isDistinctive(text: string): boolean {
    return this.#distinctive !== null && matches(text, this.#distinctive);
  }
}
