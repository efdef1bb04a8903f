/** Chats of which the first are loaded: how a list of them follows what happens to one. */
import type { Conversation } from '../../../shared/conversation.ts';

export interface ChatList {
  /** Newest first. */
  readonly items: readonly Conversation[];
  /** How many there are, with those that are not loaded. */
  readonly total: number;
}

/**
 * A new or changed chat put where its time says. Null: the list is to be loaded anew, since nobody knows whether the chat is
 * one of those that are counted and not loaded.
 * @param counted whether it was; null: not known.
 */
export function withChat(list: ChatList, chat: Conversation, counted: boolean | null): ChatList | null {
  const { items, total } = list;
  const others = items.filter(({ id }) => id !== chat.id);
  const whole = items.length >= total;
  const known = others.length < items.length ? true : whole ? false : counted;
  if (known === null) return null;
  const before = others.findIndex(({ updatedAt }) => updatedAt <= chat.updatedAt);
  // After the last of those that are loaded is not where it belongs, when there are more.
  if (before === -1) return whole ? { items: [...others, chat], total: known ? total : total + 1 } : null;
  return { items: others.toSpliced(before, 0, chat), total: known ? total : total + 1 };
}

/** Without a chat that is not in it any more; null as above. */
export function withoutChat(list: ChatList, chatId: string, counted: boolean | null): ChatList | null {
  const { items, total } = list;
  const others = items.filter(({ id }) => id !== chatId);
  if (others.length < items.length) return { items: others, total: total - 1 };
  if (items.length >= total || counted === false) return list;
  return counted === null ? null : { items, total: total - 1 };
}
