import type { Memory, Remembered } from '#shared/memory/memory.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '../../ports.ts';
import { sameScope } from '../../scopes.ts';
import { forgetSteps } from './forgetting.ts';
import { superseded } from './plan.ts';
import { replacedStatement, sourceSentence } from './replaced-statement.ts';
import { sentencesOf } from '../understand/sentences.ts';
import type { UserWords } from '../teaching.ts';

/** What a message said before it was changed. */
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
  /** What the later wording says instead. */
  readonly instead: string;
}

/**
 * What a message taught before the user changed it, looked at again. A memory that nothing but the earlier wording speaks
 * for, and that the later one says otherwise, gives way to what was learned from the later one, or is forgotten.
 */
export class EditedMessages {
  readonly #ports: EditedMessagesPorts;

  constructor(ports: EditedMessagesPorts) {
    this.#ports = ports;
  }

  /** Ids of the memories that must not speak against the words of the user. */
  doubted(words: UserWords, earlier: readonly EarlierWording[]): readonly string[] {
    return this.#doubted(words, earlier).map(({ memory }) => memory.id);
  }

  /**
   * Once the words were learned from: what they taught takes the place of what the earlier ones did, in one change each, so
   * that one Undo takes back both. True when anything changed.
   * @param forgets which of those that nothing takes the place of are forgotten: all, those that wait in review, or none.
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
        writer.apply(forgetSteps([memory]), context);
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

  /** Memories in use or in review that no other message and no hand of the user had a part in. */
  #taughtOnlyBy(messageId: string): Memory[] {
    const { reader, remembered } = this.#ports;
    const ids = new Set(
      remembered(messageId)
        .filter(({ action, undone }) => action !== 'forgot' && !undone)
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

  /** What the later wording taught in its place. */
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
