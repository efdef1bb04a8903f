import type { Publish } from '#shared/contract/events.ts';
import type { Memory } from '#shared/memory.ts';
import type { ConversationStore } from '../chat/ports.ts';
import type { ChangeContext, MemoryChange, MemoryStep, MemoryWriter } from '../teachability/ports.ts';

/** A change of more memories than this tells the page to read anew instead of carrying each memory and chip. */
const MOST_CHIPS = 20;

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

  markUsed(memoryIds: readonly string[], at: number): void {
    this.#writer.markUsed(memoryIds, at);
    const memories = memoryIds.flatMap((id) => this.#read(id) ?? []);
    if (memories.length === 0) return;
    this.#publish('memory-changed', { memories });
    this.#onChange();
  }

  #announce(memories: readonly Memory[], messageId: string | null): void {
    this.#onChange();
    if (memories.length > MOST_CHIPS) {
      this.#publish('memories-reload', {});
      return;
    }
    this.#publish('memory-changed', { memories: [...memories] });
    const taught = new Set(memories.map((memory) => memory.source.messageId));
    for (const id of taught.add(messageId)) this.#announceChips(id);
  }

  #announceChips(messageId: string | null): void {
    const view = messageId === null ? undefined : this.#conversations.view(messageId);
    if (view === undefined) return;
    const { conversationId, capture, remembered, id } = view;
    this.#publish('capture-changed', { conversationId, messageId: id, capture, remembered });
  }
}
