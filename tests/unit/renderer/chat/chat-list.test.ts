import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { upsertChat, removeChat } from '#renderer/state/chat/chat-list.ts';
import type { ChatList } from '#renderer/state/chat/chat-list.ts';
import type { Conversation } from '#shared/conversation.ts';
import { aConversation } from '../../../support/renderer-values.ts';

const PAGE = 3;
const chatOf = (id: number, updatedAt: number) => aConversation({ id: `c${id}`, updatedAt });

/** What the main process would return. */
function loaded(all: ReadonlyMap<string, Conversation>): ChatList {
  const newest = [...all.values()].toSorted((one, other) => other.updatedAt - one.updatedAt);
  return { items: newest.slice(0, PAGE), total: newest.length };
}

describe('a partly loaded list of chats', () => {
  test('has pinned chats before all others', () => {
    const pinned = aConversation({ id: 'p', updatedAt: 1, pinned: true });
    const list: ChatList = { items: [pinned, chatOf(9, 9)], total: 2 };
    expect(upsertChat(list, chatOf(10, 10), false)?.items.map(({ id }) => id)).toEqual(['p', 'c10', 'c9']);
    const { pinned: _, ...loose } = pinned;
    expect(upsertChat(list, loose, true)?.items.map(({ id }) => id)).toEqual(['c9', 'p']);
    const also = { ...chatOf(9, 9), pinned: true as const };
    expect(upsertChat(list, also, true)?.items.map(({ id }) => id)).toEqual(['c9', 'p']);
  });

  test('keeps the total right for chats that are not loaded', () => {
    const list: ChatList = { items: [chatOf(9, 9), chatOf(8, 8)], total: 3 };
    expect(upsertChat(list, chatOf(1, 10), true)).toEqual({
      items: [chatOf(1, 10), ...list.items],
      total: 3,
    });
    expect(upsertChat(list, chatOf(10, 10), false)?.total).toBe(4);
    expect(upsertChat(list, chatOf(1, 10), null)).toBeNull();
    expect(removeChat(list, 'c1', true)).toEqual({ items: list.items, total: 2 });
    expect(removeChat(list, 'c1', false)).toBe(list);
    expect(removeChat(list, 'c1', null)).toBeNull();
  });

  test('has the right total and current chats after any changes', () => {
    const step = fc.record({
      id: fc.nat(7),
      what: fc.constantFrom('change' as const, 'remove' as const),
      isKnown: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const all = new Map<string, Conversation>();
        let list = loaded(all);
        steps.forEach(({ id, what, isKnown }, at) => {
          const chat = chatOf(id, at);
          const counted = isKnown ? all.has(chat.id) : null;
          if (what === 'change') all.set(chat.id, chat);
          else all.delete(chat.id);
          const next =
            what === 'change' ? upsertChat(list, chat, counted) : removeChat(list, chat.id, counted);
          list = next ?? loaded(all);
          expect(list.total).toBe(all.size);
          expect(list.items.every((item) => all.get(item.id) === item)).toBe(true);
        });
      }),
    );
  });
});
