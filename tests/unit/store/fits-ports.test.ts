import { describe, expect, it } from 'vitest';
import type { ConversationStore } from '#main/chat/ports/conversations.ts';
import { ConversationRepository } from '#main/store/conversations/conversation-repository.ts';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { openMemoryDatabase } from '#main/store/file/open-database.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '#main/teachability/ports.ts';

describe('the repositories', () => {
  it('fit the ports of teachability and chat, though neither side imports the other', () => {
    const database = openMemoryDatabase();
    // The compiler is the test: these lines do not build when a port and its repository drift apart.
    const memories: MemoryReader & MemoryWriter & RememberedReader = new MemoryRepository(database);
    const conversations: ConversationStore = new ConversationRepository(database, {
      temporary: true,
      remembered: (messageId) => memories.remembered(messageId),
    });
    expect(memories.countActive()).toBe(0);
    expect(conversations.list(10, 0)).toEqual({ items: [], total: 0 });
    database.close();
  });
});
