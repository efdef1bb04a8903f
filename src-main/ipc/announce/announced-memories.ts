import type { Publish } from '#shared/contract/events.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { ConversationStore } from '../../chat/ports.ts';
import type {
  ChangeContext,
  ChangedMemories,
  MemoryChange,
  MemoryStep,
  MemoryWriter,
} from '../../teachability/ports.ts';

/** A change of more memories than this tells the page to read anew instead of carrying each memory and chip. */
const MOST_CHIPS = 20;
/** The page is told to read anew so often at most, in ms: a change of very many memories is made of hundreds of parts. */
const RELOAD_EVERY = 1_000;

/**
 * The memory store's writing side, with every change announced to the page: the memories themselves, and the chips under
 * the messages that taught them. Whoever changes memories writes through this and need not think of events.
 */
export class AnnouncedMemories implements MemoryWriter {
  readonly #writer: MemoryWriter;
  readonly #conversations: Pick<ConversationStore, 'view'>;
  readonly #read: (id: string) => Memory | undefined;
  readonly #publish: Publish;
  readonly #onChange: () => void;
  #reloadedAt = Number.NEGATIVE_INFINITY;
  #reload: NodeJS.Timeout | null = null;
  /** What is to be announced when the transaction that is under way has ended. */
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
    this.#announce(change.memories, context.messageId);
    return change;
  }

  undo(changeId: string, context: ChangeContext): Memory[] {
    const memories = this.#writer.undo(changeId, context);
    this.#announce(memories, null);
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
    this.#announce(memories, null);
    return memories;
  }

  /** What did not come to stay is not announced. */
  together<T>(work: () => T): T {
    if (this.#held !== null) return this.#writer.together(work);
    const held: (() => void)[] = [];
    this.#held = held;
    try {
      const value = this.#writer.together(work);
      this.#held = null;
      if (held.length > MOST_CHIPS) this.#announceReload();
      else for (const announce of held) announce();
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

  #announce(memories: readonly Memory[], messageId: string | null): void {
    if (this.#held !== null) {
      this.#held.push(() => this.#announce(memories, messageId));
      return;
    }
    if (memories.length > MOST_CHIPS) {
      this.#announceReload();
      return;
    }
    this.#onChange();
    this.#publish('memory-changed', { memories: [...memories] });
    const taught = new Set(memories.map((memory) => memory.source.messageId));
    for (const id of taught.add(messageId)) this.#announceChips(id);
  }

  /** At once, and when it just was, a moment later. */
  #announceReload(): void {
    this.#onChange();
    if (this.#reload !== null) return;
    const wait = Math.max(0, this.#reloadedAt + RELOAD_EVERY - performance.now());
    const tell = () => {
      this.#reload = null;
      this.#reloadedAt = performance.now();
      this.#publish('memories-reload', {});
    };
    if (wait === 0) tell();
    else this.#reload = setTimeout(tell, wait);
  }

  #announceChips(messageId: string | null): void {
    const view = messageId === null ? undefined : this.#conversations.view(messageId);
    if (view === undefined) return;
    const { conversationId, capture, remembered, id } = view;
    this.#publish('capture-changed', { conversationId, messageId: id, capture, remembered });
  }
}
