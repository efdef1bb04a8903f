/**
 * Owns the events about memories: this folder wraps the ports through which memories are written and purged, and publishes every
 * change. It may not know the store, the event hub or the page.
 */
import type { Publish } from '#shared/contract/events.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { ConversationStore } from '../chat/ports/conversations.ts';
import type {
  ChangeContext,
  ChangedMemories,
  MemoryChange,
  MemoryStep,
  MemoryWriter,
} from '../teachability/ports.ts';

/** For a change of more memories than this, the page reloads its lists instead of getting each memory and chip. */
const MAX_PUBLISHED = 20;
/** The least time between two `memories-reload` events, in ms: a large change is made of hundreds of parts. */
const MIN_RELOAD_INTERVAL = 1_000;

/**
 * A MemoryWriter that publishes every change: the memories, and the chips under the messages that taught them. All writes of
 * memories go through it, so no other code publishes these events.
 */
export class PublishingMemoryWriter implements MemoryWriter {
  readonly #writer: MemoryWriter;
  readonly #conversations: Pick<ConversationStore, 'view'>;
  readonly #read: (id: string) => Memory | undefined;
  readonly #publish: Publish;
  readonly #onChange: () => void;
  #reloadedAt = Number.NEGATIVE_INFINITY;
  #reload: NodeJS.Timeout | null = null;
  /** Publications to make after the current transaction; null: no transaction is in progress. */
  #held: (() => void)[] | null = null;

  constructor(
    writer: MemoryWriter,
    conversations: Pick<ConversationStore, 'view'>,
    read: (id: string) => Memory | undefined,
    publish: Publish,
    onChange: () => void,
  ) {
    this.#writer = writer;
    this.#conversations = conversations;
    this.#read = read;
    this.#publish = publish;
    this.#onChange = onChange;
  }

  apply(steps: readonly MemoryStep[], context: ChangeContext): MemoryChange {
    const change = this.#writer.apply(steps, context);
    this.#publishChange(change.memories, context.messageId);
    return change;
  }

  undo(changeId: string, context: ChangeContext): Memory[] {
    const memories = this.#writer.undo(changeId, context);
    this.#publishChange(memories, null);
    return memories;
  }

  changedBy(changeId: string, after: number, limit: number): ChangedMemories {
    return this.#writer.changedBy(changeId, after, limit);
  }

  undoable(changeId: string, ids: readonly string[]): readonly string[] {
    return this.#writer.undoable(changeId, ids);
  }

  takeBack(changeId: string, ids: readonly string[], context: ChangeContext): Memory[] {
    const memories = this.#writer.takeBack(changeId, ids, context);
    this.#publishChange(memories, null);
    return memories;
  }

  /** Publishes after the commit; a transaction that is rolled back publishes nothing. */
  inTransaction<T>(work: () => T): T {
    if (this.#held !== null) return this.#writer.inTransaction(work);
    const held: (() => void)[] = [];
    this.#held = held;
    try {
      const value = this.#writer.inTransaction(work);
      this.#held = null;
      if (held.length > MAX_PUBLISHED) this.#publishReload();
      else for (const publish of held) publish();
      return value;
    } finally {
      this.#held = null;
    }
  }

  synced(): Promise<void> {
    return this.#writer.synced();
  }

  close(): void {
    if (this.#reload !== null) clearTimeout(this.#reload);
    this.#reload = null;
  }

  markUsed(memoryIds: readonly string[], at: number): void {
    this.#writer.markUsed(memoryIds, at);
    const memories = memoryIds.flatMap((id) => this.#read(id) ?? []);
    if (memories.length === 0) return;
    this.#publish('memory-changed', { memories });
    this.#onChange();
  }

  #publishChange(memories: readonly Memory[], messageId: string | null): void {
    if (this.#held !== null) {
      this.#held.push(() => this.#publishChange(memories, messageId));
      return;
    }
    if (memories.length > MAX_PUBLISHED) {
      this.#publishReload();
      return;
    }
    this.#onChange();
    this.#publish('memory-changed', { memories: [...memories] });
    const taught = new Set(memories.map((memory) => memory.source.messageId));
    for (const id of taught.add(messageId)) this.#publishChips(id);
  }

  /** Publishes at once, or after the interval when one was just published. */
  #publishReload(): void {
    this.#onChange();
    if (this.#reload !== null) return;
    const wait = Math.max(0, this.#reloadedAt + MIN_RELOAD_INTERVAL - performance.now());
    const tell = () => {
      this.#reload = null;
      this.#reloadedAt = performance.now();
      this.#publish('memories-reload', {});
    };
    if (wait === 0) tell();
    else this.#reload = setTimeout(tell, wait);
  }

  #publishChips(messageId: string | null): void {
    const view = messageId === null ? undefined : this.#conversations.view(messageId);
    if (view === undefined) return;
    const { conversationId, capture, remembered, id } = view;
    this.#publish('capture-changed', { conversationId, messageId: id, capture, remembered });
  }
}
