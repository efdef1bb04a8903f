/** A partly loaded list of chats, and how it follows changes to one chat. Pure. */
import type { Conversation } from '../../../shared/conversation.ts';

export interface ChatList {
  /** Pinned ones first, then newest first. */
  readonly items: readonly Conversation[];
  /** The total, including chats that are not loaded. */
  readonly total: number;
}

/**
 * Inserts a new or changed chat by its time. Null: the list must be loaded again, because it is unknown whether the
 * total already includes the chat.
 * @param counted whether the total included it; null: unknown.
 */
export function upsertChat(list: ChatList, chat: Conversation, counted: boolean | null): ChatList | null {
  const { items, total } = list;
  const others = items.filter(({ id }) => id !== chat.id);
  const whole = items.length >= total;
  const known = others.length < items.length ? true : whole ? false : counted;
  if (known === null) return null;
  const before = others.findIndex((other) => isBefore(chat, other));
  // After the last loaded chat is not necessarily its position when there are more.
  if (before === -1) return whole ? { items: [...others, chat], total: known ? total : total + 1 } : null;
  return { items: others.toSpliced(before, 0, chat), total: known ? total : total + 1 };
}

function isBefore(chat: Conversation, other: Conversation): boolean {
  const pinned = (chat.pinned ? 1 : 0) - (other.pinned ? 1 : 0);
  return pinned === 0 ? other.updatedAt <= chat.updatedAt : pinned > 0;
}

/** Removes a chat; null as for `upsertChat`. */
export function removeChat(list: ChatList, chatId: string, counted: boolean | null): ChatList | null {
  const { items, total } = list;
  const others = items.filter(({ id }) => id !== chatId);
  if (others.length < items.length) return { items: others, total: total - 1 };
  if (items.length >= total || counted === false) return list;
  return counted === null ? null : { items, total: total - 1 };
}
