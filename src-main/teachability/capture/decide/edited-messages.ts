import type { Memory, Remembered } from '#shared/memory/memory.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '../../ports.ts';
import { sameScope } from '../../scopes.ts';
import { forgetStep, superseded } from './plan.ts';
import { replacedStatement, sourceSentence } from './replaced-statement.ts';
import { sentencesOf } from '../understand/sentences.ts';
import type { UserWords } from '../teaching.ts';

/** The text of a message before an edit. */
export interface EarlierWording {
  readonly messageId: string;
  readonly text: string;
}

export interface EditedMessagesPorts {
  readonly reader: Pick<MemoryReader, 'get' | 'history'>;
  readonly writer: Pick<MemoryWriter, 'apply'>;
  readonly remembered: RememberedReader['remembered'];
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

interface Doubted {
  readonly memory: Memory;
  /** The sentence of the new text that replaces it. */
  readonly instead: string;
}

/**
 * Checks again what a message taught before the user edited it. A memory that only the earlier text supports, and that the new text
 * contradicts, is superseded by what the new text teaches, or forgotten.
 */
export class EditedMessages {
  readonly #ports: EditedMessagesPorts;

  constructor(ports: EditedMessagesPorts) {
    this.#ports = ports;
  }

  /** Ids of memories that the new text contradicts, which must not be recalled for its answer. */
  doubted(words: UserWords, earlier: readonly EarlierWording[]): readonly string[] {
    return this.#doubted(words, earlier).map(({ memory }) => memory.id);
  }

  /**
   * To be called after capture of the new text: what it taught supersedes what the earlier text taught, in one change each, so that one Undo
   * reverts both. Returns whether anything changed.
   * @param forgets which of the contradicted memories without a successor are forgotten: all, those in review, or none.
   */
  settle(
    words: UserWords,
    earlier: readonly EarlierWording[],
    forgets: 'all' | 'proposed' | 'none',
  ): boolean {
    const { writer, now } = this.#ports;
    const { conversationId, messageId } = words;
    const context = { actor: 'capture', at: now(), conversationId, messageId } as const;
    let changed = false;
    for (const doubted of this.#doubted(words, earlier)) {
      const { memory } = doubted;
      const next = memory.status === 'active' ? this.#successor(doubted, words) : undefined;
      if (next !== undefined)
        writer.apply([superseded(memory, next.memoryId)], { ...context, changeId: next.changeId });
      else if (forgets === 'all' || (forgets === 'proposed' && memory.status === 'pending'))
        writer.apply([forgetStep(memory)], context);
      else continue;
      changed = true;
    }
    return changed;
  }

  #doubted(words: UserWords, earlier: readonly EarlierWording[]): Doubted[] {
    return earlier.flatMap((wording) =>
      this.#taughtOnlyBy(wording.messageId).flatMap((memory) => {
        const instead = replacedStatement(memory.text, wording.text, words.text);
        return instead === null ? [] : [{ memory, instead }];
      }),
    );
  }

  /** Active memories and those in review that no other message and no manual change affected. */
  #taughtOnlyBy(messageId: string): Memory[] {
    const { reader, remembered } = this.#ports;
    const ids = new Set(
      remembered(messageId)
        .filter(({ action, undone }) => action !== 'forgot' && action !== 'kept' && !undone)
        .map(({ memoryId }) => memoryId),
    );
    return [...ids].flatMap((id) => {
      const memory = reader.get(id);
      if (memory === undefined || (memory.status !== 'active' && memory.status !== 'pending')) return [];
      const alone = reader
        .history(id)
        .every((event) => event.messageId === messageId || event.action === 'approved');
      return alone ? [memory] : [];
    });
  }

  /** The memory that the new text taught in its place. */
  #successor({ memory, instead }: Doubted, words: UserWords): Remembered | undefined {
    const sentences = sentencesOf(words.text).map(({ text }) => text);
    return this.#ports
      .remembered(words.messageId)
      .find(
        ({ action, undone, text, scope, memoryId }) =>
          (action === 'added' || action === 'replaced') &&
          !undone &&
          memoryId !== memory.id &&
          sameScope(scope, memory.scope) &&
          sourceSentence(text, sentences) === instead,
      );
  }
}
