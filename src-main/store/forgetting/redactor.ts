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
import { MentionFinder } from './mention-finder.ts';

/** Replaces an answer that repeated a memory: its other words cannot be told from the memory's. */
export const REMOVED_ANSWER = '[removed: this answer repeated something that was forgotten for good]';

/** The part of a message that redaction needs. */
export interface RedactableMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly reasoning: string;
}

/**
 * Redacts mentions of some memories from chats and runs: verbatim ones, paraphrases, and whole answers made from them.
 * Built once per place and purge.
 */
export class Redactor {
  readonly #paraphrases: ParaphraseDetector;
  readonly #verbatim: RegExp | null;
  readonly #distinctive: RegExp | null;
  readonly #unlinked: MentionFinder | null;
  /** Ids of the user's messages that taught them. */
  readonly sources: ReadonlySet<string>;
  /** Ids of answers made from them, whatever their words. */
  readonly answers: ReadonlySet<string>;

  /**
   * @param footprints of memories that were taught or used in this place.
   * @param unlinked of memories that only the words of this place can tell of: sentences that say them are redacted,
   *   but no whole answers, and no names that may stand for something else.
   */
  constructor(footprints: readonly MemoryFootprint[], unlinked: readonly MemoryFootprint[] = []) {
    const texts = footprints.flatMap((one) => one.texts);
    this.#paraphrases = new ParaphraseDetector(texts);
    this.#verbatim = verbatimPattern([...texts, ...unlinked.flatMap((one) => one.texts)]);
    this.#unlinked =
      unlinked.length === 0
        ? null
        : new MentionFinder(new Map(unlinked.map((one) => [one.memoryId, one.texts])));
    this.#distinctive = distinctivePattern(texts);
    this.sources = new Set(footprints.flatMap(({ sourceMessages }) => sourceMessages));
    this.answers = new Set(footprints.flatMap(({ answers }) => answers));
  }

  /** Whether redaction changes the message. */
  changes(message: RedactableMessage): boolean {
    const { text, reasoning } = this.redactMessage(message);
    return text !== message.text || reasoning !== message.reasoning;
  }

  /** Whether the message is an answer that is removed entirely. */
  removesWhole({ id, role, text, reasoning }: RedactableMessage): boolean {
    if (role === 'user' || this.sources.has(id)) return false;
    return this.answers.has(id) || this.#isParaphrase(text) || this.#isParaphrase(reasoning);
  }

  /** The redacted message. */
  redactMessage(message: RedactableMessage): { readonly text: string; readonly reasoning: string } {
    const { id, text, reasoning } = message;
    if (this.removesWhole(message)) return { text: text === '' ? '' : REMOVED_ANSWER, reasoning: '' };
    return { text: this.redactSource(id, text), reasoning: this.redactText(reasoning) };
  }

  /** Redacts a text of the message `id`. A message that taught loses whole sentences, or everything. */
  redactSource(id: string, text: string): string {
    return this.redactText(this.sources.has(id) ? redactTeaching(text, this.#verbatim) : text);
  }

  /** Redacts any other text: verbatim mentions, and sentences that paraphrase or name a memory. */
  redactText(text: string): string {
    const plain = this.redactVerbatim(text);
    if (!this.#isParaphrase(plain) && !this.#hasDistinctiveToken(plain) && !this.#saysUnlinked(plain))
      return plain;
    const kept = sentencesOf(plain).map((sentence) =>
      this.#isParaphrase(sentence) || this.#hasDistinctiveToken(sentence) || this.#saysUnlinked(sentence)
        ? `${REMOVED} `
        : sentence,
    );
    const left = kept.join('');
    // A paraphrase may extend over several sentences, none of which repeats it alone.
    return this.#isParaphrase(left) || this.#hasDistinctiveToken(left) ? REMOVED : left.trim();
  }

  /** Whether a text repeats a memory, word by word or in other words. A name or number of it alone does not count. */
  repeats(text: string): boolean {
    return (
      this.redactVerbatim(text) !== text ||
      sentencesOf(text).some((sentence) => this.#isParaphrase(sentence)) ||
      this.#saysUnlinked(text)
    );
  }

  /** Redacts verbatim mentions only. */
  redactVerbatim(text: string): string {
    return this.#verbatim === null ? text : replaceMatches(text, this.#verbatim);
  }

  #isParaphrase(text: string): boolean {
    return this.#paraphrases.isIn(text);
  }

  #saysUnlinked(text: string): boolean {
    return this.#unlinked !== null && this.#unlinked.memoriesIn(text).size > 0;
  }

  #hasDistinctiveToken(text: string): boolean {
    return this.#distinctive !== null && matches(text, this.#distinctive);
  }
}
